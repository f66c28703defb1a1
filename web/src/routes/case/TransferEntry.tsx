// One item of a transfer note entered or corrected by a clerk, below what is known about it.
import { useEffect, useId, useRef, useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { DraftHint } from '../../components/DraftHint';
import { asProblem } from '../../lib/api/problem';
import { drafts, placeOf } from '../../lib/drafts';
import { problemSentence, sentence, useMessages } from '../../lib/i18n';
import { enteredProblem, type NoteRow } from '../../lib/transfer-note';
import { useDraft } from '../../lib/use-draft';
import { useCase } from './case-context';
import { useTransferEntry } from './useTransferEntry';

/** A button that opens the form; the form is open from the start where something typed waits to be saved. */
export function TransferEntry({ documentId, row }: { documentId: string; row: NoteRow }) {
  const { m } = useMessages();
  const { detail } = useCase();
  const place = placeOf.transfer(documentId, row.item);
  const [mode, setMode] = useState<'closed' | 'arrived' | 'asked'>(() =>
    drafts.read(detail.id, place) === null ? 'closed' : 'arrived',
  );
  const button = useRef<HTMLButtonElement>(null);
  const [isLeft, setLeft] = useState(false);
  // The form is gone: its button takes the focus back.
  useEffect(() => {
    if (!isLeft) return;
    button.current?.focus();
    setLeft(false);
  }, [isLeft]);
  if (mode !== 'closed')
    return (
      <EntryForm
        documentId={documentId}
        row={row}
        place={place}
        autoFocus={mode === 'asked'}
        onClose={() => {
          setMode('closed');
          setLeft(true);
        }}
      />
    );
  const act = row.statements.length === 0 ? m.transfer.enter : m.transfer.correct;
  return (
    <Button
      small
      kind="quiet"
      icon="pen"
      ref={button}
      aria-label={m.transfer.enterOf(act, row.name)}
      onPress={() => setMode('asked')}
    >
      {act}
    </Button>
  );
}

function EntryForm({
  documentId,
  row: { item, name, said },
  place,
  autoFocus,
  onClose,
}: {
  documentId: string;
  row: NoteRow;
  place: string;
  autoFocus: boolean;
  onClose: () => void;
}) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const announce = useAnnounce();
  const record = useTransferEntry(documentId);
  const draft = useDraft(detail.id, place, { value: said?.value ?? '' });
  const { value } = draft.value;
  const [error, setError] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const errorId = useId();
  const hintId = useId();
  const hint = item === 'agrees_with_paper' ? m.transfer.agreesHint : null;
  const described = [hint && hintId, error && errorId].filter(Boolean).join(' ');

  const save = async () => {
    if (isSaving) return;
    const wrong = enteredProblem(value);
    setError(wrong && sentence(m, 'fieldProblem', wrong));
    if (wrong) return;
    setSaving(true);
    try {
      await record(item, value.trim(), said);
      drafts.remove(detail.id, place);
      announce(m.transfer.saved(name));
      onClose();
    } catch (caught) {
      const problem = asProblem(caught);
      const field = problem.fields?.[0];
      setError(field ? sentence(m, 'fieldProblem', field.code) : problemSentence(m, language, problem));
      setSaving(false);
    }
  };
  const cancel = () => {
    draft.discard();
    onClose();
  };
  return (
    <form
      className="transfer-entry"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        cancel();
      }}
    >
      <DraftHint draft={draft} of={name} />
      <TextField
        className="form-field"
        value={value}
        onChange={(next) => draft.change({ value: next })}
        validationBehavior="aria"
        isInvalid={error !== null}
        autoFocus={autoFocus}
        autoComplete="off"
        {...(described !== '' && { 'aria-describedby': described })}
      >
        <Label className="label">{name}</Label>
        <Input className="input" />
      </TextField>
      {hint && (
        <p id={hintId} className="meta">
          {hint}
        </p>
      )}
      {error && (
        <p id={errorId} className="field-error" role="alert">
          {error}
        </p>
      )}
      <div className="editor-actions">
        <Button small kind="primary" type="submit">
          {m.common.save}
        </Button>
        <Button small kind="quiet" onPress={cancel}>
          {m.common.cancel}
        </Button>
      </div>
    </form>
  );
}
