// Doing without a required document in this case: the reason is typed, since no code stands for it.
import { useRef, useState } from 'react';
import { FieldError, Label, Text, TextField } from 'react-aria-components';
import { Button } from '../../components/Button';
import { TextBox } from '../../components/TextBox';
import { useMessages } from '../../lib/i18n';

/** As long as the server takes it. */
const LONGEST = 4000;

export function WaiverForm({
  note,
  onNote,
  onWaive,
  onCancel,
}: {
  note: string;
  onNote: (note: string) => void;
  onWaive: (note: string) => void;
  onCancel: () => void;
}) {
  const { m } = useMessages();
  const box = useRef<HTMLTextAreaElement>(null);
  const [isAsked, setAsked] = useState(false);
  const isEmpty = note.trim() === '';
  const send = () => {
    if (!isEmpty) return onWaive(note.trim());
    setAsked(true);
    box.current?.focus();
  };
  return (
    <div className="waiver">
      <TextField
        className="form-field"
        value={note}
        onChange={onNote}
        maxLength={LONGEST}
        isRequired
        validationBehavior="aria"
        isInvalid={isAsked && isEmpty}
      >
        <Label className="label">{m.completeness.waiver}</Label>
        <Text slot="description" className="meta">
          {m.completeness.waiverHint}
        </Text>
        <TextBox ref={box} rows={3} />
        <FieldError className="field-error">{m.completeness.waiverMissing}</FieldError>
      </TextField>
      <div className="form-actions">
        <Button small kind="primary" onPress={send}>
          {m.completeness.waive}
        </Button>
        <Button small kind="quiet" onPress={onCancel}>
          {m.common.cancel}
        </Button>
      </div>
    </div>
  );
}
