// A saved filter and the address of the queue say the same.
import { expect, it } from 'vitest';
import type { SavedFilter } from '../../lib/api/types';
import { isShown, searchOf } from './SavedFilters';

const filter = (more: Partial<SavedFilter>): SavedFilter => ({
  id: 'f1',
  name: 'Meins',
  view: 'all',
  service: null,
  sort: 'due',
  direction: 'asc',
  count: 0,
  ...more,
});

it('leaves defaults out of the address and knows itself again', () => {
  const plain = filter({});
  expect(Object.values(searchOf(plain)).every((value) => value === undefined)).toBe(true);
  const narrow = filter({ view: 'due', service: 'dog_tax', sort: 'received', direction: 'desc' });
  expect(searchOf(narrow)).toMatchObject({
    ansicht: 'due',
    verfahren: 'dog_tax',
    sort: 'received',
    richtung: 'desc',
  });
  for (const one of [plain, narrow]) expect(isShown(one, searchOf(one))).toBe(true);
  expect(isShown(narrow, searchOf(plain))).toBe(false);
});

it('is not shown while a search narrows it', () => {
  expect(isShown(filter({}), { q: 'Muster' })).toBe(false);
});
