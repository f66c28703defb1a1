// Cells of the queue that say more than a text: deadline, progress, documents, remark.
import { Icon } from '../../components/Icon';
import { isReading } from '../../lib/api/queries';
import type { CaseRow } from '../../lib/api/types';
import { daysBetween, formatDate, today } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { hasMarks, Marks } from './Marks';

/** A deadline in words; overdue and near ones carry a sign, never colour alone. */
export function Due({ date }: { date: string | null }) {
  const { m, language } = useMessages();
  if (!date) return <span className="meta nothing">{m.queue.noDue}</span>;
  const days = daysBetween(today(), date);
  const tone = days < 0 ? 'over' : days <= 7 ? 'soon' : 'far';
  return (
    <span className={`due ${tone}`} title={formatDate(date, language)}>
      {days < 0 && <Icon name="warn" />}
      {m.queue.due(days)}
      <span className="visually-hidden">, {formatDate(date, language)}</span>
    </span>
  );
}

export const DueCell = ({ row }: { row: CaseRow }) => <Due date={row.due_on} />;

export function ReviewCell({ row }: { row: CaseRow }) {
  const { m } = useMessages();
  if (row.state === 'decided') return <span className="tag done">{m.queue.decided}</span>;
  if (row.state === 'awaiting_release') return <span className="tag info">{m.releases.waiting}</span>;
  if (row.fields_total === 0) return <span className="meta nothing">–</span>;
  const share = row.fields_reviewed / row.fields_total;
  return (
    <span className="progress">
      <svg viewBox="0 0 60 6" aria-hidden="true">
        <rect width="60" height="6" rx="3" className="progress-ground" />
        <rect width={60 * share} height="6" rx="3" className="progress-bar" />
      </svg>
      <span aria-hidden="true">
        {row.fields_reviewed}/{row.fields_total}
      </span>
      <span className="visually-hidden">{m.queue.reviewed(row.fields_reviewed, row.fields_total)}</span>
    </span>
  );
}

export function DocumentsCell({ row }: { row: CaseRow }) {
  const { m } = useMessages();
  if (row.requirements_missing > 0)
    return <span className="tag warning">{m.queue.missing(row.requirements_missing)}</span>;
  if (row.requirements_unclear > 0)
    return <span className="tag info">{m.queue.unclear(row.requirements_unclear)}</span>;
  if (row.service === null || row.processing !== 'ready')
    return <span className="meta">{m.queue.notKnown}</span>;
  return <span className="tag complete">{m.queue.complete}</span>;
}

/** What it waits for, before what is wrong with it. */
export function NoteCell({ row }: { row: CaseRow }) {
  if (!hasMarks(row)) return <Remark row={row} />;
  return (
    <>
      <Marks row={row} />
      {row.processing !== 'ready' ||
      row.contradictions > 0 ||
      row.likely_cases > 0 ||
      row.issues.length > 0 ? (
        <Remark row={row} />
      ) : null}
    </>
  );
}

function Remark({ row }: { row: CaseRow }) {
  const { m } = useMessages();
  if (isReading(row.processing)) return <span className="tag info">{m.queue.reading}</span>;
  if (row.processing === 'failed') return <span className="tag danger">{m.queue.failed}</span>;
  if (row.likely_cases > 0) return <span className="tag info">{m.queue.likely(row.likely_cases)}</span>;
  if (row.contradictions > 0) return <span>{m.queue.contradictions(row.contradictions)}</span>;
  const [issue] = row.issues;
  return issue ? <span>{sentence(m, 'issue', issue)}</span> : <span className="meta">–</span>;
}
