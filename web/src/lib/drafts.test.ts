// Drafts: one person's, in this window only, until saved or signed out.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrafts, PRACTICE, placeOf, transferItemOf } from './drafts';

const draft = (text: string) => ({ value: { value: text }, base: null });
const open = (user: string) => {
  const drafts = createDrafts(() => sessionStorage);
  drafts.openFor(user);
  return drafts;
};
const stored = () => Object.keys(sessionStorage).filter((key) => key.startsWith('aktenlage.draft/'));

beforeEach(() => sessionStorage.clear());

describe('drafts', () => {
  it('are found again after a reload, by case and place', () => {
    const before = open('u1');
    before.write('c1', placeOf.field('rent'), { value: { value: '815.00', note: '' }, base: 'r1' });
    before.write('c2', placeOf.decision, draft('weil'));
    const after = open('u1');
    expect(after.read('c1', placeOf.field('rent'))).toEqual({
      value: { value: '815.00', note: '' },
      base: 'r1',
    });
    expect(after.placesOf('c2')).toEqual(['decision']);
    expect(after.read('c1', placeOf.decision)).toBeNull();
    expect(after.any()).toBe(true);
  });

  it('of a practice case live as long as the page and are nothing that could be lost', () => {
    const drafts = open('u1');
    drafts.write(`${PRACTICE}01-rent`, placeOf.field('rent'), draft('812'));
    expect(drafts.read(`${PRACTICE}01-rent`, placeOf.field('rent'))).not.toBeNull();
    expect(stored()).toEqual([]);
    expect(drafts.any()).toBe(false);
    expect(open('u1').placesOf(`${PRACTICE}01-rent`)).toEqual([]);
  });

  it('of a transfer note tell their item', () => {
    expect(transferItemOf(placeOf.transfer('d1', 'captured_at'))).toBe('captured_at');
    expect(transferItemOf(placeOf.field('captured_at'))).toBeNull();
    expect(transferItemOf(placeOf.decision)).toBeNull();
  });

  it('of another person are never shown, and are thrown away', () => {
    open('u1').write('c1', 'decision', draft('vertraulich'));
    const other = open('u2');
    expect(other.any()).toBe(false);
    expect(stored()).toEqual([]);
    expect(open('u1').any()).toBe(false);
  });

  it('are gone when saved, when their case is decided, and after sign-out', () => {
    const drafts = open('u1');
    for (const place of ['field:a', 'field:b', 'decision']) drafts.write('c1', place, draft('x'));
    drafts.write('c2', 'field:a', draft('y'));
    drafts.remove('c1', 'field:a');
    expect(drafts.placesOf('c1')).toEqual(['field:b', 'decision']);
    drafts.removeCase('c1');
    expect(drafts.placesOf('c1')).toEqual([]);
    expect(stored()).toHaveLength(1);
    sessionStorage.setItem('other', 'stays');
    drafts.clear();
    expect([drafts.any(), stored(), sessionStorage.getItem('other')]).toEqual([false, [], 'stays']);
  });

  it('are never kept where they would outlive the window', () => {
    const before = JSON.stringify({ ...localStorage });
    open('u1').write('c1', 'decision', draft('geheim'));
    expect(JSON.stringify({ ...localStorage })).toBe(before);
  });

  it('tell when one comes or goes, not at each letter', () => {
    const drafts = open('u1');
    const heard = vi.fn();
    const stop = drafts.subscribe(heard);
    drafts.write('c1', 'decision', draft('a'));
    const places = drafts.placesOf('c1');
    drafts.write('c1', 'decision', draft('ab'));
    expect(heard).toHaveBeenCalledTimes(1);
    expect(drafts.placesOf('c1')).toBe(places);
    drafts.remove('c1', 'decision');
    drafts.remove('c1', 'decision');
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    drafts.write('c1', 'decision', draft('c'));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('survive a storage that is forbidden or holds nonsense', () => {
    const forbidden = createDrafts(() => {
      throw new DOMException('denied');
    });
    forbidden.openFor('u1');
    forbidden.write('c1', 'decision', draft('a'));
    expect(forbidden.read('c1', 'decision')).toEqual(draft('a'));
    sessionStorage.setItem('aktenlage.draft/u1/c1/decision', '{');
    sessionStorage.setItem('aktenlage.draft/u1/c1/field%3Aa', '{"value":7}');
    sessionStorage.setItem('aktenlage.draft/', 'null');
    expect(open('u1').any()).toBe(false);
    expect(stored()).toEqual([]);
  });

  it('keep nothing before it is known who types', () => {
    createDrafts(() => sessionStorage).write('c1', 'decision', draft('a'));
    expect(stored()).toEqual([]);
  });
});
