// The dates of a case, each with the steps that lead to it and the norm behind every step.
import { DeadlineSteps } from '../../components/DeadlineSteps';
import type { CaseDeadline } from '../../lib/api/types';
import { formatDate, unbroken } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useCase } from './case-context';

export function DeadlinesPanel() {
  const { m } = useMessages();
  const { detail } = useCase();
  if (detail.deadlines.length === 0) return null;
  return (
    <section className="panel deadlines" aria-labelledby="deadlines-title">
      <h3 id="deadlines-title">{m.deadlines.title}</h3>
      <ul className="plain-list">
        {detail.deadlines.map((deadline) => (
          <Deadline key={deadline.id} deadline={deadline} />
        ))}
      </ul>
    </section>
  );
}

function Deadline({ deadline }: { deadline: CaseDeadline }) {
  const { m, language } = useMessages();
  const stands = deadline.steps.at(-1)?.rule === 'stands_still';
  const day = deadline.last_day
    ? m.deadlines.endsOn(formatDate(deadline.last_day, language))
    : stands
      ? m.deadlines.standsStill
      : m.deadlines.openUntil(m.deadlines.events[deadline.runs_from] ?? deadline.runs_from);
  return (
    <li>
      <p>
        <strong>{deadline.label[language]}</strong>: {day}{' '}
        <span className="meta">
          {deadline.legal_bases.map((basis) => unbroken(basis.citation)).join(', ')}
          {!deadline.verified && ` (${m.deadlines.unverified})`}
        </span>
      </p>
      {deadline.steps.length > 0 && (
        <details>
          <summary>
            {m.deadlines.why}
            <span className="visually-hidden"> ({deadline.label[language]})</span>
          </summary>
          <DeadlineSteps steps={deadline.steps} />
        </details>
      )}
    </li>
  );
}
