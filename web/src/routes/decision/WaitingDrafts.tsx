// Before a decision: what was typed elsewhere in the case and is not part of it yet.
import { Link } from '@tanstack/react-router';
import { Banner } from '../../components/Panels';
import { letterKindOf, placeOf } from '../../lib/drafts';
import { useMessages } from '../../lib/i18n';
import { LETTER_KINDS, LETTER_PATHS } from '../../lib/letter-kinds';
import { useDraftPlaces } from '../../lib/use-draft';

export function WaitingDrafts({ caseId }: { caseId: string }) {
  const { m } = useMessages();
  const places = useDraftPlaces(caseId).filter((place) => place !== placeOf.decision);
  if (places.length === 0) return null;
  const onlyRequirements = places.every((place) => place.startsWith(placeOf.requirement('')));
  const [place] = places.map(letterKindOf);
  const letter = LETTER_KINDS.find((kind) => kind === place);
  const to =
    places.length === 1 && letter
      ? LETTER_PATHS[letter]
      : onlyRequirements
        ? '/akten/$id/vollstaendigkeit'
        : '/akten/$id/angaben';
  return (
    <Banner
      tone="warning"
      action={
        <Link className="button small" to={to} params={{ id: caseId }}>
          {m.drafts.see}
        </Link>
      }
    >
      <p>{m.drafts.waiting(places.length)}</p>
    </Banner>
  );
}
