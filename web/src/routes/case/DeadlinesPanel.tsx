// The dates of a case, each with the steps that lead to it and the norm behind every step.
import { DeadlineSteps } from '../../components/DeadlineSteps';
import type { CaseDeadline } from '../../lib/api/types';
import { formatDate, unbroken } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useDeadlineWords } from '../../lib/i18n/words/deadlines';
import { useCase } from './case-context';

export function DeadlinesPanel() {
  const words = useDeadlineWords();
  const { detail } = useCase();
  if (detail.deadlines.length === 0) return null;
  return (
    <section className="panel deadlines" aria-labelledby="deadlines-title">
      <h3 id="deadlines-title">{words.title}</h3>
      <ul className="plain-list">
        {detail.deadlines.map((deadline) => (
          <Deadline key={deadline.id} deadline={deadline} />
        ))}
      </ul>
    </section>
  );
}

/** Why it is counted from a day before the receipt here. */
function FiledStep({ filed }: { filed: CaseDeadline['filed'] }) {
  const { language } = useMessages();
  const words = useDeadlineWords();
  if (!filed) return null;
  const day = (text: string) => formatDate(text, language);
  return (
    <li>
      {words.filed(day(filed.on), filed.authority, day(filed.received_on))}
      <span className="meta"> {unbroken(filed.basis.citation)}</span>
    </li>
  );
}

function Deadline({ deadline }: { deadline: CaseDeadline }) {
  const { language } = useMessages();
  const words = useDeadlineWords();
  const stands = deadline.steps.at(-1)?.rule === 'stands_still';
  const day = deadline.last_day
    ? words.endsOn(formatDate(deadline.last_day, language))
    : stands
      ? words.standsStill
      : words.openUntil(words.events[deadline.runs_from] ?? deadline.runs_from);
  return (
    <li>
      <p>
        <strong>{deadline.label[language]}</strong>: {day}{' '}
        <span className="meta">
          {deadline.legal_bases.map((basis) => unbroken(basis.citation)).join(', ')}
          {!deadline.verified && ` (${words.unverified})`}
        </span>
      </p>
      {deadline.steps.length > 0 && (
        <details>
          <summary>
            {words.why}
            <span className="visually-hidden"> ({deadline.label[language]})</span>
          </summary>
          <DeadlineSteps steps={deadline.steps} before={<FiledStep filed={deadline.filed} />} />
        </details>
      )}
    </li>
  );
}
