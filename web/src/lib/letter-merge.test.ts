// Two versions of a letter: what one person touched is taken, what both changed is left to choose.
import { describe, expect, it } from 'vitest';
import type { LetterContent } from './api/types';
import { isSame, merge, takePart } from './letter-merge';

const item = (requirement: string, text = requirement) => ({
  requirement,
  text,
  reason: null,
  ask_again: false,
});
const BASE: LetterContent = {
  recipient: ['Erika Musterfrau'],
  items: [item('form')],
  due_on: '2026-12-17',
  legal_notice: 'social_benefits',
  legal_notice_reason: null,
  expected_weeks: null,
  grounds: null,
  intended_decision: null,
  note: null,
};
const and = (part: Partial<LetterContent>): LetterContent => ({ ...BASE, ...part });

describe('two versions of a letter', () => {
  it('merge silently where only one of them changed a part', () => {
    const mine = and({ note: 'Danke', items: [item('form', 'anders')] });
    const theirs = and({ due_on: '2026-12-18', items: [item('form'), item('tenancy')] });
    const { merged, conflicts } = merge(BASE, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(merged).toEqual(
      and({ note: 'Danke', due_on: '2026-12-18', items: [item('form', 'anders'), item('tenancy')] }),
    );
  });

  it('keep mine and name the part where both changed it, and are silent where both did the same', () => {
    const mine = and({ note: 'ich', due_on: '2026-12-18', items: [] });
    const theirs = and({ note: 'sie', due_on: '2026-12-18', items: [item('form', 'anders')] });
    const { merged, conflicts } = merge(BASE, mine, theirs);
    expect(conflicts.sort()).toEqual(['items.form', 'note']);
    expect(merged).toEqual(mine);
    expect(takePart(merged, theirs, 'items.form').items).toEqual([item('form', 'anders')]);
    expect(takePart(merged, theirs, 'note').note).toBe('sie');
  });

  it('take out what somebody else took out, and a notice with its reason', () => {
    const theirs = and({ items: [], legal_notice: null, legal_notice_reason: 'mündlich belehrt' });
    expect(merge(BASE, BASE, theirs)).toEqual({ merged: theirs, conflicts: [] });
  });

  it('are the same if they would be kept the same', () => {
    expect(isSame(BASE, and({ recipient: [' Erika Musterfrau', ''], note: ' ' }))).toBe(true);
    expect(isSame(BASE, and({ note: 'x' }))).toBe(false);
  });
});
