// One thing that is missing: why, on which norm, and how the letter asks for it. What must not be asked for says so.
import { useRef } from 'react';
import { Checkbox, Label, Text, TextField } from 'react-aria-components';
import { Icon } from '../../components/Icon';
import { TextBox } from '../../components/TextBox';
import type { LetterItem } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import type { LetterRow } from '../../lib/letter-form';
import { placeOfPart } from '../../lib/letter-problems';
import { Norms, PartError } from './parts';

type Props = {
  row: LetterRow;
  errors: readonly string[];
  onChoose: (again: LetterItem | null) => void;
  onLeaveOut: () => void;
  onChange: (part: Partial<LetterItem>) => void;
  /** An acknowledgement tells what is missing and asks for nothing again. */
  asksAgain: boolean;
};

export function ItemRow({ row, errors, onChoose, onLeaveOut, onChange, asksAgain }: Props) {
  const { chosen, proposed } = row;
  // What was written comes back when somebody takes an item out and puts it in again.
  const before = useRef<LetterItem | null>(null);
  const part = `items.${row.requirement}`;
  const errorId = `${placeOfPart(part)}-error`;
  const isOpen = proposed === null || proposed.refusal === null || chosen !== null;
  const toggle = (isIn: boolean) => {
    if (isIn) return onChoose(before.current);
    before.current = chosen;
    onLeaveOut();
  };
  return (
    <li id={placeOfPart(part)} className={`letter-item${chosen ? ' chosen' : ''}`}>
      {isOpen ? (
        <Checkbox
          className="checkbox"
          isSelected={chosen !== null}
          onChange={toggle}
          isInvalid={errors.length > 0}
          {...(errors.length > 0 && { 'aria-describedby': errorId })}
        >
          <span className="checkbox-box" aria-hidden="true" />
          <strong>{row.label}</strong>
        </Checkbox>
      ) : (
        <p>
          <strong>{row.label}</strong>
        </p>
      )}
      <About row={row} />
      <PartError id={errorId} texts={errors} />
      {chosen && (
        <Wording
          label={row.label}
          item={chosen}
          needsReason={proposed?.needs_reason ?? false}
          wasAsked={asksAgain && proposed?.asked_on != null}
          isInvalid={errors.length > 0}
          errorId={errorId}
          onChange={onChange}
        />
      )}
      {!chosen && isOpen && (
        <p className="meta" lang="de">
          {proposed?.text}
        </p>
      )}
    </li>
  );
}

/** State, norm and reason; read by everybody. */
export function About({ row: { proposed, why } }: { row: Pick<LetterRow, 'proposed' | 'why'> }) {
  const { m, language } = useMessages();
  if (!proposed) return <p>{m.letters.notMissing}</p>;
  return (
    <>
      <p className="letter-tags">
        <span className={`tag ${proposed.state === 'missing' ? 'warning' : 'info'}`}>
          {m.codes.requirementState[proposed.state]}
        </span>
        {!proposed.settled && <span className="meta">{m.letters.suggested}</span>}
        {proposed.asked_on && (
          <span className="tag info">
            <Icon name="undo" />
            {m.letters.askedOn(formatDate(proposed.asked_on, language))}
          </span>
        )}
        <Norms bases={proposed.legal_bases} />
      </p>
      {why && <p>{why}</p>}
      {proposed.refusal !== null ? (
        <p className="letter-refusal">
          <Icon name="warn" />
          <span>
            {m.letters.mustNot}: {sentence(m, 'demand', proposed.demand)}
          </span>
        </p>
      ) : (
        proposed.needs_reason && <p className="meta">{sentence(m, 'demand', proposed.demand)}</p>
      )}
    </>
  );
}

function Wording({
  label,
  item,
  needsReason,
  wasAsked,
  isInvalid,
  errorId,
  onChange,
}: {
  label: string;
  item: LetterItem;
  needsReason: boolean;
  wasAsked: boolean;
  isInvalid: boolean;
  errorId: string;
  onChange: Props['onChange'];
}) {
  const { m } = useMessages();
  const described = isInvalid ? { 'aria-describedby': errorId } : {};
  const of = <span className="visually-hidden"> ({label})</span>;
  return (
    <>
      <TextField
        className="form-field"
        value={item.text}
        onChange={(text) => onChange({ text })}
        validationBehavior="aria"
        isInvalid={isInvalid && item.text.trim() === ''}
        {...described}
      >
        <Label className="label">
          {m.letters.wording}
          {of}
        </Label>
        <TextBox rows={3} lang="de" />
      </TextField>
      {needsReason && (
        <TextField
          className="form-field"
          value={item.reason ?? ''}
          onChange={(reason) => onChange({ reason })}
          validationBehavior="aria"
          isInvalid={isInvalid && !item.reason?.trim()}
          {...described}
        >
          <Label className="label">
            {m.letters.reason}
            {of}
          </Label>
          <Text slot="description" className="meta">
            {m.letters.reasonHint}
          </Text>
          <TextBox rows={2} />
        </TextField>
      )}
      {wasAsked && (
        <Checkbox
          className="checkbox"
          isSelected={item.ask_again}
          onChange={(askAgain) => onChange({ ask_again: askAgain })}
        >
          <span className="checkbox-box" aria-hidden="true" />
          <span>
            {m.letters.askAgain}
            {of}
          </span>
        </Checkbox>
      )}
    </>
  );
}
