// A date entered by its parts, in the order of the language.
import { type CalendarDate, parseDate } from '@internationalized/date';
import { useContext } from 'react';
import {
  DateField,
  type DateFieldProps,
  DateFieldStateContext,
  DateInput,
  DateSegment,
  Label,
  Text,
} from 'react-aria-components';
import { useHold } from '../lib/leave-guard';

/** `2026-11-12` as a date; `null` for everything else. */
export function dayOf(text: string): CalendarDate | null {
  try {
    return parseDate(text);
  } catch {
    return null;
  }
}

type Props = Omit<DateFieldProps<CalendarDate>, 'children' | 'className'> & {
  label: string;
  /** What one has to know about the day; read out with the label. */
  hint?: string;
  /** What is entered here belongs to a case, so the page asks before it goes. */
  kept?: boolean;
};

/** Some parts without the others are no date that a draft could keep. */
function HoldWhilePartial() {
  const parts = useContext(DateFieldStateContext)?.segments.filter((part) => part.isEditable) ?? [];
  const empty = parts.filter((part) => part.isPlaceholder).length;
  useHold(empty > 0 && empty < parts.length);
  return null;
}

export function DayField({ label, hint, kept = false, ...rest }: Props) {
  return (
    <DateField {...rest} className="form-field">
      <Label className="label">{label}</Label>
      {hint && (
        <Text slot="description" className="meta">
          {hint}
        </Text>
      )}
      {kept && <HoldWhilePartial />}
      <DateInput className="input date-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
    </DateField>
  );
}
