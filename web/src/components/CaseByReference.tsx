// Asks for an open case by its reference: any but the one that is being looked at.
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { findCase, type Target } from '../lib/api/find-case';
import { Button } from './Button';
import { ErrorPanel } from './Panels';

type Props = {
  own: string;
  words: { label: string; find: string; notFound: string };
  small?: boolean;
  onFound?: (target: Target | null) => void;
  /** What can be done with the case that was found; stands below the button. */
  children?: (target: Target) => ReactNode;
};

export function CaseByReference({ own, words, small = false, onFound, children }: Props) {
  const [reference, setReference] = useState('');
  const other = (found: Target | null | undefined) => (found && found.case_id !== own ? found : null);
  const find = useMutation({ mutationFn: findCase, onSuccess: (found) => onFound?.(other(found)) });
  const target = other(find.data);
  const isUnknown = find.data !== undefined && target === null;
  return (
    <form
      className="case-by-reference"
      onSubmit={(event) => {
        event.preventDefault();
        if (reference.trim() !== '') find.mutate(reference);
      }}
    >
      {find.error && <ErrorPanel error={find.error} />}
      <TextField
        className="form-field"
        value={reference}
        onChange={setReference}
        maxLength={40}
        isInvalid={isUnknown}
        validationBehavior="aria"
      >
        <Label className="label">{words.label}</Label>
        <Input className="input" autoComplete="off" spellCheck="false" />
        <FieldError className="field-error">{isUnknown && words.notFound}</FieldError>
      </TextField>
      <Button small={small} type="submit" isDisabled={find.isPending || reference.trim() === ''}>
        {words.find}
      </Button>
      {target && children?.(target)}
    </form>
  );
}
