// Figures of evaluations for people: shares in words, points of curves, cells of the confusion matrix. Pure.
import type { ConfusionMatrix, CurvePoint, Figure } from './api/types';
import { formatNumber } from './format';
import type { Language } from './settings';

export const TASKS = ['field', 'kind', 'service', 'requirement'] as const;
export type EvaluationTask = (typeof TASKS)[number];

/** A confusion above this share of its row is outlined. */
const CONFUSED = 0.04;
/** The two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/** `0.994` as `99,4 %`; a share that is not whole never looks like all or nothing. */
export function percent(share: number, language: Language): string {
  const rounded = Math.round(share * 1000) / 10;
  const shown = share < 1 && rounded === 100 ? 99.9 : share > 0 && rounded === 0 ? 0.1 : rounded;
  return `${formatNumber(shown, language, Number.isInteger(shown) ? 0 : 1)}\u00a0%`;
}

/** Of a hundred, as a whole number. */
export const ofHundred = (share: number): number => Math.round(share * 100);

/** The interval of Wilson (95 %) for a share, as the reports have it; `null` without items. */
export function wilson(right: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const share = right / n;
  const middle = share + (Z * Z) / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  const below = 1 + (Z * Z) / n;
  return { low: Math.max(0, (middle - spread) / below), high: Math.min(1, (middle + spread) / below) };
}

/** A share of counted items as a figure of a report; nothing but `n` below the minimum. */
export function shareOf(right: number, n: number, minimum: number): Figure {
  const interval = wilson(right, n);
  if (interval === null || n < minimum) return { value: null, low: null, high: null, n };
  return { value: right / n, ...interval, n };
}

/** The share of right answers where a report tells the share of errors. */
export const rightShare = ({ value, low, high, n }: Figure): Figure => ({
  value: value === null ? null : 1 - value,
  low: high === null ? null : 1 - high,
  high: low === null ? null : 1 - low,
  n,
});

/** The position of the threshold that a run reached its target with; without one that of the last point, where all
 * answers speak. */
export function pointAt(curve: readonly CurvePoint[], threshold: number | null): number {
  const found = threshold === null ? -1 : curve.findLastIndex((point) => point.threshold >= threshold - 1e-9);
  return found === -1 ? curve.length - 1 : found;
}

/** Where the upright axis of hit rates begins: as high as the data allow, so that gridlines stand at round shares. */
export const axisStart = (lowest: number): number =>
  [0.9, 0.8, 0.75, 0.5].find((start) => start <= lowest) ?? 0;

export type ConfusionCell = {
  suggested: string;
  count: number;
  /** Of the row; `null` where the row has too few items. */
  share: number | null;
  isRight: boolean;
  /** Whether it is to be seen at once. */
  isConfused: boolean;
};
export type ConfusionRow = { truth: string; n: number; cells: ConfusionCell[]; right: Figure };

const NOTHING_TO_TELL = 'unknown';
const SILENCE = 'abstained';

/** Rows of a confusion matrix. Silence is right where there is nothing to tell. */
export function confusionRows(confusion: ConfusionMatrix, minimum: number): ConfusionRow[] {
  return confusion.truths.map((truth, row) => {
    const counts = confusion.counts[row] ?? [];
    const n = counts.reduce((sum, count) => sum + count, 0);
    const cells = confusion.suggested.map((suggested, column): ConfusionCell => {
      const count = counts[column] ?? 0;
      const isRight = suggested === truth || (truth === NOTHING_TO_TELL && suggested === SILENCE);
      const share = n === 0 || n < minimum ? null : count / n;
      return { suggested, count, share, isRight, isConfused: !isRight && share !== null && share > CONFUSED };
    });
    const right = cells.filter((cell) => cell.isRight).reduce((sum, cell) => sum + cell.count, 0);
    return { truth, n, cells, right: shareOf(right, n, minimum) };
  });
}

/** Strength of a cell's tint, 0 to 4. */
export const tintOf = (share: number | null): number =>
  share === null || share === 0 ? 0 : Math.min(4, Math.ceil(share * 4));

/** What part of a page to show around a place: half the page wide at least, and a few lines high. */
export function cropOf([left, top, right, bottom]: readonly [number, number, number, number]): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  const width = Math.min(1, Math.max(0.5, right - left + 0.1));
  const height = Math.min(1, Math.max(0.12, bottom - top + 0.06));
  const within = (start: number, size: number) => Math.min(1 - size, Math.max(0, start));
  return {
    x: within((left + right - width) / 2, width),
    y: within((top + bottom - height) / 2, height),
    width,
    height,
  };
}
