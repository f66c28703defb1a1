// Why a suggestion was not taken: six codes, one key each, and a note that nobody has to write.
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../components/Button';
import { DraftHint } from '../../components/DraftHint';
import { asProblem } from '../../lib/api/problem';
import type { ReviewReason } from '../../lib/api/types';
import { placeOf } from '../../lib/drafts';
import type { NumberedField } from '../../lib/field-order';
import { problemSentence, useMessages } from '../../lib/i18n';
import { type ShortcutId, useShortcuts } from '../../lib/shortcuts';
import { useDraft } from '../../lib/use-draft';
import { useCase } from './case-context';
import type { FieldReview } from './useFieldReview';

const REASONS: readonly ReviewReason[] = [
  'misread',
  'wrong_place',
  'other_document',
  'wrong_person_or_period',
  'professional_judgement',
  'other',
];

/** The note is kept by the editor that asks, so that it is not lost with the page. */
export function ReasonPicker({
  question,
  note,
  onNote,
  onPick,
  onCancel,
  autoFocus = true,
}: {
  question: string;
  note: string;
  onNote: (note: string) => void;
  onPick: (reason: ReviewReason) => void;
  onCancel: () => void;
  autoFocus?: boolean;
}) {
  const { m } = useMessages();
  useShortcuts(
    Object.fromEntries(
      REASONS.map((reason, index) => [`reason${index + 1}`, () => onPick(reason)]),
    ) as Record<ShortcutId, () => void>,
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
            autoFocus={autoFocus && index === 0}
            shortcut={`reason${index + 1}` as ShortcutId}
            onPress={() => onPick(reason)}
          >
            {m.codes.reason[reason]}
          </Button>
        ))}
      </div>
      <TextField className="form-field" value={note} onChange={onNote} autoComplete="off">
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
  const { detail } = useCase();
  const { field } = entry;
  const draft = useDraft(detail.id, placeOf.reject(field.id), { note: '' }, field.review?.id ?? null);
  const { note } = draft.value;
  const [error, setError] = useState<string | null>(null);
  const close = () => {
    draft.discard();
    review.setEditing(null);
    review.activate(field.id, { focus: true });
  };
  return (
    <>
      <DraftHint draft={draft} of={field.label[language]} />
      <ReasonPicker
        question={m.fields.rejectWhy}
        note={note}
        onNote={(next) => draft.change({ note: next })}
        autoFocus={!review.editing?.arrival}
        onCancel={close}
        onPick={(reason) => {
          review
            .record(entry, { verdict: 'rejected', reason, note: note.trim() || null, base: draft.base })
            .catch((caught: unknown) => {
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
