// Pages that are shown turned by quarters: where a place on the page stands in the view, and the way back.
import type { Box } from './api/types';

/** Quarters by which a page is turned clockwise. */
export type Turns = 0 | 1 | 2 | 3;
export type Point = { x: number; y: number };
export type Size = { width: number; height: number };

/** Any number of quarters, back as negative ones, as one of the four ways in which a page can lie. */
export const turnsOf = (quarters: number): Turns => (((quarters % 4) + 4) % 4) as Turns;

/** A box of the page where it stands in the turned view, both in fractions. */
export function turnBox([left, top, right, bottom]: Box, turns: Turns): Box {
  switch (turns) {
    case 1:
      return [1 - bottom, left, 1 - top, right];
    case 2:
      return [1 - right, 1 - bottom, 1 - left, 1 - top];
    case 3:
      return [top, 1 - right, bottom, 1 - left];
    default:
      return [left, top, right, bottom];
  }
}

/** Things with boxes as they stand in the turned view. */
export const turnAll = <T extends { box: Box }>(things: readonly T[], turns: Turns): readonly T[] =>
  turns === 0 ? things : things.map((thing) => ({ ...thing, box: turnBox(thing.box, turns) }));

/** A point of the turned view where it stands on the page: the way back of `turnBox`. */
export function pointOnPage({ x, y }: Point, turns: Turns): Point {
  const [left, top] = turnBox([x, y, x, y], turnsOf(-turns));
  return { x: left, y: top };
}

/** How wide and high the view of a page is. */
export const viewOf = ({ width, height }: Size, turns: Turns): Size =>
  turns % 2 === 1 ? { width: height, height: width } : { width, height };

/** For style sheets: turns a page about its upper left corner and moves it back into its frame. */
export const turnTransform = (turns: Turns): string =>
  [
    'none',
    'rotate(90deg) translateY(-100%)',
    'rotate(180deg) translate(-100%, -100%)',
    'rotate(270deg) translateX(-100%)',
  ][turns] as string;

/** For drawings on a turned page: sets what is drawn around a point upright again. */
export const uprightAround = ({ x, y }: Point, turns: Turns): string | undefined =>
  turns === 0 ? undefined : `rotate(${-90 * turns} ${x} ${y})`;
