// Before a decision: what was typed elsewhere in the case and is not part of it yet.
import { Link } from '@tanstack/react-router';
import { Banner } from '../../components/Panels';
import { placeOf } from '../../lib/drafts';
import { useMessages } from '../../lib/i18n';
import { useDraftPlaces } from '../../lib/use-draft';

export function WaitingDrafts({ caseId }: { caseId: string }) {
  const { m } = useMessages();
  const places = useDraftPlaces(caseId).filter((place) => place !== placeOf.decision);
  if (places.length === 0) return null;
  const onlyRequirements = places.every((place) => place.startsWith(placeOf.requirement('')));
  return (
    <Banner
      tone="warning"
      action={
        <Link
          className="button small"
          to={onlyRequirements ? '/akten/$id/vollstaendigkeit' : '/akten/$id/angaben'}
          params={{ id: caseId }}
        >
          {m.drafts.see}
        </Link>
      }
    >
      <p>{m.drafts.waiting(places.length)}</p>
    </Banner>
  );
}
