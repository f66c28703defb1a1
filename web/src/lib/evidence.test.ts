// Evidence boxes: which are drawn, where their numbers go, when the page must scroll.
import { describe, expect, it } from 'vitest';
import type { Box, Evidence, FieldView, ReviewView } from './api/types';
import {
  boxesOnPage,
  evidencePages,
  scrollTarget,
  tagPosition,
  toPoints,
  wordInBox,
  wordsToLines,
} from './evidence';

const place = (box: Box, page = 1): Evidence => ({ document_id: 'd', page, box, text: '' });
const field = (
  id: string,
  evidence: Evidence[],
  alternatives: Evidence[] = [],
  review: Partial<ReviewView> | null = null,
): FieldView =>
  ({
    id,
    review,
    suggestion: {
      confidence: 'high',
      evidence,
      alternatives: alternatives.map((other) => ({ value: 'x', probability: 0.4, evidence: [other] })),
    },
  }) as unknown as FieldView;

describe('evidence on a page', () => {
  const shared: Box = [0.1, 0.2, 0.4, 0.22];
  const fields = [
    field('street', [place(shared)]),
    field('house_number', [place(shared)]),
    field('rent', [place([0.1, 0.5, 0.4, 0.52], 2)], [place([0.1, 0.6, 0.4, 0.62])]),
  ];
  it('numbers by place in the form and puts tags of a shared box side by side', () => {
    const boxes = boxesOnPage(fields.slice(0, 2), 'd', 1, null);
    expect(boxes.map((box) => [box.number, box.slot])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
  it('draws contradicting places alike, whether their field is active or not', () => {
    const rent = (page: number, active: string | null) =>
      boxesOnPage(fields, 'd', page, active)
        .filter(({ fieldId }) => fieldId === 'rent')
        .map(({ number, mark, alternative }) => [number, mark, alternative]);
    for (const active of [null, 'rent'])
      for (const page of [1, 2]) expect(rent(page, active)).toEqual([[3, 'low', false]]);
    expect(boxesOnPage(fields, 'other', 1, 'rent')).toEqual([]);
  });
  it('draws the other place of a settled contradiction for the active field only', () => {
    const other = place([0.1, 0.6, 0.4, 0.62]);
    const settled = [field('rent', [place(shared)], [other], { verdict: 'accepted', evidence: [] })];
    const drawn = (active: string | null) =>
      boxesOnPage(settled, 'd', 1, active).map(({ alternative }) => alternative);
    expect(drawn(null)).toEqual([false]);
    expect(drawn('rent')).toEqual([false, true]);
  });
  it('knows the pages that a field rests on, contradicting ones too', () => {
    expect([...evidencePages(fields[2])]).toEqual(['d/1', 'd/2']);
    expect(evidencePages(undefined).size).toBe(0);
  });
  it('turns fractions into points and keeps tags on the page', () => {
    const box = toPoints([0.5, 0.5, 0.75, 0.6], 600, 800);
    expect([box.x, box.y, box.width, Math.round(box.height)]).toEqual([300, 400, 150, 80]);
    expect(tagPosition(box, 0, 600).x).toBe(282);
    const atEdge = tagPosition(toPoints([0.01, 0.001, 0.2, 0.02], 600, 800), 0, 600);
    expect(atEdge.x).toBeGreaterThanOrEqual(0);
    expect(atEdge.y).toBeGreaterThanOrEqual(0);
  });
  it('scrolls only what is out of view, with a margin', () => {
    expect(scrollTarget({ start: 100, end: 120 }, { start: 0, size: 500 })).toBeNull();
    expect(scrollTarget({ start: 900, end: 920 }, { start: 0, size: 500 })).toBe(520);
    expect(scrollTarget({ start: 50, end: 70 }, { start: 300, size: 500 })).toBe(0);
  });
  it('finds the words of a box and the lines of a page', () => {
    const word = (text: string, box: Box) => ({ text, box, confidence: null });
    const words = [
      word('Erika', [0.1, 0.1, 0.2, 0.12]),
      word('Sabine', [0.21, 0.1, 0.3, 0.12]),
      word('Köln', [0.1, 0.2, 0.2, 0.22]),
    ];
    expect(wordInBox(words[0] as (typeof words)[0], [0.1, 0.1, 0.2, 0.12])).toBe(true);
    expect(wordInBox(words[2] as (typeof words)[0], [0.1, 0.1, 0.2, 0.12])).toBe(false);
    expect(wordsToLines(words).map((line) => line.length)).toEqual([2, 1]);
  });
});
