// The dates of a case, each with the steps that lead to it and the norm behind every step.
import type { CaseDeadline, DeadlineStep } from '../../lib/api/types';
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
          <ol>
            {deadline.steps.map((step) => (
              <li key={`${step.rule}-${step.day}`}>
                <Step step={step} />
                {step.norm && <span className="meta"> {unbroken(step.norm)}</span>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

function Step({ step }: { step: DeadlineStep }) {
  const { m, language } = useMessages();
  const words = m.deadlines.steps;
  const date = (day: string | null | undefined) => (day ? formatDate(day, language) : '');
  const length = step.length ? m.deadlines.length(step.length.months, step.length.days) : '';
  switch (step.rule) {
    case 'day_of_event':
      return words.dayOfEvent(date(step.day));
    case 'first_day_counts':
      return words.firstDayCounts(date(step.day));
    case 'counted':
      return words.counted(length, date(step.day));
    case 'last_of_month':
      return words.lastOfMonth(date(step.day));
    case 'suspended':
      return words.suspended(date(step.from), date(step.until), date(step.day));
    case 'stands_still':
      return words.standsStill(date(step.day));
    case 'extended':
      return words.extended(length, date(step.day));
    case 'moved': {
      const why =
        step.day_off === 'holiday'
          ? (step.holiday?.[language] ?? m.deadlines.holiday)
          : step.day_off === 'sunday'
            ? m.deadlines.sunday
            : m.deadlines.saturday;
      return words.moved(date(step.from), why, date(step.day));
    }
  }
}
