// One question to the clerk: yes and no as two buttons, other kinds with the widget that fits, and what depends on it.
import { useId, useState } from 'react';
import { Button } from '../../components/Button';
import { DraftHint } from '../../components/DraftHint';
import type { FieldView } from '../../lib/api/types';
import type { NumberedQuestion } from '../../lib/clerk-questions';
import { proposedValue } from '../../lib/contradiction';
import { placeOf } from '../../lib/drafts';
import { useMessages } from '../../lib/i18n';
import { useDraft } from '../../lib/use-draft';
import { useCase } from './case-context';
import { TakenPlace } from './TakenPlace';
import type { Answers } from './useAnswers';
import { ownEvidence, useTakenWords } from './useTakenWords';
import { PickButton, ValueEntry } from './ValueEntry';

export type ItemProps = {
  question: NumberedQuestion;
  /** Names of the requirements that wait for the answer. */
  waiting: readonly string[];
  answers: Answers;
};
type Props = ItemProps & { onDone: () => void; onCancel?: () => void };

export function QuestionItem({ question, waiting, answers, onDone, onCancel }: Props) {
  const { m, language } = useMessages();
  const { readOnly } = useCase();
  const { field } = question;
  const labelId = useId();
  return (
    <li className="question" data-question={field.id} tabIndex={-1} aria-labelledby={labelId}>
      <p id={labelId} className="question-text">
        {field.label[language]}
      </p>
      {waiting.length > 0 && <p className="meta">{m.questions.waiting(waiting.join(', '))}</p>}
      {!readOnly && (
        <AnswerForm question={question} answers={answers} onDone={onDone} {...(onCancel && { onCancel })} />
      )}
    </li>
  );
}

function AnswerForm({ question, answers, onDone, onCancel }: Omit<Props, 'waiting'>) {
  const { m, language } = useMessages();
  const { field } = question;
  const { detail } = useCase();
  const draft = useDraft(
    detail.id,
    placeOf.field(field.id),
    { value: field.review?.value ?? proposedValue(field) ?? '', evidence: ownEvidence(field) },
    field.review?.id ?? null,
  );
  const { value, evidence } = draft.value;
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const words = useTakenWords(question, false, evidence, (taken, wire) =>
    draft.change({ evidence: taken, ...(wire !== null && field.kind !== 'boolean' && { value: wire }) }),
  );
  const send = async (next: string) => {
    if (next.trim() === '') return setProblem(m.codes.fieldProblem.empty);
    setProblem(null);
    setBusy(true);
    if (await answers.answer(field, next, { evidence, base: draft.base })) onDone();
    setBusy(false);
  };
  return (
    <form
      className="answer"
      onSubmit={(event) => {
        event.preventDefault();
        if (field.kind !== 'boolean') void send(value);
      }}
    >
      <DraftHint draft={draft} of={field.label[language]} />
      {field.kind === 'boolean' ? (
        <>
          <YesNo field={field} busy={busy} onPick={(next) => void send(next)} />
          <TakenPlace words={words} />
        </>
      ) : (
        <ValueEntry
          field={field}
          label={m.questions.answer}
          value={value}
          onChange={(next) => draft.change({ value: next })}
          error={problem}
          words={words}
          turn={draft.turn}
          autoFocus={words.turn + draft.turn > 0 || (onCancel !== undefined && !draft.restored)}
        />
      )}
      <div className="editor-actions">
        {field.kind !== 'boolean' && (
          <Button small kind="primary" type="submit" isDisabled={busy}>
            {m.common.save}
          </Button>
        )}
        <PickButton quiet words={words} of={field.label[language]} />
        {onCancel && (
          <Button
            small
            kind="quiet"
            onPress={() => {
              draft.discard();
              onCancel();
            }}
          >
            {m.common.cancel}
          </Button>
        )}
      </div>
    </form>
  );
}

function YesNo({
  field,
  busy,
  onPick,
}: {
  field: FieldView;
  busy: boolean;
  onPick: (value: 'true' | 'false') => void;
}) {
  const { m, language } = useMessages();
  const words = { true: m.questions.yes, false: m.questions.no };
  return (
    <div className="yes-no">
      {(['true', 'false'] as const).map((value) => (
        <Button
          key={value}
          isDisabled={busy}
          aria-label={`${words[value]}: ${field.label[language]}`}
          onPress={() => onPick(value)}
        >
          {words[value]}
        </Button>
      ))}
    </div>
  );
}
