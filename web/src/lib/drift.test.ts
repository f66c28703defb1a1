// Series of weeks: signs, news, gaps; and the words in both languages.
import { expect, it } from 'vitest';
import type { DriftPoint } from './api/types';
import { namedWeeks, newsOf, periodOf, placeOf, runsOf, signedPoints } from './drift';
import { driftDe, driftEn } from './i18n/words/drift';
import { runningDe, runningEn } from './i18n/words/running';

const figure = (value: number | null, n = 40) => ({ value, low: value, high: value, n });
const point = (value: number | null, isAbove?: boolean): DriftPoint => ({
  share: figure(value),
  change: isAbove === undefined ? null : { is_above: isAbove, before: figure(0.5) },
});

it('tells differences with their sign', () => {
  expect(signedPoints(0.32, 0.12, 'de')).toBe('+20,0');
  expect(signedPoints(0.12, 0.155, 'en')).toBe('−3.5');
  expect(signedPoints(0.5, 0.5, 'de')).toBe('+0,0');
});

it('names the changes of the last two weeks alone, the running one first', () => {
  const weeks = ['2026-11-02', '2026-11-09', '2026-11-16'];
  const series = [
    { name: 'a', points: [point(0.9, true), point(0.9, true), point(0.5)] },
    { name: 'b', points: [point(0.1, false), point(0.5), point(0.1, false)] },
  ];
  expect(newsOf(series, weeks).map(({ name, week }) => [name, week])).toEqual([
    ['b', '2026-11-16'],
    ['a', '2026-11-09'],
  ]);
  expect(newsOf([], weeks)).toEqual([]);
});

it('leads no line over a gap', () => {
  const points = [point(null), point(0.1), point(0.2), point(null), point(0.3)];
  expect(runsOf(points)).toEqual([[1, 2], [4]]);
  expect(runsOf([])).toEqual([]);
});

it('names few weeks, the last one always', () => {
  expect(namedWeeks(12, 4)).toEqual([2, 5, 8, 11]);
  expect(namedWeeks(3, 6)).toEqual([0, 1, 2]);
  expect(namedWeeks(52, 3).at(-1)).toBe(51);
  expect([placeOf(0, 2), placeOf(1, 2)]).toEqual([0.25, 0.75]);
});

it('knows its periods', () => {
  expect([periodOf(undefined), periodOf(26), periodOf(27)]).toEqual([12, 26, 12]);
});

it('has the same words in both languages', () => {
  const keys = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`))
      : [path];
  expect(keys(driftEn)).toEqual(keys(driftDe));
  expect(keys(runningEn)).toEqual(keys(runningDe));
});
