import { expect, test } from 'vitest';
import { extended, NOTHING, onlyChange, picked, toggled } from './selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const ids = ({ ids }: { ids: ReadonlySet<string> }) => [...ids].toSorted().join('');

test('a range grows and shrinks at its end', () => {
  const c = toggled(NOTHING, 'c');
  const ce = extended(extended(c, ORDER, 'd'), ORDER, 'e');
  expect(ids(ce)).toBe('cde');
  expect(ids(extended(ce, ORDER, 'd'))).toBe('cd');
  expect(ids(extended(ce, ORDER, 'a')), 'past the anchor').toBe('abc');
});

test('a range leaves alone what was selected one by one', () => {
  const a = toggled(toggled(NOTHING, 'a'), 'c');
  expect(ids(extended(a, ORDER, 'd'))).toBe('acd');
  expect(ids(extended(extended(a, ORDER, 'e'), ORDER, 'c'))).toBe('ac');
});

test('without an anchor, or with one that is gone, a range begins where it is pulled to', () => {
  expect(ids(extended(NOTHING, ORDER, 'd'))).toBe('d');
  expect(ids(extended(toggled(NOTHING, 'a'), ['b', 'c', 'd'], 'c'))).toBe('ac');
});

test('one that goes out takes the anchor of nobody', () => {
  const two = toggled(toggled(NOTHING, 'b'), 'd');
  expect(ids(extended(toggled(two, 'b'), ORDER, 'e'))).toBe('de');
});

test('one change is told by its row, several are not', () => {
  expect(onlyChange(NOTHING, toggled(NOTHING, 'a'))).toEqual({ id: 'a', isIn: true });
  expect(onlyChange(picked(['a', 'b']), picked(['a']))).toEqual({ id: 'b', isIn: false });
  expect(onlyChange(picked(['a']), picked(['b']))).toBeNull();
  expect(onlyChange(NOTHING, picked(ORDER))).toBeNull();
  expect(onlyChange(NOTHING, NOTHING)).toBeNull();
});
