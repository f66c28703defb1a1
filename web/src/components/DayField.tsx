// A date entered by its parts, in the order of the language.
import { type CalendarDate, parseDate } from '@internationalized/date';
import { DateField, type DateFieldProps, DateInput, DateSegment, Label } from 'react-aria-components';

/** `2026-11-12` as a date; `null` for everything else. */
export function dayOf(text: string): CalendarDate | null {
  try {
    return parseDate(text);
  } catch {
    return null;
  }
}

type Props = Omit<DateFieldProps<CalendarDate>, 'children' | 'className'> & { label: string };

export function DayField({ label, ...rest }: Props) {
  return (
    <DateField {...rest} className="form-field">
      <Label className="label">{label}</Label>
      <DateInput className="input date-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
    </DateField>
  );
}
