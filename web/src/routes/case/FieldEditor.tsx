// Corrects or enters a value with the widget that fits its type, or with words chosen in the document; then asks for
// the reason where one is needed.
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { DraftHint } from '../../components/DraftHint';
import { asProblem } from '../../lib/api/problem';
import type { ReviewReason } from '../../lib/api/types';
import { isContradicted, proposedValue, sourcesOf, takingOf } from '../../lib/contradiction';
import { placeOf } from '../../lib/drafts';
import type { NumberedField } from '../../lib/field-order';
import { problemSentence, sentence, useMessages } from '../../lib/i18n';
import { useDraft } from '../../lib/use-draft';
import { verdictOn } from '../../lib/verdict';
import { useCase } from './case-context';
import { ShownValue } from './FieldRow';
import { ReasonPicker } from './ReasonPicker';
import type { FieldReview } from './useFieldReview';
import { ownEvidence, useTakenWords } from './useTakenWords';
import { PickButton, ValueEntry } from './ValueEntry';

export function FieldEditor({ entry, review }: { entry: NumberedField; review: FieldReview }) {
  const { m, language } = useMessages();
  const { field } = entry;
  const suggested = field.suggestion?.value ?? null;
  const { detail } = useCase();
  const place = placeOf.field(field.id);
  const initial = {
    value: field.review?.value ?? proposedValue(field) ?? '',
    evidence: ownEvidence(field),
    note: '',
  };
  const draft = useDraft(detail.id, place, initial, field.review?.id ?? null);
  const { value, evidence, note } = draft.value;
  const [step, setStep] = useState<'value' | 'reason'>('value');
  const [error, setError] = useState<string | null>(null);
  // One of the values that contradict each other, typed: the same as taking it, whichever it is.
  const source = isContradicted(field)
    ? sourcesOf(field.suggestion, detail.documents).find((one) => one.value === value)
    : undefined;
  const needsReason = suggested !== null && value !== suggested && !source;
  const words = useTakenWords(entry, review.editing?.pick ?? false, evidence, (taken, wire) => {
    setError(null);
    draft.change({ evidence: taken, ...(wire !== null && { value: wire }) });
  });
  const form = useRef<HTMLFormElement>(null);
  const isArrival = review.editing?.arrival ?? false;
  useEffect(() => {
    if (isArrival) form.current?.scrollIntoView({ block: 'nearest' });
  }, [isArrival]);

  const save = async (reason: ReviewReason | null) => {
    setError(null);
    const verdict = verdictOn(suggested, value);
    try {
      await review.record(entry, {
        verdict,
        value: verdict === 'accepted' ? null : value,
        reason: verdict === 'amended' ? reason : null,
        note: note.trim() || null,
        base: draft.base,
        ...(source && { evidence: [...source.evidence] }),
        ...(evidence.length > 0 && { evidence: [...evidence] }),
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
    if (needsReason) return setStep('reason');
    return void save(source ? takingOf(field.suggestion, source).reason : null);
  };
  const close = () => {
    draft.discard();
    review.setEditing(null);
    review.activate(field.id, { focus: true });
  };
  return (
    <form
      ref={form}
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
      <DraftHint draft={draft} of={field.label[language]} />
      {step === 'value' ? (
        <>
          <ValueEntry
            field={field}
            label={m.fields.value}
            value={value}
            onChange={(next) => draft.change({ value: next })}
            error={error}
            words={words}
            turn={draft.turn}
            autoFocus={!isArrival || words.turn + draft.turn > 0}
          />
          <div className="editor-actions">
            <Button small kind="primary" type="submit">
              {needsReason ? m.fields.toReason : m.common.save}
            </Button>
            <PickButton words={words} />
            <Button small kind="quiet" onPress={close}>
              {m.common.cancel}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="field-value">
            <ShownValue field={field} value={value} />
          </p>
          <ReasonPicker
            question={m.fields.reasonWhy}
            note={note}
            onNote={(next) => draft.change({ note: next })}
            onPick={(reason) => void save(reason)}
            onCancel={close}
          />
        </>
      )}
    </form>
  );
}
