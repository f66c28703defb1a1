import { expect, test } from 'vitest';
import type { CaseRow } from './api/types';
import { lastQueue, nextCase, orderQuery, rememberQueue } from './next-case';

const rows = (...listed: [string, CaseRow['state']?][]): CaseRow[] =>
  listed.map(([id, state = 'under_review']) => ({ id, state }) as CaseRow);

test('the next one in the order as it was', () => {
  expect(nextCase(['a', 'b', 'c'], rows(['a'], ['c']), 'b')?.id).toBe('c');
});

test('what somebody else finished meanwhile is passed over', () => {
  const now = rows(['b'], ['c', 'decided'], ['d', 'awaiting_release'], ['e', 'joined'], ['f']);
  expect(nextCase(['b', 'c', 'd', 'e', 'f'], now, 'b')?.id).toBe('f');
});

test('a view that keeps what was decided does not lead back to it', () => {
  expect(nextCase(['a', 'b'], rows(['a'], ['b']), 'b')?.id).toBe('a');
});

test('after the last one comes the first that was left, and then none', () => {
  expect(nextCase(['a', 'b'], rows(['a']), 'b')?.id).toBe('a');
  expect(nextCase(['a', 'b'], rows(['a', 'decided']), 'b')).toBeNull();
});

test('a case that is not in the list leads to the first of it', () => {
  expect(nextCase(['a', 'c'], rows(['a'], ['c']), 'x')?.id).toBe('a');
  expect(nextCase([], rows(['a'], ['c']), 'x')?.id).toBe('a');
});

test('own cases by deadline, until a queue was looked at', () => {
  expect(lastQueue()).toBeNull();
  expect(orderQuery(lastQueue())).toMatchObject({ view: 'mine', sort: 'due', direction: 'asc', offset: 0 });
  rememberQueue({ ansicht: 'due', q: 'Muster', richtung: 'desc', ab: 50 });
  expect(orderQuery(lastQueue())).toMatchObject({
    view: 'due',
    q: 'Muster',
    sort: 'due',
    direction: 'desc',
    offset: 50,
  });
  rememberQueue({});
  expect(orderQuery(lastQueue()).view).toBe('all');
});
