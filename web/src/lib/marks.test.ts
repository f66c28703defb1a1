// Marks in words: every kind and state has its own, the list follows the lines, and labels stay on the page.
import { describe, expect, it } from 'vitest';
import type { Box, PageMark, PageWord } from './api/types';
import { de } from './i18n/de';
import {
  inReadingOrder,
  labelPlace,
  labelSize,
  markCode,
  marksInWords,
  printedBeside,
  printedWith,
} from './marks';
import { turnAll } from './turning';

const mark = (kind: PageMark['kind'], state: PageMark['state'], box: Box): PageMark => ({
  kind,
  state,
  box,
  confidence: 0.9,
});
const tick = (state: PageMark['state'], left: number, top: number) =>
  mark('tick_box', state, [left, top, left + 0.015, top + 0.012]);
const word = (text: string, left: number, top: number): PageWord => ({
  text,
  box: [left, top, left + 0.05, top + 0.012],
  confidence: 0.9,
});

// Two boxes with their labels in one line, a third one in the next line, and a signature below.
const yes = tick('on', 0.1, 0.2);
const no = tick('off', 0.2, 0.201);
const wish = tick('unsure', 0.1, 0.23);
const signature = mark('signature', 'off', [0.1, 0.8, 0.5, 0.84]);
const marks = [signature, wish, no, yes];
const words = [
  word('ja', 0.12, 0.2),
  word('nein', 0.22, 0.2),
  word('bitte', 0.12, 0.23),
  word('anrufen', 0.175, 0.23),
  word('Seite', 0.6, 0.23),
];

describe('marks in words', () => {
  it('tell kind and state, and what is not known is a mark all the same', () => {
    expect(marks.map(markCode)).toEqual(['signature_off', 'tick_box_unsure', 'tick_box_off', 'tick_box_on']);
    expect(markCode({ kind: 'handwriting', state: null })).toBe('handwriting');
    expect(markCode({ kind: 'stamp', state: null })).toBe('stamp');
    expect(markCode({ kind: 'seal' as string as PageMark['kind'], state: null })).toBe('other');
    for (const group of [de.marks.short, de.marks.long])
      expect(new Set(Object.values(group)).size).toBe(Object.keys(group).length);
  });

  it('sum a page up, what a decision rests on first', () => {
    expect(marksInWords([...marks, tick('on', 0.5, 0.5)], de)).toBe(
      'Unterschriftszeile leer, 2 × Kästchen angekreuzt, Kästchen unsicher, Kästchen leer',
    );
    expect(marksInWords([], de)).toBe('');
  });

  it('are listed line by line', () => {
    expect(inReadingOrder(marks, 0)).toEqual([yes, no, wish, signature]);
  });

  it('name what is printed beside a box, not what belongs to the next one', () => {
    const beside = (of: PageMark) => printedBeside(of, marks, words, 0);
    expect([yes, no, wish].map(beside)).toEqual(['ja', 'nein', 'bitte anrufen']);
    expect(beside(signature)).toBe('');
    expect(printedBeside(tick('on', 0.9, 0.9), marks, words, 0)).toBe('');
  });

  it('tell the words inside a stamp, and of other marks what is beside them', () => {
    const stamp = mark('stamp', null, [0.11, 0.19, 0.3, 0.245]);
    const told = (of: PageMark) => printedWith(of, marks, words, 0);
    expect(told(stamp)).toBe('ja nein bitte anrufen');
    expect(told(mark('stamp', null, [0.7, 0.7, 0.8, 0.8]))).toBe('');
    expect([yes, signature].map(told)).toEqual(['ja', '']);
    const [sideways] = turnAll([stamp], 3) as [PageMark];
    expect(printedWith(sideways, [], turnAll(words, 3), 1)).toBe('ja nein bitte anrufen');
  });

  it('say the same of a page that lies on its side', () => {
    const sideways = turnAll(marks, 3);
    const [first, second] = inReadingOrder(sideways, 1) as [PageMark, PageMark];
    expect([first, second].map(markCode)).toEqual(['tick_box_on', 'tick_box_off']);
    expect(printedBeside(first, sideways, turnAll(words, 3), 1)).toBe('ja');
  });
});

describe('labels of marks', () => {
  const view = { width: 595, height: 842 };
  it('stand above their box, below it at the edge, and never off the page', () => {
    const label = labelSize('keine Unterschrift');
    const inside = { x: 100, y: 400, width: 200, height: 30 };
    expect(labelPlace(inside, label, view)).toEqual({ x: 100, y: 400 - label.height - 1 });
    expect(labelPlace({ ...inside, y: 4 }, label, view).y).toBe(35);
    const corner = labelPlace({ x: 590, y: 0, width: 5, height: 842 }, label, view);
    expect(corner.x + label.width).toBeCloseTo(view.width);
    expect(corner.y + label.height).toBeCloseTo(view.height);
  });
});
