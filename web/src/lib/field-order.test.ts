// Contradictions come first, reviews never move a field, and "next" goes around.
import { expect, it } from 'vitest';
import type { FieldView } from './api/types';
import { isCounted, needsLook, nextOpen, orderFields } from './field-order';

const field = (id: string, more: Record<string, unknown> = {}, review: unknown = null): FieldView =>
  ({
    id,
    requirement: 'voluntary',
    review,
    suggestion: { value: 'x', confidence: 'high', evidence: [], alternatives: [], ...more },
  }) as unknown as FieldView;

const fields = [
  field('sure'),
  field('reviewed-low', { confidence: 'low' }, { verdict: 'accepted' }),
  field('low', { confidence: 'low' }),
  field('contradiction', { alternatives: [{}] }),
  field('silent', { value: null, confidence: null }),
  field('expected', { value: null, confidence: null, evidence: [{}] }),
];
const ids = (order: 'uncertain' | 'form') => orderFields(fields, order).map((entry) => entry.field.id);

it('orders by uncertainty and keeps the numbers of the form', () => {
  expect(ids('uncertain')).toEqual(['contradiction', 'expected', 'reviewed-low', 'low', 'sure', 'silent']);
  expect(ids('form')[0]).toBe('sure');
  expect(orderFields(fields, 'uncertain')[0]?.number).toBe(4);
});

it('goes to the next field that waits for a person, and around', () => {
  const ordered = orderFields(fields, 'uncertain');
  expect(nextOpen(ordered, 'contradiction')).toBe('low');
  expect(nextOpen(ordered, 'sure')).toBe('contradiction');
  expect(nextOpen(orderFields([field('only')], 'form'), 'only')).toBeNull();
});

it('counts what was reviewed, suggested or required, and as open what still waits', () => {
  expect(fields.filter(isCounted).map(({ id }) => id)).toEqual([
    'sure',
    'reviewed-low',
    'low',
    'contradiction',
  ]);
  expect(fields.filter(needsLook).map(({ id }) => id)).toEqual(['sure', 'low', 'contradiction']);
  const empty = { ...field('empty', { value: null, confidence: null }), requirement: 'required' };
  expect([isCounted(empty), needsLook(empty)]).toEqual([true, true]);
});
