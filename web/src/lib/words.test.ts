// Words on a page: framing, moving by line, and the evidence made of them.
import { describe, expect, it } from 'vitest';
import type { PageWord } from './api/types';
import { turnAll } from './turning';
import { between, boxBetween, evidenceOfWords, linesOf, moveTo, wordAt, wordsInside } from './words';

const word = (text: string, left: number, line: number): PageWord =>
  ({
    text,
    box: [left, 0.1 + line * 0.1, left + 0.1, 0.12 + line * 0.1],
    confidence: null,
  }) as PageWord;
const words = [word('Miete', 0.1, 0), word('812,00', 0.3, 0), word('EUR', 0.5, 0), word('warm', 0.32, 1)];
const lines = linesOf(words);

describe('words of a page', () => {
  it('are framed when their middle lies inside, whichever corner came first', () => {
    const frame = boxBetween({ x: 0.62, y: 0.13 }, { x: 0.29, y: 0.09 });
    expect(wordsInside(words, frame)).toEqual([1, 2]);
    expect(wordsInside(words, boxBetween({ x: 0.36, y: 0 }, { x: 0.9, y: 0.115 }))).toEqual([2]);
    expect(boxBetween({ x: -1, y: 2 }, { x: 0.5, y: 0.5 })).toEqual([0, 0.5, 0.5, 1]);
  });
  it('are found under a point', () => {
    expect(wordAt(words, { x: 0.35, y: 0.11 })).toBe(1);
    expect(wordAt(words, { x: 0.9, y: 0.9 })).toBeNull();
  });
  it('are walked by word and by line, and the ends hold', () => {
    const move = (key: string, at: number, control = false) => moveTo(key, control, at, words, lines);
    expect(lines).toEqual([[0, 1, 2], [3]]);
    expect([move('ArrowRight', 0), move('ArrowLeft', 0), move('ArrowRight', 3)]).toEqual([1, null, null]);
    expect([move('ArrowDown', 1), move('ArrowUp', 3), move('ArrowUp', 0)]).toEqual([3, 1, null]);
    expect([move('Home', 2), move('End', 0), move('Home', 3, true), move('End', 0, true)]).toEqual([
      0, 2, 0, 3,
    ]);
    expect(move('x', 0)).toBeNull();
  });
  it('become one place per line', () => {
    expect(between(3, 1)).toEqual([1, 2, 3]);
    const evidence = evidenceOfWords(words, between(1, 3), { documentId: 'd', page: 2, lies: 0 });
    expect(evidence.map((place) => place.text)).toEqual(['812,00 EUR', 'warm']);
    expect(evidence[0]).toMatchObject({ document_id: 'd', page: 2, box: [0.3, 0.1, 0.6, 0.12] });
    expect(evidenceOfWords(words, [], { documentId: 'd', page: 2, lies: 0 })).toEqual([]);
  });
  it('make the same lines on a page that lies on its side, with boxes where the words are', () => {
    // Turned back by one quarter; read, it has to be turned forwards again.
    const sideways = turnAll(words, 3);
    expect(linesOf(sideways, 1)).toEqual(lines);
    const [place] = evidenceOfWords(sideways, [1, 2], { documentId: 'd', page: 2, lies: 1 });
    expect(place?.text).toBe('812,00 EUR');
    expect(place?.box.map((edge) => Math.round(edge * 100) / 100)).toEqual([0.1, 0.4, 0.12, 0.7]);
  });
});
