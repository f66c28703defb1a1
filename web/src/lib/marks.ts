// Marks that were seen on a page, in words: what they are, what is printed beside a box, where their labels go.
import type { Box, PageMark, PageWord } from './api/types';
import type { Rectangle } from './evidence';
import type { Messages } from './i18n';
import { type Point, type Size, type Turns, turnAll, turnBox } from './turning';

/** What is told of a page, most telling first. */
const CODES = [
  'signature_on',
  'signature_unsure',
  'signature_off',
  'handwriting',
  'stamp',
  'tick_box_on',
  'tick_box_unsure',
  'tick_box_off',
] as const;
export type MarkCode = (typeof CODES)[number] | 'other';

/** Kind and state in one word; `other` for kinds that this program does not know yet. */
export function markCode({ kind, state }: Pick<PageMark, 'kind' | 'state'>): MarkCode {
  const code = state === null ? kind : `${kind}_${state}`;
  return CODES.find((known) => known === code) ?? 'other';
}

/** All marks of a page in one line: `Unterschrift gefunden, 2 × Kästchen angekreuzt`. */
export function marksInWords(marks: readonly PageMark[], m: Messages): string {
  const codes = marks.map(markCode);
  const told = [...CODES, 'other' as const].flatMap((code) => {
    const count = codes.filter((other) => other === code).length;
    return count > 0 ? [m.marks.counted(count, m.marks.long[code])] : [];
  });
  return told.join(', ');
}

/** Marks whose middles differ by less than this share of the page's height stand in one line. */
const LINE = 0.012;
const middle = (box: Box): number => (box[1] + box[3]) / 2;

/** From the top down and from left to right on the page that is turned upright. */
export function inReadingOrder(marks: readonly PageMark[], lies: Turns): PageMark[] {
  const row = (box: Box) => Math.round(middle(box) / LINE);
  return turnAll(marks, lies)
    .map((upright, at) => ({ box: upright.box, mark: marks[at] as PageMark }))
    .sort((a, b) => row(a.box) - row(b.box) || a.box[0] - b.box[0])
    .map(({ mark }) => mark);
}

/** Words further apart than this share of the page's width do not belong together. */
const GAP = 0.025;
/** A word may begin that little before its box ends. */
const TOUCH = 0.005;
/** A label is told by its first words. */
const MOST = 8;

/** What is printed to the right of a tick box, up to the next mark or a gap; empty if nothing is. */
export function printedBeside(
  mark: PageMark,
  marks: readonly PageMark[],
  words: readonly PageWord[],
  lies: Turns,
): string {
  if (mark.kind !== 'tick_box') return '';
  const box = turnBox(mark.box, lies);
  const isBeside = (other: { box: Box }) =>
    other.box[0] >= box[2] - TOUCH && other.box[1] <= middle(box) && other.box[3] >= middle(box);
  const others = turnAll(marks, lies).filter(isBeside);
  const next = Math.min(1, ...others.map((other) => other.box[0]));
  const line = turnAll(words, lies)
    .filter((word) => isBeside(word) && word.box[0] < next)
    .sort((a, b) => a.box[0] - b.box[0]);
  const beside: string[] = [];
  let end = box[2];
  for (const word of line) {
    if (word.box[0] - end > GAP || beside.length === MOST) break;
    beside.push(word.text);
    end = word.box[2];
  }
  return beside.join(' ');
}

/** The text of a stamp is cut off here: a seal is short, and a form that was taken for one is not. */
const MOST_OF_STAMP = 24;

/** What is printed with a mark: beside a tick box, inside a stamp; empty if nothing is, and for all other marks. */
export function printedWith(
  mark: PageMark,
  marks: readonly PageMark[],
  words: readonly PageWord[],
  lies: Turns,
): string {
  if (mark.kind !== 'stamp') return printedBeside(mark, marks, words, lies);
  const [left, top, right, bottom] = mark.box;
  const isInside = ({ box }: PageWord) => {
    const x = (box[0] + box[2]) / 2;
    return x >= left && x <= right && middle(box) >= top && middle(box) <= bottom;
  };
  // Words come in reading order, however the page lies.
  const inside = words.filter(isInside).slice(0, MOST_OF_STAMP);
  return inside.map((word) => word.text).join(' ');
}

/** How large a label is, in points; its letters are counted and not measured. */
export const labelSize = (word: string): Size => ({ width: 5 + 4.9 * word.length, height: 11.5 });

/** Where the label of a mark goes in the view: above its box, below it at the upper edge, and never off the page. */
export function labelPlace(box: Rectangle, label: Size, view: Size): Point {
  const above = box.y - label.height - 1;
  const below = Math.min(box.y + box.height + 1, view.height - label.height);
  return {
    x: Math.max(0, Math.min(box.x, view.width - label.width)),
    y: above >= 0 ? above : below,
  };
}
