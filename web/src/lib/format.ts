// Numbers, dates and field values as people in an office write them, and back.
import type { FieldView, ValueKind } from './api/types';
import type { Language } from './settings';

export const localeOf = (language: Language): string => (language === 'de' ? 'de-DE' : 'en-GB');

/** `2026-11-12` as `12.11.2026` (German) or `12/11/2026`. */
export function formatDate(date: string, language: Language): string {
  const [year, month, day] = date.split('-');
  if (!year || !month || !day) return date;
  return language === 'de' ? `${day}.${month}.${year}` : `${day}/${month}/${year}`;
}

/** An instant in the office's time zone (Europe/Berlin), to the minute. */
export function formatInstant(instant: string, language: Language): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : toTheMinute(date, language, 'Europe/Berlin');
}

/** What a clock showed, `2026-11-22T10:05:07`, to the minute; nobody knows in which time zone, so it is not moved. */
export function formatClock(shown: string, language: Language): string {
  const date = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(shown) ? `${shown}Z` : Number.NaN);
  // The 30th of February would become a day in March.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(shown);
  return exists ? toTheMinute(date, language, 'UTC') : shown;
}

const toTheMinute = (date: Date, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date);

/** The clock of an instant in the office's time zone. */
export function formatTime(instant: string, language: Language): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const clock = { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(localeOf(language), clock).format(date);
}

/** `2026-11-20` as `Freitag, 20.11.2026`. */
export function formatDay(date: string, language: Language): string {
  const weekday = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' });
  return `${weekday.format(new Date(`${date}T00:00:00Z`))}, ${formatDate(date, language)}`;
}

// Made once: a list asks for it in each of its rows.
const CIVIL_DATE = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** Today's civil date in the office's time zone. */
export const today = (now: Date = new Date()): string => CIVIL_DATE.format(now);

/** Whole days from one civil date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** `1234.5` with the decimals it has; text that is no number comes back as it is. */
function formatPlainDecimal(value: string, language: Language): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  return formatNumber(Number(value), language, value.split('.')[1]?.length ?? 0);
}

export function formatBytes(bytes: number, language: Language): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${formatNumber(bytes / 1024, language)} KB`;
  return `${formatNumber(bytes / 1024 / 1024, language, 1)} MB`;
}

const groupsOfFour = (value: string): string => value.replace(/(.{4})(?=.)/g, '$1 ');

export type ShownValue = { text: string; unit?: string };

/** A stored value for people: `812.00` becomes `812,00` with the unit `EUR`, a code its label. */
export function showValue(
  kind: ValueKind,
  value: string,
  options: FieldView['options'],
  language: Language,
  words: { yes: string; no: string },
): ShownValue {
  switch (kind) {
    case 'money':
      return { text: formatPlainDecimal(value, language), unit: 'EUR' };
    case 'integer':
    case 'decimal':
      return { text: formatPlainDecimal(value, language) };
    case 'date':
      return { text: formatDate(value, language) };
    case 'iban':
      return { text: groupsOfFour(value) };
    case 'tax_id':
      return { text: value.replace(/^(\d{2})(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4') };
    case 'boolean':
      return { text: value === 'true' ? words.yes : value === 'false' ? words.no : value };
    case 'code':
      return { text: options.find((option) => option.id === value)?.label[language] ?? value };
    default:
      return { text: value };
  }
}

/** What a number widget holds, as the wire wants it. */
export function numberToWire(kind: ValueKind, value: number): string {
  if (Number.isNaN(value)) return '';
  if (kind === 'money') return value.toFixed(2);
  if (kind === 'integer') return String(Math.round(value));
  return String(value);
}

/** Free text as the wire wants it: codes without spaces and in capitals, the rest with single spaces. */
export function textToWire(kind: ValueKind, text: string): string {
  const single = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  if (kind === 'iban' || kind === 'vin' || kind === 'plate') return single.replace(/ /g, '').toUpperCase();
  if (kind === 'tax_id') return single.replace(/ /g, '');
  return single;
}

/** A paragraph sign stays on the line of its number. */
export const unbroken = (text: string) => text.replace(/(§|Abs\.|Nr\.|Art\.) (?=\d)/g, '$1\u00a0');
