// A value being entered: its input, what is wrong with it, and the words of a document it was taken from.
import { useId } from 'react';
import { Button } from '../../components/Button';
import { ValueInput } from '../../components/ValueInput';
import type { FieldView } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { TakenPlace } from './TakenPlace';
import type { TakenWords } from './useTakenWords';

export function ValueEntry({
  field,
  label,
  value,
  onChange,
  error,
  words,
  turn,
  autoFocus,
}: {
  field: FieldView;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | null;
  words: TakenWords;
  /** A new one shows a value that was not typed. */
  turn: number;
  autoFocus: boolean;
}) {
  const errorId = useId();
  return (
    <>
      <ValueInput
        key={turn + words.turn}
        field={field}
        label={label}
        value={value}
        onChange={onChange}
        invalid={error !== null}
        describedBy={error ? errorId : undefined}
        autoFocus={autoFocus}
      />
      {error && (
        <p id={errorId} className="field-error" role="alert">
          {error}
        </p>
      )}
      <TakenPlace words={words} />
    </>
  );
}

/** Begins the choice of words; by keyboard in the text of the page, by pointer in its image. */
export function PickButton({ words, quiet, of }: { words: TakenWords; quiet?: boolean; of?: string }) {
  const { m } = useMessages();
  return (
    <Button
      small
      kind={quiet ? 'quiet' : 'default'}
      icon="page"
      ref={words.button}
      {...(of !== undefined && { 'aria-label': `${m.pick.start}: ${of}` })}
      onPress={(event) => words.start(!['mouse', 'pen'].includes(event.pointerType))}
    >
      {m.pick.start}
    </Button>
  );
}
