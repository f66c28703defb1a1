// Which case comes after one that was decided: the next of what was last looked at in the queue, or of one's own.
import type { QueueSearch } from '../app/router';
import type { CaseQuery, CaseRow } from './api/types';

/** A page of the queue and the one after it: what follows on the last row of a page is among them. */
const ROWS = 100;
const OVER: readonly CaseRow['state'][] = ['decided', 'joined', 'awaiting_release'];

// In memory alone: what was searched for may be a name.
let last: QueueSearch | null = null;
export const rememberQueue = (search: QueueSearch): void => {
  last = search;
};
/** The view, filter and order that were last open, or null where the queue was not open since the page was loaded. */
export const lastQueue = (): QueueSearch | null => last;

/** What to ask the server for, to know the order: the queue as it was, else one's own cases by deadline. */
export const orderQuery = (queue: QueueSearch | null): CaseQuery => ({
  view: queue ? (queue.ansicht ?? 'all') : 'mine',
  ...(queue?.verfahren && { service: queue.verfahren }),
  ...(queue?.q && { q: queue.q }),
  sort: queue?.sort ?? 'due',
  direction: queue?.richtung ?? 'asc',
  offset: queue?.ab ?? 0,
  limit: ROWS,
});

/**
 * The first case after `current` in the order as it was (`before`, ids) that is still to be worked on in the rows as
 * they are (`now`); at the end of the list the first that was passed over. Null when nothing is left.
 */
export function nextCase(
  before: readonly string[],
  now: readonly CaseRow[],
  current: string,
): CaseRow | null {
  const open = now.filter((row) => row.id !== current && !OVER.includes(row.state));
  for (const id of before.slice(before.indexOf(current) + 1)) {
    const row = open.find((one) => one.id === id);
    if (row) return row;
  }
  return open[0] ?? null;
}
