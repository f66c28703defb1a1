// Until when an answer is expected: the day that was counted, how, and another one if the clerk names it.
import { Button } from '../../components/Button';
import { DayField, dayOf } from '../../components/DayField';
import { DeadlineSteps } from '../../components/DeadlineSteps';
import type { LetterProposal } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useDeadlineWords } from '../../lib/i18n/words/deadlines';
import { placeOfPart } from '../../lib/letter-problems';
import { Norms, PartError } from './parts';

type Deadline = NonNullable<LetterProposal['deadline']>;
type Props = {
  day: string | null;
  deadline: Deadline | null;
  errors: readonly string[];
  /** Shows a day anew that came from elsewhere. */
  turn: number;
  onChange: (day: string | null) => void;
  onTake: (day: string) => void;
};

export function DueField({ day, deadline, errors, turn, onChange, onTake }: Props) {
  const { m, language } = useMessages();
  const errorId = 'letter-due_on-error';
  const proposed = deadline?.last_day ?? null;
  return (
    <section className="panel" id={placeOfPart('due_on')} aria-label={m.letters.dueOn}>
      <DayField
        key={turn}
        kept
        label={m.letters.dueOn}
        defaultValue={day === null ? null : dayOf(day)}
        onChange={(date) => onChange(date?.toString() ?? null)}
        validationBehavior="aria"
        isInvalid={errors.length > 0}
        {...(errors.length > 0 && { 'aria-describedby': errorId })}
      />
      <PartError id={errorId} texts={errors} />
      {proposed === null ? (
        <p className="meta">{m.letters.noDay}</p>
      ) : (
        <p className="letter-tags">
          {m.letters.proposedDay(formatDate(proposed, language))}
          {proposed !== day && (
            <Button small onPress={() => onTake(proposed)}>
              {m.letters.takeDay}
            </Button>
          )}
        </p>
      )}
      {deadline && (
        <details className="deadlines">
          <summary>{m.letters.counted}</summary>
          <DeadlineSteps steps={deadline.steps} before={<Posted deadline={deadline} />} />
        </details>
      )}
    </section>
  );
}

/** From dispatch to receipt, before the days for the answer begin. */
function Posted({ deadline }: { deadline: Deadline }) {
  const { m, language } = useMessages();
  const words = useDeadlineWords();
  const { dispatched_on, delivered_on, delivery_days, delivery_basis, days } = deadline;
  return (
    <>
      <li>{m.letters.dispatched(formatDate(dispatched_on, language))}</li>
      {delivery_days !== null && (
        <li>
          {m.letters.delivered(words.length(0, delivery_days), formatDate(delivered_on, language))}{' '}
          {delivery_basis && <Norms bases={[delivery_basis]} />}
        </li>
      )}
      <li>{m.letters.answerDays(words.length(0, days))}</li>
    </>
  );
}
