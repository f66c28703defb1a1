// Geometry of evidence on a page: which boxes to draw, where their number tags go, whether one is in view.
import type { Box, Confidence, Evidence, FieldView, PageWord } from './api/types';
import { isContradicted, sourcesOf } from './contradiction';

export type Mark = 'high' | 'medium' | 'low' | 'none';
export type PlacedBox = {
  fieldId: string;
  number: number;
  mark: Mark;
  reviewed: boolean;
  alternative: boolean;
  box: Box;
  /** Tags of fields that share a box stand side by side: 0 is nearest to the box. */
  slot: number;
};

export const markOf = (confidence: Confidence | null): Mark => confidence ?? 'none';

/** Two boxes count as the same place when no edge differs by more than half a per cent of the page. */
export const samePlace = (a: Box, b: Box): boolean =>
  a.every((edge, index) => Math.abs(edge - (b[index] as number)) < 0.005);

const onPage = (evidence: Evidence, documentId: string, page: number): boolean =>
  evidence.document_id === documentId && evidence.page === page;

/** How sure a field's value is, for its colour; one of several that contradict each other never is. */
export const markOfField = (field: FieldView): Mark =>
  isContradicted(field) ? 'low' : markOf(field.suggestion?.confidence ?? null);

/** The evidence that counts for a field: the clerk's own if there is any, else the suggestion's, and all of it while
 * documents contradict each other. */
export function evidenceOf(field: FieldView): Evidence[] {
  if (field.review && field.review.evidence.length > 0) return field.review.evidence;
  if (isContradicted(field)) return sourcesOf(field.suggestion).flatMap(({ evidence }) => evidence);
  return field.suggestion?.evidence ?? [];
}

/** A page of a case by one word. */
export const pageKey = (documentId: string, page: number): string => `${documentId}/${page}`;

/** The pages that a field rests on, contradicting ones among them. */
export function evidencePages(field: FieldView | undefined): ReadonlySet<string> {
  if (!field) return new Set();
  const others = (field.suggestion?.alternatives ?? []).flatMap(({ evidence }) => evidence);
  return new Set([...evidenceOf(field), ...others].map((one) => pageKey(one.document_id, one.page)));
}

/** All boxes of a page; of a settled contradiction the other places are drawn for the active field only. A place that was just chosen and
 * is not saved yet stands in for the field's own. */
export function boxesOnPage(
  fields: readonly FieldView[],
  documentId: string,
  page: number,
  activeId: string | null,
  draft: { fieldId: string; evidence: readonly Evidence[] } | null = null,
): PlacedBox[] {
  const placed: PlacedBox[] = [];
  const place = (field: FieldView, number: number, evidence: Evidence, alternative: boolean) => {
    if (!onPage(evidence, documentId, page)) return;
    const slot = placed.filter((other) => samePlace(other.box, evidence.box)).length;
    placed.push({
      fieldId: field.id,
      number,
      mark: byHand(field) ? 'high' : markOfField(field),
      reviewed: field.review !== null,
      alternative,
      box: evidence.box,
      slot,
    });
  };
  const byHand = (field: FieldView) =>
    field.review?.verdict === 'entered' || (draft?.fieldId === field.id && draft.evidence.length > 0);
  fields.forEach((field, index) => {
    const chosen = draft?.fieldId === field.id && draft.evidence.length > 0;
    for (const evidence of chosen ? draft.evidence : evidenceOf(field))
      place(field, index + 1, evidence, false);
    if (field.id !== activeId || chosen || isContradicted(field)) return;
    for (const other of field.suggestion?.alternatives ?? []) {
      for (const evidence of other.evidence) place(field, index + 1, evidence, true);
    }
  });
  return placed;
}

export type Rectangle = { x: number; y: number; width: number; height: number };

/** A box of page fractions in the units of the page (points). */
export function toPoints(box: Box, pageWidth: number, pageHeight: number): Rectangle {
  const [left, top, right, bottom] = box;
  return {
    x: left * pageWidth,
    y: top * pageHeight,
    width: Math.max(0, right - left) * pageWidth,
    height: Math.max(0, bottom - top) * pageHeight,
  };
}

export const TAG = { width: 16, height: 13, gap: 2 };

/** Where a number tag goes: left of its box, or above it when the margin is too narrow. */
export function tagPosition(rectangle: Rectangle, slot: number, pageWidth: number): { x: number; y: number } {
  const step = TAG.width + TAG.gap;
  const left = rectangle.x - step * (slot + 1);
  if (left >= 0) return { x: left, y: rectangle.y + Math.max(0, (rectangle.height - TAG.height) / 2) };
  const x = Math.min(rectangle.x + step * slot, pageWidth - TAG.width);
  return { x: Math.max(0, x), y: Math.max(0, rectangle.y - TAG.height - TAG.gap) };
}

/** How far to scroll so that a box stands inside the view with a margin of 20 %; `null` if it already does. */
export function scrollTarget(
  box: { start: number; end: number },
  view: { start: number; size: number },
): number | null {
  const margin = view.size * 0.2;
  if (box.start >= view.start && box.end <= view.start + view.size) return null;
  if (box.end - box.start > view.size - 2 * margin) return Math.max(0, box.start - margin);
  return Math.max(0, box.start < view.start ? box.start - margin : box.end - view.size + margin);
}

/** Whether the middle of a word lies inside a box, with a little tolerance for tight boxes. */
export function wordInBox(word: PageWord, box: Box): boolean {
  const x = (word.box[0] + word.box[2]) / 2;
  const y = (word.box[1] + word.box[3]) / 2;
  const slack = 0.003;
  return x >= box[0] - slack && x <= box[2] + slack && y >= box[1] - slack && y <= box[3] + slack;
}

/** Words of a page as lines: a new line begins where a word starts below the middle of the last one. */
export function wordsToLines(words: readonly PageWord[]): PageWord[][] {
  const lines: PageWord[][] = [];
  let last: PageWord | null = null;
  for (const word of words) {
    const middle = last ? (last.box[1] + last.box[3]) / 2 : 0;
    const breaks = !last || word.box[1] > middle || word.box[0] < last.box[0] - 0.02;
    if (breaks) lines.push([]);
    lines.at(-1)?.push(word);
    last = word;
  }
  return lines;
}
