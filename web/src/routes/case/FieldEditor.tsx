// Corrects or enters a value with the widget that fits its type, or with words chosen in the document; then asks for
// the reason where one is needed.
import { useState } from 'react';
import { Button } from '../../components/Button';
import { asProblem } from '../../lib/api/problem';
import type { ReviewReason } from '../../lib/api/types';
import type { NumberedField } from '../../lib/field-order';
import { problemSentence, sentence, useMessages } from '../../lib/i18n';
import { useLeaveGuard } from '../../lib/leave-guard';
import { verdictOn } from '../../lib/verdict';
import { ReasonPicker } from './ReasonPicker';
import type { FieldReview } from './useFieldReview';
import { useTakenWords } from './useTakenWords';
import { PickButton, ValueEntry } from './ValueEntry';

export function FieldEditor({ entry, review }: { entry: NumberedField; review: FieldReview }) {
  const { m, language } = useMessages();
  const { field } = entry;
  const suggested = field.suggestion?.value ?? null;
  const [before] = useState(field.review?.value ?? suggested ?? '');
  const [value, setValue] = useState(before);
  const [step, setStep] = useState<'value' | 'reason'>('value');
  const [error, setError] = useState<string | null>(null);
  const words = useTakenWords(entry, review.editing?.pick ?? false, (wire) => {
    setError(null);
    if (wire !== null) setValue(wire);
  });

  useLeaveGuard(value !== before);

  const save = async (reason: ReviewReason | null, note: string | null) => {
    setError(null);
    const verdict = verdictOn(suggested, value);
    try {
      await review.record(entry, {
        verdict,
        value: verdict === 'accepted' ? null : value,
        reason: verdict === 'amended' ? reason : null,
        note,
        ...(words.taken.length > 0 && { evidence: [...words.taken] }),
      });
    } catch (caught) {
      const problem = asProblem(caught);
      const wrong = problem.fields?.find((item) => item.field === 'value');
      setError(wrong ? sentence(m, 'fieldProblem', wrong.code) : problemSentence(m, language, problem));
      setStep('value');
    }
  };
  const next = () => {
    if (value.trim() === '') return setError(m.codes.fieldProblem.empty);
    setError(null);
    if (suggested !== null && value !== suggested) return setStep('reason');
    return void save(null, null);
  };
  const close = () => {
    review.setEditing(null);
    review.activate(field.id, { focus: true });
  };
  return (
    <form
      className="field-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (step === 'value') next();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (words.isPicking) words.cancel();
        else close();
      }}
    >
      {step === 'value' ? (
        <>
          <ValueEntry
            field={field}
            label={m.fields.value}
            value={value}
            onChange={setValue}
            error={error}
            words={words}
            autoFocus
          />
          <div className="editor-actions">
            <Button small kind="primary" type="submit">
              {suggested === null || value === suggested ? m.common.save : m.fields.toReason}
            </Button>
            <PickButton words={words} />
            <Button small kind="quiet" onPress={close}>
              {m.common.cancel}
            </Button>
          </div>
        </>
      ) : (
        <ReasonPicker
          question={m.fields.reasonWhy}
          onPick={(reason, note) => void save(reason, note)}
          onCancel={close}
        />
      )}
    </form>
  );
}
