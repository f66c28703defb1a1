// C3 Vollständigkeit: what is there, what is missing, on which norm it rests, and the clerk's own verdict on each item.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { KeyHint } from '../../components/Button';
import { Banner, Empty, Loaded } from '../../components/Panels';
import { completenessQuery } from '../../lib/api/queries';
import type { Completeness, RequirementItem } from '../../lib/api/types';
import { daysBetween, formatDate, today } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useKeyHint } from '../../lib/shortcuts';
import { ClerkQuestions } from './ClerkQuestions';
import { useCase } from './case-context';
import { DeadlinesPanel } from './DeadlinesPanel';
import { FirstReceipt } from './FirstReceipt';
import { Joinings } from './Joining';
import { RequirementRow } from './RequirementRow';
import { StatusLinks } from './StatusLinks';
import { useReviews } from './useReviews';

export function CompletenessPage() {
  const { m } = useMessages();
  const { detail } = useCase();
  const query = useQuery(completenessQuery(detail.id));
  return (
    <div className="side-body side-scroll">
      <h2 className="visually-hidden">{m.completeness.title}</h2>
      <Loaded query={query} rows={6}>
        {(data) => <Items data={data} />}
      </Loaded>
    </div>
  );
}

const needsWork = (item: RequirementItem) => item.state === 'missing' || item.state === 'unclear';

function CompletenessBanner({ data }: { data: Completeness }) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const missing = data.items.filter((item) => item.state === 'missing').length;
  const unclear = data.items.filter((item) => item.state === 'unclear').length;
  const due = detail.due_on;
  const dueText = due
    ? m.completeness.dueText(formatDate(due, language), m.queue.due(daysBetween(today(), due)))
    : m.completeness.noDue;
  const headline =
    data.complete === null
      ? m.completeness.unknown
      : missing > 0
        ? m.completeness.incomplete(missing, unclear)
        : unclear > 0
          ? m.completeness.unclearOnly(unclear)
          : m.completeness.complete;
  return (
    <Banner tone={data.complete === null ? 'info' : missing + unclear > 0 ? 'warning' : 'success'}>
      <p>
        <strong>{headline}</strong>
      </p>
      <p>
        {dueText} {detail.state === 'awaiting_documents' && m.letters.awaiting}
      </p>
      {!data.service_verified && data.complete !== null && <p>{m.completeness.serviceUnverified}</p>}
    </Banner>
  );
}

/** To the letters, which collect what is missing. */
function LetterLinks({ isOpen }: { isOpen: boolean }) {
  const { m } = useMessages();
  const { detail, readOnly } = useCase();
  const hint = useKeyHint('writeLetter');
  const params = { id: detail.id };
  if (readOnly)
    return (
      <p>
        <Link className="button" to="/akten/$id/nachforderung" params={params}>
          {m.letters.see}
        </Link>
      </p>
    );
  return (
    <div className="form-actions">
      <Link
        className={isOpen ? 'button primary' : 'button'}
        to="/akten/$id/nachforderung"
        params={params}
        {...(hint?.aria && { 'aria-keyshortcuts': hint.aria })}
      >
        {m.letters.write}
        {hint && <KeyHint label={hint.label} />}
      </Link>
      <Link className="button" to="/akten/$id/eingangsbestaetigung" params={params}>
        {m.letters.acknowledge}
      </Link>
    </div>
  );
}

function Items({ data }: { data: Completeness }) {
  const { m } = useMessages();
  const { detail } = useCase();
  const reviews = useReviews();
  const rest = data.items.filter((item) => !needsWork(item));
  return (
    <>
      <CompletenessBanner data={data} />
      <LetterLinks isOpen={data.items.some(needsWork)} />
      <DeadlinesPanel />
      <FirstReceipt />
      <StatusLinks />
      <Joinings />
      <ClerkQuestions />
      {data.items.length === 0 && (
        <Empty
          icon="list"
          action={
            data.complete === null && (
              <Link className="button" to="/akten/$id/angaben" params={{ id: detail.id }}>
                {m.completeness.emptyService}
              </Link>
            )
          }
        >
          {m.completeness.empty}
        </Empty>
      )}
      <ul className="requirements" aria-label={m.completeness.list}>
        {data.items.filter(needsWork).map((item) => (
          <RequirementRow key={item.requirement} item={item} reviews={reviews} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details open className="settled">
          <summary>{m.completeness.rest(rest.length)}</summary>
          <ul className="requirements">
            {rest.map((item) => (
              <RequirementRow key={item.requirement} item={item} reviews={reviews} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
