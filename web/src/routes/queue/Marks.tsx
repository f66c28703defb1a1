// What a case waits for and until when it is put back: in words, each with its day.
import type { CaseRow } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';

const AWAITING_TONE = { running: '', expired: 'warning', answered: 'info' } as const;
const SNOOZE_TONE = { asleep: '', due: 'warning', overtaken: 'danger' } as const;

export const hasMarks = (row: Pick<CaseRow, 'awaiting' | 'snooze'>): boolean =>
  row.awaiting !== null || row.snooze !== null;

export function Marks({ row }: { row: Pick<CaseRow, 'awaiting' | 'snooze'> }) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const { awaiting, snooze } = row;
  return (
    <span className="marks">
      {awaiting && (
        <span className={`tag ${AWAITING_TONE[awaiting.state]}`}>
          {t.awaiting[awaiting.state](awaiting.until && formatDate(awaiting.until, language))}
        </span>
      )}
      {snooze && (
        <span className="snooze-mark">
          <span className={`tag ${SNOOZE_TONE[snooze.state]}`}>
            {t.snoozed[snooze.state](formatDate(snooze.until, language))}
          </span>{' '}
          <span className="meta">
            {[sentence(m, 'snoozeReason', snooze.reason), snooze.note].filter(Boolean).join(': ')}
          </span>
        </span>
      )}
    </span>
  );
}
