// How large a page is shown: 1 is as wide as its frame.
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** The next larger or smaller one; the last one stays. */
export const nextZoom = (zoom: number, by: 1 | -1): number =>
  ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(zoom) + by))] ?? 1;
