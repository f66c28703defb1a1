// Why a suggestion was not taken: six codes, one key each, and a note that nobody has to write.
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../components/Button';
import { asProblem } from '../../lib/api/problem';
import type { ReviewReason } from '../../lib/api/types';
import type { NumberedField } from '../../lib/field-order';
import { problemSentence, useMessages } from '../../lib/i18n';
import { type ShortcutId, useShortcuts } from '../../lib/shortcuts';
import type { FieldReview } from './useFieldReview';

const REASONS: readonly ReviewReason[] = [
  'misread',
  'wrong_place',
  'other_document',
  'wrong_person_or_period',
  'professional_judgement',
  'other',
];

export function ReasonPicker({
  question,
  onPick,
  onCancel,
}: {
  question: string;
  onPick: (reason: ReviewReason, note: string | null) => void;
  onCancel: () => void;
}) {
  const { m } = useMessages();
  const [note, setNote] = useState('');
  const pick = (reason: ReviewReason) => onPick(reason, note.trim() || null);
  useShortcuts(
    Object.fromEntries(REASONS.map((reason, index) => [`reason${index + 1}`, () => pick(reason)])) as Record<
      ShortcutId,
      () => void
    >,
  );
  return (
    <fieldset
      className="reasons"
      data-scope="reasons"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onCancel();
        }
      }}
    >
      <legend>{question}</legend>
      <div className="reason-buttons">
        {REASONS.map((reason, index) => (
          <Button
            key={reason}
            small
            autoFocus={index === 0}
            shortcut={`reason${index + 1}` as ShortcutId}
            onPress={() => pick(reason)}
          >
            {m.codes.reason[reason]}
          </Button>
        ))}
      </div>
      <TextField className="form-field" value={note} onChange={setNote} autoComplete="off">
        <Label className="label">{m.fields.note}</Label>
        <Input className="input" />
      </TextField>
      <Button small kind="quiet" onPress={onCancel}>
        {m.common.cancel}
      </Button>
    </fieldset>
  );
}

export function RejectPicker({ entry, review }: { entry: NumberedField; review: FieldReview }) {
  const { m, language } = useMessages();
  const [error, setError] = useState<string | null>(null);
  const close = () => {
    review.setEditing(null);
    review.activate(entry.field.id, { focus: true });
  };
  return (
    <>
      <ReasonPicker
        question={m.fields.rejectWhy}
        onCancel={close}
        onPick={(reason, note) => {
          review.record(entry, { verdict: 'rejected', reason, note }).catch((caught: unknown) => {
            setError(problemSentence(m, language, asProblem(caught)));
          });
        }}
      />
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </>
  );
}
