// Words taken from a page, read the way the editor of a field writes them: German dates and numbers, ticks, codes.
import type { FieldView } from './api/types';
import { textToWire } from './format';

const MONTHS = [
  'januar',
  'februar',
  'märz',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'dezember',
];

function monthOf(word: string): number | null {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const name = word.toLowerCase().replace('maerz', 'märz').replace('jänner', 'januar').replace('mrz', 'märz');
  const at = name.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(name));
  return at < 0 ? null : at + 1;
}

function civilDate(year: number, month: number | null, day: number): string | null {
  if (month === null || year < 1850 || year > 2200) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** A date with a year of four digits; nobody but the applicant knows the century of `64`. */
function dateOf(text: string): string | null {
  const parts = text
    .replace(/^(den|am) /i, '')
    .split(/[./\-–\s,;|]+/)
    .filter(Boolean);
  const digits = parts.join('');
  if (/^\d{8}$/.test(digits) && (parts.length === 1 || parts.length === 8)) {
    return civilDate(Number(digits.slice(4)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)));
  }
  const [first = '', middle = '', last = ''] = parts;
  if (parts.length !== 3) return null;
  if (/^\d{4}$/.test(first) && /^\d{1,2}$/.test(last))
    return civilDate(Number(first), monthOf(middle), Number(last));
  if (/^\d{1,2}$/.test(first) && /^\d{4}$/.test(last))
    return civilDate(Number(last), monthOf(middle), Number(first));
  return null;
}

/** A number as Germans write it; one point before three digits groups thousands, else it is a decimal point. */
function numberOf(text: string): { whole: string; decimals: string; sign: string } | null {
  const bare = text
    .replace(/(monatlich|mtl\.|euro|eur|€|ca\.|quadratmeter|qm|m²|m2|personen?|%)/gi, '')
    .replace(/[\s']/g, '')
    .replace(/,[-–—]+$/, '');
  const match = /^([-−+]?)([\d.,]+)$/.exec(bare);
  if (!match?.[2]) return null;
  const digits = match[2];
  const comma = digits.lastIndexOf(',');
  const point = digits.lastIndexOf('.');
  const onlyPoint = comma < 0 && point >= 0;
  const pointIsDecimal =
    onlyPoint && digits.length - point - 1 !== 3 && digits.indexOf('.') === point && point > 0;
  const at = comma >= 0 ? Math.max(comma, point) : pointIsDecimal ? point : -1;
  const whole = at < 0 ? digits : digits.slice(0, at);
  const decimals = at < 0 ? '' : digits.slice(at + 1);
  if (!/^(\d+|\d{1,3}([.,]\d{3})+)$/.test(whole) || !/^\d*$/.test(decimals)) return null;
  const sign = match[1] === '-' || match[1] === '−' ? '-' : '';
  return { whole: whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, ''), decimals, sign };
}

function moneyOf(text: string): string | null {
  const number = numberOf(text);
  if (!number || number.decimals.length > 2) return null;
  return `${number.sign}${number.whole}.${number.decimals.padEnd(2, '0')}`;
}

function integerOf(text: string): string | null {
  const number = numberOf(text);
  return number && /^0*$/.test(number.decimals) ? `${number.sign}${number.whole}` : null;
}

function decimalOf(text: string): string | null {
  const number = numberOf(text);
  if (!number) return null;
  const decimals = number.decimals.replace(/0+$/, '');
  return `${number.sign}${number.whole}${decimals && `.${decimals}`}`;
}

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function booleanOf(text: string): string | null {
  const word = letters(text);
  if (['ja', 'yes', 'x'].includes(word) || /^[☒☑✓✔✗✘]$/.test(text.trim())) return 'true';
  return ['nein', 'no'].includes(word) ? 'false' : null;
}

function codeOf(text: string, options: FieldView['options']): string | null {
  const word = letters(text);
  const is = (option: FieldView['options'][number]) =>
    [option.id, option.label.de, option.label.en].some((name) => letters(name) === word);
  return options.find(is)?.id ?? null;
}

/** Taken words in the form of the wire; `null` where they do not read as a value of the field. */
export function takenToWire(field: Pick<FieldView, 'kind' | 'options'>, text: string): string | null {
  switch (field.kind) {
    case 'date':
      return dateOf(text.trim());
    case 'money':
      return moneyOf(text);
    case 'integer':
      return integerOf(text);
    case 'decimal':
      return decimalOf(text);
    case 'boolean':
      return booleanOf(text);
    case 'code':
      return field.options.length > 0 ? codeOf(text, field.options) : textToWire('code', text);
    default:
      return textToWire(field.kind, text) || null;
  }
}
