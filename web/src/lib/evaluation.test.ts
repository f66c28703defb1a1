// Figures of evaluations: what is rounded, left out and pointed at.
import { describe, expect, it } from 'vitest';
import {
  axisStart,
  confusionRows,
  cropOf,
  ofHundred,
  percent,
  pointAt,
  rightShare,
  shareOf,
  tintOf,
  wilson,
} from './evaluation';
import { evaluationDe, evaluationEn } from './i18n/words/evaluation';

const point = (threshold: number, coverage: number) => ({
  threshold,
  coverage,
  risk: { value: 0.01, low: 0.002, high: 0.03, n: 100 },
});

describe('shares', () => {
  it('are said in the language, and what is not all never looks like all', () => {
    expect(percent(0.994, 'de')).toBe('99,4\u00a0%');
    expect(percent(0.9999, 'en')).toBe('99.9\u00a0%');
    expect(percent(0.0001, 'de')).toBe('0,1\u00a0%');
    expect([percent(1, 'de'), percent(0, 'de'), percent(0.5, 'de')]).toEqual([
      '100\u00a0%',
      '0\u00a0%',
      '50\u00a0%',
    ]);
    expect(ofHundred(0.877)).toBe(88);
  });
  it('have the interval that the reports have', () => {
    // Brown, Cai, DasGupta 2001: 0 of 10 has the upper end 0.2775.
    expect(wilson(0, 10)?.high).toBeCloseTo(0.2775, 4);
    expect(wilson(0, 10)?.low).toBe(0);
    expect(wilson(0, 0)).toBeNull();
  });
  it('are not said below the minimum', () => {
    expect(shareOf(29, 29, 30)).toEqual({ value: null, low: null, high: null, n: 29 });
    expect(shareOf(30, 30, 30)).toMatchObject({ value: 1, n: 30 });
    expect(shareOf(0, 0, 0).value).toBeNull();
  });
  it('of errors turn into shares of what is right, with the interval turned', () => {
    expect(rightShare({ value: 0.25, low: 0.125, high: 0.5, n: 8 })).toEqual({
      value: 0.75,
      low: 0.5,
      high: 0.875,
      n: 8,
    });
    expect(rightShare({ value: null, low: null, high: null, n: 3 })).toMatchObject({
      value: null,
      low: null,
    });
  });
});

describe('the threshold', () => {
  const curve = [point(0.98, 0.2), point(0.9, 0.5), point(0.7, 0.9)];
  it('begins where the target was reached, else where all speak', () => {
    expect(pointAt(curve, 0.9)).toBe(1);
    expect(pointAt(curve, null)).toBe(2);
    expect(pointAt(curve, 0.99)).toBe(2);
    expect(pointAt([], null)).toBe(-1);
  });
});

it('begins the axis of hit rates below the data, at a round share', () => {
  expect([0.999, 0.9, 0.85, 0.79, 0.6, 0.2, 0].map(axisStart)).toEqual([0.9, 0.9, 0.8, 0.75, 0.5, 0, 0]);
});

describe('the confusion matrix', () => {
  const confusion = {
    truths: ['form', 'letter', 'unknown'],
    suggested: ['form', 'letter', 'abstained'],
    counts: [
      [95, 5, 0],
      [4, 96, 0],
      [1, 0, 3],
    ],
  };
  const [form, letter, unknown] = confusionRows(confusion, 30);
  it('outlines what is above four in a hundred, and not what is right', () => {
    expect(form?.cells.map((cell) => cell.isConfused)).toEqual([false, true, false]);
    expect(letter?.cells.map((cell) => cell.isConfused)).toEqual([false, false, false]);
    expect(form?.right).toMatchObject({ value: 0.95, n: 100 });
  });
  it('counts silence as right where there is nothing to tell, and says no share of few', () => {
    expect(unknown?.cells.map((cell) => cell.isRight)).toEqual([false, false, true]);
    expect(unknown?.cells.every((cell) => cell.share === null && !cell.isConfused)).toBe(true);
    expect(unknown?.right).toEqual({ value: null, low: null, high: null, n: 4 });
  });
  it('tints by share', () => {
    expect([0, null, 0.01, 0.3, 1].map(tintOf)).toEqual([0, 0, 1, 2, 4]);
  });
});

it('shows a place with what stands around it, never beyond the page', () => {
  for (const box of [
    [0.4, 0.5, 0.6, 0.52],
    [0, 0, 0.1, 0.01],
    [0.9, 0.98, 1, 1],
    [0, 0, 1, 1],
  ] as [number, number, number, number][]) {
    const { x, y, width, height } = cropOf(box);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(1);
    expect(y + height).toBeLessThanOrEqual(1);
    expect(x).toBeLessThanOrEqual(box[0]);
    expect(x + width).toBeGreaterThanOrEqual(box[2]);
  }
});

it('has the same words in both languages', () => {
  const keys = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`))
      : [path];
  expect(keys(evaluationEn)).toEqual(keys(evaluationDe));
});
