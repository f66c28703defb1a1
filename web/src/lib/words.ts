// Words of a page as a person points at them: by a frame, by moving over lines, and as evidence for a review.
import type { Box, Evidence, PageWord } from './api/types';
import { wordsToLines } from './evidence';
import { type Turns, turnAll } from './turning';

/** Lines of a page as places in the list of words. `lies` is how it has to be turned to stand upright. */
export function linesOf(words: readonly PageWord[], lies: Turns = 0): number[][] {
  let at = 0;
  return wordsToLines(turnAll(words, lies)).map((line) => line.map(() => at++));
}

const middleOf = (word: PageWord): { x: number; y: number } => ({
  x: (word.box[0] + word.box[2]) / 2,
  y: (word.box[1] + word.box[3]) / 2,
});

/** The box between two corners, in any order, kept on the page. */
export function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  const edge = (value: number) => Math.min(1, Math.max(0, value));
  return [
    edge(Math.min(a.x, b.x)),
    edge(Math.min(a.y, b.y)),
    edge(Math.max(a.x, b.x)),
    edge(Math.max(a.y, b.y)),
  ];
}

/** Words whose middle lies inside a frame. */
export function wordsInside(words: readonly PageWord[], frame: Box): number[] {
  return words.flatMap((word, at) => {
    const { x, y } = middleOf(word);
    return x >= frame[0] && x <= frame[2] && y >= frame[1] && y <= frame[3] ? [at] : [];
  });
}

/** The word under a point, with a little room around tight boxes; `null` beside all words. */
export function wordAt(words: readonly PageWord[], point: { x: number; y: number }): number | null {
  const room = 0.004;
  const found = words.findIndex(
    ({ box }) =>
      point.x >= box[0] - room &&
      point.x <= box[2] + room &&
      point.y >= box[1] - room &&
      point.y <= box[3] + room,
  );
  return found < 0 ? null : found;
}

/** All places from one word to another, in reading order. */
export function between(anchor: number, focus: number): number[] {
  const from = Math.min(anchor, focus);
  return Array.from({ length: Math.abs(anchor - focus) + 1 }, (_, step) => from + step);
}

/** Where a key leads: left and right by word, up and down to the nearest word of the next line. `null` if nowhere.
 * The words stand upright. */
export function moveTo(
  key: string,
  control: boolean,
  at: number,
  words: readonly PageWord[],
  lines: readonly number[][],
): number | null {
  const row = lines.findIndex((line) => line.includes(at));
  const line = lines[row];
  const word = words[at];
  if (!line || !word) return null;
  const nearest = (other: readonly number[] | undefined): number | null => {
    if (!other) return null;
    const { x } = middleOf(word);
    const distance = (place: number) => Math.abs(middleOf(words[place] as PageWord).x - x);
    return other.reduce((best, place) => (distance(place) < distance(best) ? place : best));
  };
  switch (key) {
    case 'ArrowRight':
      return at + 1 < words.length ? at + 1 : null;
    case 'ArrowLeft':
      return at > 0 ? at - 1 : null;
    case 'ArrowDown':
      return nearest(lines[row + 1]);
    case 'ArrowUp':
      return row > 0 ? nearest(lines[row - 1]) : null;
    case 'Home':
      return (control ? 0 : line[0]) ?? null;
    case 'End':
      return (control ? words.length - 1 : line.at(-1)) ?? null;
    default:
      return null;
  }
}

const around = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map((box) => box[0])),
  Math.min(...boxes.map((box) => box[1])),
  Math.max(...boxes.map((box) => box[2])),
  Math.max(...boxes.map((box) => box[3])),
];

/** Chosen words as evidence: one box per line, so that no box covers what was not meant. Boxes are the page's own,
 * whichever way its lines run. */
export function evidenceOfWords(
  words: readonly PageWord[],
  chosen: readonly number[],
  place: { documentId: string; page: number; lies: Turns },
): Evidence[] {
  return linesOf(words, place.lies).flatMap((line) => {
    const taken = line.filter((at) => chosen.includes(at)).map((at) => words[at] as PageWord);
    if (taken.length === 0) return [];
    return [
      {
        document_id: place.documentId,
        page: place.page,
        box: around(taken.map((word) => word.box)),
        text: taken.map((word) => word.text).join(' '),
      },
    ];
  });
}

export const textOfEvidence = (evidence: readonly Evidence[]): string =>
  evidence.map((place) => place.text).join(' ');
