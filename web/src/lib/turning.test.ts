// Turned pages: boxes and points go to the view and come back, and the frame takes the shape of what is in it.
import { describe, expect, it } from 'vitest';
import type { Box } from './api/types';
import {
  pointOnPage,
  type Turns,
  turnAll,
  turnBox,
  turnsOf,
  turnTransform,
  uprightAround,
  viewOf,
} from './turning';

const ALL: readonly Turns[] = [0, 1, 2, 3];
const rounded = (numbers: readonly number[]) => numbers.map((number) => Math.round(number * 1000) / 1000);

describe('a turned page', () => {
  // A line at the upper left: wide and low.
  const line: Box = [0.1, 0.2, 0.5, 0.25];

  it('shows a box where a quarter turn clockwise takes it', () => {
    expect(rounded(turnBox(line, 0))).toEqual([0.1, 0.2, 0.5, 0.25]);
    expect(rounded(turnBox(line, 1))).toEqual([0.75, 0.1, 0.8, 0.5]);
    expect(rounded(turnBox(line, 2))).toEqual([0.5, 0.75, 0.9, 0.8]);
    expect(rounded(turnBox(line, 3))).toEqual([0.2, 0.5, 0.25, 0.9]);
  });

  it('is back after four quarters, and one turn after the other is their sum', () => {
    for (const first of ALL) {
      for (const second of ALL) {
        const once = rounded(turnBox(line, turnsOf(first + second)));
        expect(rounded(turnBox(turnBox(line, first), second)), `${first} and ${second}`).toEqual(once);
      }
    }
  });

  it('leads a point of the view back to the page', () => {
    for (const turns of ALL) {
      const [x, y] = turnBox([0.3, 0.6, 0.3, 0.6], turns);
      const point = pointOnPage({ x, y }, turns);
      expect(rounded([point.x, point.y]), `${turns}`).toEqual([0.3, 0.6]);
    }
  });

  it('has a frame as wide as the page is high when it lies on its side', () => {
    const page = { width: 595, height: 842 };
    expect(ALL.map((turns) => viewOf(page, turns).width)).toEqual([595, 842, 595, 842]);
    expect(new Set(ALL.map(turnTransform)).size).toBe(4);
  });

  it('keeps what is drawn on it legible', () => {
    expect(uprightAround({ x: 5, y: 7 }, 0)).toBeUndefined();
    expect(uprightAround({ x: 5, y: 7 }, 3)).toBe('rotate(-270 5 7)');
  });

  it('counts quarters in both directions', () => {
    expect([0, 3, 4, 5, -1, -4].map(turnsOf)).toEqual([0, 3, 0, 1, 3, 0]);
    const words = [{ text: 'a', box: line }];
    expect(turnAll(words, 0)).toBe(words);
    expect(turnAll(words, 2)[0]?.text).toBe('a');
  });
});
