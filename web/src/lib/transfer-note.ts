// The transfer note of a scan in words: what is known about each item and how, what nobody has said yet, and what a
// person may say.
import type { DocumentView, TransferEntry, TransferItem, TransferNote } from './api/types';
import { pagesAsText, pagesForPeople } from './division';
import { formatClock, formatInstant, formatNumber } from './format';
import { type Messages, sentence } from './i18n';
import type { Language } from './settings';

/** What is said about an item, a line for each part, and how that is known. */
export type Statement = { lines: string[]; how: string };
/** What a person said last about an item. */
export type Said = { value: string; at: string | null };
/** An item of the note; without statements it is open. */
export type NoteRow = {
  item: TransferItem;
  name: string;
  statements: Statement[];
  said: Said | null;
  /** Whether a person may say it, or correct what the file says. */
  isEnterable: boolean;
};

/** What was counted and measured on the pages, and what was done to the copy; the server refuses a correction. */
const MEASURED_ALONE: readonly TransferItem[] = ['pages', 'resolution', 'treatment'];
const VALUE_CHARACTERS = 500;

/** What is wrong with a value before it is sent, as a code of the server; `null` if nothing is. */
export function enteredProblem(value: string): 'empty' | 'too_long' | null {
  const text = value.trim();
  if (text === '') return 'empty';
  return [...text].length > VALUE_CHARACTERS ? 'too_long' : null;
}

/** What a person said last about an item, or `null`. */
export function saidOf(note: TransferNote, item: TransferItem): Said | null {
  const entry = note.entries.find((one) => one.item === item && one.source === 'person');
  return entry ? { value: entry.value, at: entry.at } : null;
}

/** Whether a page of it was read from a picture: only then there is a note. */
export const hasTransferNote = (document: Pick<DocumentView, 'pages'>): boolean =>
  document.pages.some((page) => page.scan !== null);

/** What is known comes first, what is open behind it, each in the order of the server; two programs are one row. */
export function noteRows(note: TransferNote, m: Messages, language: Language): NoteRow[] {
  const rows = new Map<TransferItem, Statement[]>();
  for (const entry of note.entries) {
    const statement = { lines: valueInWords(entry, m, language), how: howKnown(entry, m, language) };
    rows.set(entry.item, [...(rows.get(entry.item) ?? []), statement]);
  }
  for (const item of note.open) rows.set(item, rows.get(item) ?? []);
  return [...rows].map(([item, statements]) => ({
    item,
    name: sentence(m, 'transferItem', item),
    statements,
    said: saidOf(note, item),
    isEnterable: !MEASURED_ALONE.includes(item),
  }));
}

function howKnown({ source, place, by, at }: TransferEntry, m: Messages, language: Language): string {
  const how = sentence(m, 'transferSource', source);
  if (by) return m.transfer.saidBy(by.display_name, at === null ? '' : formatInstant(at, language));
  return place === null ? how : m.transfer.saidAt(how, place);
}

/** The value of an entry; what a file or a person says stays as it was said. */
export function valueInWords(entry: TransferEntry, m: Messages, language: Language): string[] {
  const { item, value, source } = entry;
  if (item === 'captured_at') return [timeInWords(value, m, language)];
  if (source === 'file' || source === 'person') return [value];
  if (value === '') return [m.transfer.nothing];
  const codes = value.split(',');
  switch (item) {
    case 'pages':
      return [numberInWords(value, language)];
    case 'colour':
      return [codes.map((code) => sentence(m, 'scanColour', code)).join(', ')];
    case 'resolution':
      return [codes.map((code) => dotsInWords(code, m, language)).join(', ')];
    case 'treatment':
      return codes.map((code) => sentence(m, 'preparationStep', code));
    case 'anomalies':
      return byPages(codes, 'issue', m);
    case 'quality_result':
      return byPages(codes, 'scanVerdict', m);
    case 'quality_checked_by':
      return [value === 'machine' ? m.transfer.machine : value];
    default:
      return [value];
  }
}

/** What the clock of the device showed, with its distance from UTC where the file has one; moved to no other zone. */
function timeInWords(value: string, m: Messages, language: Language): string {
  const [, clock, offset] = /^(.*T[\d:]+)([+-]\d\d:\d\d)$/.exec(value) ?? [];
  if (!clock || !offset) return formatClock(value, language);
  const shown = formatClock(clock, language);
  return shown === clock ? value : m.transfer.offset(shown, offset);
}

const numberInWords = (value: string, language: Language): string =>
  /^\d+$/.test(value) ? formatNumber(Number(value), language) : value;

/** `204x196` as `204 × 196 dpi`; zero dots are dots that nobody knows. */
function dotsInWords(code: string, m: Messages, language: Language): string {
  const [, across, down] = /^(\d+)x(\d+)$/.exec(code) ?? [];
  if (!across || !down) return code;
  if (Number(across) === 0 || Number(down) === 0) return m.transfer.unknownDots;
  if (across === down) return m.transfer.dots(numberInWords(across, language));
  return m.transfer.dotsAcrossAndDown(numberInWords(across, language), numberInWords(down, language));
}

/** `1:readable,2:readable,3:poor` as a line for each code: `Seiten 1, 2: lesbar`; a code may stand without a page. */
function byPages(parts: readonly string[], group: 'issue' | 'scanVerdict', m: Messages): string[] {
  const pagesOf = new Map<string, number[]>();
  for (const part of parts) {
    const [, page, code = part] = /^(\d+):(.+)$/.exec(part) ?? [];
    pagesOf.set(code, [...(pagesOf.get(code) ?? []), ...(page ? [Number(page)] : [])]);
  }
  return [...pagesOf].map(([code, pages]) => {
    const words = sentence(m, group, code);
    if (pages.length === 0) return words;
    const text = pagesForPeople(pagesAsText(pages.sort((a, b) => a - b)));
    return `${pages.length > 1 ? m.division.pages(text) : m.division.page(text)}: ${words}`;
  });
}
