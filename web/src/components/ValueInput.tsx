// The input that fits the type of a field: German numbers, dates by part, lists for codes, yes or no.
import { NumberParser } from '@internationalized/number';
import { useState } from 'react';
import { Input, Label, NumberField, Radio, RadioGroup, TextField, useLocale } from 'react-aria-components';
import type { FieldView, ValueKind } from '../lib/api/types';
import { numberToWire, textToWire } from '../lib/format';
import { useMessages } from '../lib/i18n';
import { Choice } from './Choice';
import { DayField, dayOf } from './DayField';

type Props = {
  field: Pick<FieldView, 'kind' | 'options'>;
  label: string;
  /** In the form of the wire: `812.00`, `2026-11-12`, an option id. */
  value: string;
  onChange: (value: string) => void;
  invalid: boolean;
  describedBy: string | undefined;
  autoFocus?: boolean;
};

const NUMBER_FORMAT: Partial<Record<ValueKind, Intl.NumberFormatOptions>> = {
  money: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  integer: { maximumFractionDigits: 0, useGrouping: false },
  decimal: { maximumFractionDigits: 4 },
};

export function ValueInput(props: Props) {
  const { m, language } = useMessages();
  const { field, label, value, onChange, invalid, describedBy, autoFocus = true } = props;
  const described = describedBy === undefined ? {} : { 'aria-describedby': describedBy };
  if (NUMBER_FORMAT[field.kind]) return <NumberInput {...props} />;
  if (field.kind === 'date') {
    return (
      <DayField
        kept
        label={label}
        defaultValue={dayOf(value)}
        onChange={(date) => onChange(date?.toString() ?? '')}
        validationBehavior="aria"
        isInvalid={invalid}
        autoFocus={autoFocus}
        {...described}
      />
    );
  }
  if (field.kind === 'boolean') {
    return (
      <RadioGroup
        className="form-field radio-row"
        value={value || null}
        onChange={onChange}
        validationBehavior="aria"
        isInvalid={invalid}
        {...described}
      >
        <Label className="label">{label}</Label>
        <Radio value="true" autoFocus={autoFocus} className="radio">
          {m.common.yes}
        </Radio>
        <Radio value="false" className="radio">
          {m.common.no}
        </Radio>
      </RadioGroup>
    );
  }
  if (field.kind === 'code' && field.options.length > 0) {
    const items = field.options.map((option) => ({ id: option.id, label: option.label[language] }));
    return (
      <Choice
        label={label}
        items={items}
        value={items.some((item) => item.id === value) ? value : null}
        onChange={onChange}
        placeholder={m.fields.choosePlaceholder}
        autoFocus={autoFocus}
      />
    );
  }
  return (
    <TextField
      className="form-field"
      defaultValue={value}
      onChange={(text) => onChange(textToWire(field.kind, text))}
      validationBehavior="aria"
      isInvalid={invalid}
      autoFocus={autoFocus}
      autoComplete="off"
      {...described}
    >
      <Label className="label">{label}</Label>
      <Input className="input" />
    </TextField>
  );
}

function NumberInput({ field, label, value, onChange, invalid, describedBy, autoFocus = true }: Props) {
  const { locale } = useLocale();
  const [start] = useState(() => (value === '' || Number.isNaN(Number(value)) ? undefined : Number(value)));
  const format = NUMBER_FORMAT[field.kind] ?? {};
  // React Aria tells a number when the input is left; what is typed must be known before, to be kept.
  const onType = (text: string) => {
    const number = new NumberParser(locale, format).parse(text);
    if (text.trim() === '' || !Number.isNaN(number)) onChange(numberToWire(field.kind, number));
  };
  return (
    <NumberField
      className="form-field"
      {...(start !== undefined && { defaultValue: start })}
      onChange={(number) => onChange(numberToWire(field.kind, number))}
      formatOptions={format}
      validationBehavior="aria"
      isInvalid={invalid}
      autoFocus={autoFocus}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
    >
      <Label className="label">{label}</Label>
      <span className="with-unit">
        <Input className="input" onInput={(event) => onType(event.currentTarget.value)} />
        {field.kind === 'money' && <span className="unit">EUR</span>}
      </span>
    </NumberField>
  );
}
