// Parts of a letter that the clerk says in own words or in weeks: duration, grounds, what is intended, a note.
import { Label, Text, TextField } from 'react-aria-components';
import { TextBox } from '../../components/TextBox';
import { ValueInput } from '../../components/ValueInput';
import { useMessages } from '../../lib/i18n';
import { weeksOf } from '../../lib/letter-form';
import { placeOfPart } from '../../lib/letter-problems';
import { PartError } from './parts';

export function WeeksField({
  weeks,
  errors,
  onChange,
}: {
  weeks: number | null;
  errors: readonly string[];
  onChange: (weeks: number | null) => void;
}) {
  const { m } = useMessages();
  const hintId = 'letter-weeks-hint';
  const errorId = 'letter-weeks-error';
  return (
    <section className="panel" id={placeOfPart('expected_weeks')}>
      <ValueInput
        field={{ kind: 'integer', options: [] }}
        label={m.letters.weeks}
        value={weeks === null ? '' : String(weeks)}
        onChange={(typed) => onChange(weeksOf(typed))}
        invalid={errors.length > 0}
        describedBy={errors.length > 0 ? `${hintId} ${errorId}` : hintId}
        autoFocus={false}
      />
      <p id={hintId} className="meta">
        {m.letters.weeksHint}
      </p>
      <PartError id={errorId} texts={errors} />
    </section>
  );
}

type WordsProps = {
  part: 'note' | 'grounds' | 'intended_decision';
  label: string;
  hint: string;
  text: string | null;
  errors: readonly string[];
  onChange: (text: string) => void;
};

/** Paragraphs in German, whatever the workbench speaks: they stand in the letter. */
export function WordsField({ part, label, hint, text, errors, onChange }: WordsProps) {
  const errorId = `letter-${part}-error`;
  return (
    <section className="panel">
      <TextField
        className="form-field"
        value={text ?? ''}
        onChange={onChange}
        validationBehavior="aria"
        isInvalid={errors.length > 0}
        {...(errors.length > 0 && { 'aria-describedby': errorId })}
      >
        <Label className="panel-label">{label}</Label>
        <Text slot="description" className="meta">
          {hint}
        </Text>
        <TextBox id={placeOfPart(part)} rows={4} lang="de" />
      </TextField>
      <PartError id={errorId} texts={errors} />
    </section>
  );
}
