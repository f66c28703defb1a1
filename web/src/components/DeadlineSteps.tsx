// How a date was counted, step by step, each with its norm.
import type { ReactNode } from 'react';
import type { DeadlineStep } from '../lib/api/types';
import { formatDate, unbroken } from '../lib/format';
import { useMessages } from '../lib/i18n';
import { useDeadlineWords } from '../lib/i18n/words/deadlines';

/** `before` are steps that lead to the first one. */
export function DeadlineSteps({ steps, before }: { steps: readonly DeadlineStep[]; before?: ReactNode }) {
  return (
    <ol className="deadline-steps">
      {before}
      {steps.map((step) => (
        <li key={`${step.rule}-${step.day}`}>
          <Step step={step} />
          {step.norm && <span className="meta"> {unbroken(step.norm)}</span>}
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { step: DeadlineStep }) {
  const { language } = useMessages();
  const deadlines = useDeadlineWords();
  const words = deadlines.steps;
  const date = (day: string | null | undefined) => (day ? formatDate(day, language) : '');
  const length = step.length ? deadlines.length(step.length.months, step.length.days) : '';
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
          ? (step.holiday?.[language] ?? deadlines.holiday)
          : step.day_off === 'sunday'
            ? deadlines.sunday
            : deadlines.saturday;
      return words.moved(date(step.from), why, date(step.day));
    }
  }
}
