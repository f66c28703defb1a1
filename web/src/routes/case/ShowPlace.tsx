// The way from a value to the place in the documents where it stands.
import { Button } from '../../components/Button';
import type { Evidence } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { useCase } from './case-context';

/** Nothing without a place. `of` says which one, where several buttons stand near each other. */
export function ShowPlace({ place, of }: { place: Evidence | undefined; of?: string }) {
  const { m } = useMessages();
  const { showEvidence } = useCase();
  if (!place) return null;
  return (
    <Button
      small
      kind="quiet"
      icon="eye"
      {...(of !== undefined && { 'aria-label': `${m.fields.showPlace}: ${of}` })}
      onPress={() => showEvidence(place)}
    >
      {m.fields.showPlace}
    </Button>
  );
}
