// Series of weeks for people: what changed, with its sign, and which points a line may join. Pure.
import type { Drift, DriftPoint } from './api/types';
import { formatNumber } from './format';
import type { Language } from './settings';

export const PERIODS = [12, 26, 52] as const;
export const FORM_SERIES = ['unseen', 'unsure', 'untaught'] as const;
/** Weeks whose changes are news: the last whole one and the one that is running. */
const NEWS_WEEKS = 2;

export type Series = { name: string; points: readonly DriftPoint[] };
export type News = { name: string; week: string; point: DriftPoint };

/** The period that an address names; the shortest for any other number. */
export const periodOf = (weeks: number | undefined): number =>
  PERIODS.find((period) => period === weeks) ?? PERIODS[0];

/** The sign of a change: the words beside it say the same. */
export const signOf = (isAbove: boolean): string => (isAbove ? '+' : '−');

/** A difference of two shares in percentage points, `+20,0` or `−3,5`. */
export function signedPoints(now: number, before: number, language: Language): string {
  const points = Math.round((now - before) * 1000) / 10;
  return `${signOf(points >= 0)}${formatNumber(Math.abs(points), language, 1)}`;
}

/** What changed in the last two weeks, the running one first. */
export function newsOf(series: readonly Series[], weeks: readonly string[]): News[] {
  const latest = weeks.map((week, at) => ({ week, at })).slice(-NEWS_WEEKS);
  return latest.reverse().flatMap(({ week, at }) =>
    series.flatMap(({ name, points }) => {
      const point = points[at];
      return point !== undefined && point.change !== null ? [{ name, week, point }] : [];
    }),
  );
}

/** Runs of neighbouring weeks that have figures: no line leads over a gap. */
export function runsOf(points: readonly DriftPoint[]): number[][] {
  const runs: number[][] = [];
  points.forEach((point, at) => {
    if (point.share.value === null) return;
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === at - 1) last.push(at);
    else runs.push([at]);
  });
  return runs;
}

/** Where a week stands between the sides of the picture, half a step from both. */
export const placeOf = (at: number, weeks: number): number => (at + 0.5) / weeks;

/** The weeks that are named below the picture: at most so many, the last one among them. */
export function namedWeeks(weeks: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(weeks / most));
  const named: number[] = [];
  for (let at = weeks - 1; at >= 0; at -= step) named.unshift(at);
  return named;
}

/** Whether there is anything to show. */
export const isEmpty = (drift: Drift): boolean =>
  drift.silences.length === 0 &&
  drift.overrides.length === 0 &&
  drift.forms.untaught.every((point) => point.share.n === 0);
