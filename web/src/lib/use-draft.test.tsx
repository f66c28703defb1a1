// Input with a draft: what is typed is kept, what equals the saved value is not, and discarding goes back to it.
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drafts } from './drafts';
import { matching, useDraft, useDraftPlaces } from './use-draft';

const start = { value: '812.00', note: '' };
const typed = () => renderHook(() => useDraft('c1', 'field:rent', start, 'r1'));

beforeEach(() => {
  drafts.openFor('u1');
  drafts.clear();
});
afterEach(cleanup);

it('keeps what is typed and forgets it when it is what is saved', () => {
  const { result } = typed();
  expect([result.current.restored, result.current.base]).toEqual([false, 'r1']);
  act(() => {
    result.current.change({ value: '815.00' });
    result.current.change({ note: 'n' });
  });
  expect(result.current.value).toEqual({ value: '815.00', note: 'n' });
  expect(drafts.read('c1', 'field:rent')).toEqual({ value: { value: '815.00', note: 'n' }, base: 'r1' });
  act(() => result.current.change(start));
  expect(drafts.any()).toBe(false);
});

it('comes back with the review that the person had seen, and can be discarded', () => {
  const first = typed();
  act(() => first.result.current.change({ value: '815.00' }));
  first.unmount();
  const { result } = renderHook(() => useDraft('c1', 'field:rent', start, 'r2'));
  expect(result.current).toMatchObject({
    value: { value: '815.00', note: '' },
    base: 'r1',
    restored: true,
    turn: 0,
  });
  act(() => result.current.discard());
  expect(result.current).toMatchObject({ value: start, base: 'r2', restored: false, turn: 1 });
  expect(drafts.any()).toBe(false);
});

it('takes only what has the form of the input', () => {
  const initial = { value: '', evidence: [] as string[], state: null as string | null };
  expect(matching(initial, { value: 7, evidence: {}, state: 3, more: 1 })).toEqual(initial);
  expect(matching(initial, { value: 'a', evidence: ['b'], state: 'c' })).toEqual({
    value: 'a',
    evidence: ['b'],
    state: 'c',
  });
});

it('names the places of a case that wait', () => {
  const { result } = renderHook(() => useDraftPlaces('c1'));
  expect(result.current).toEqual([]);
  act(() => drafts.write('c1', 'decision', { value: {}, base: null }));
  expect(result.current).toEqual(['decision']);
});
