// Practice: the result says first what to look at again, marks the true place, and takes nothing personal along.
import { describe, expect, it } from 'vitest';
import type { FieldView, PracticeFinding, ReviewView } from './api/types';
import { boxesOnPage } from './evidence';
import { answersOf, groupsOf, OUTCOMES, resultFields, withAnswers } from './practice';

const at = (top: number, text: string) => ({
  document_id: 'd1',
  page: 1,
  box: [0.1, top, 0.3, top + 0.02] as [number, number, number, number],
  text,
});
const field = (id: string, value: string | null): FieldView =>
  ({
    id,
    suggestion: { value, evidence: value === null ? [] : [at(0.1, value)], alternatives: [] },
    review: null,
  }) as unknown as FieldView;
const finding = (id: string, outcome: PracticeFinding['outcome'], truth: string | null): PracticeFinding => ({
  field: id,
  outcome,
  verdict: null,
  answered: null,
  suggested: null,
  truth,
  places: truth === null ? [] : [at(0.5, truth)],
  why: null,
});

describe('the result of practice', () => {
  it('has what was followed wrongly first, and leaves out what nothing came to', () => {
    const groups = groupsOf([
      finding('a', 'followed_right', '1'),
      finding('b', 'followed_wrong', '2'),
      finding('c', 'followed_right', '3'),
    ]);
    expect(groups.map((group) => [group.outcome, group.findings.length])).toEqual([
      ['followed_wrong', 1],
      ['followed_right', 2],
    ]);
    expect(new Set(OUTCOMES).size).toBe(OUTCOMES.length);
  });

  it('marks the true place, and that of a wrong suggestion while its field is active', () => {
    const fields = resultFields([field('a', '812.00')], [finding('a', 'followed_wrong', '1012.00')]);
    const tops = (active: string | null) =>
      boxesOnPage(fields, 'd1', 1, active).map(({ box, alternative }) => [box[1], alternative]);
    expect(tops(null)).toEqual([[0.5, false]]);
    expect(tops('a')).toEqual([
      [0.5, false],
      [0.1, true],
    ]);
  });

  it('marks of a contradiction the places of all that is not true', () => {
    const one = field('a', '812.00');
    const suggestion = one.suggestion && {
      ...one.suggestion,
      alternatives: [{ value: '821.00', probability: 0.4, evidence: [at(0.7, '821.00')] }],
    };
    const drawn = (truth: string) =>
      boxesOnPage(
        resultFields([{ ...one, suggestion }], [finding('a', 'followed_right', truth)]),
        'd1',
        1,
        'a',
      )
        .filter(({ alternative }) => alternative)
        .map(({ box }) => box[1]);
    expect(drawn('821.00')).toEqual([0.1]);
    expect(drawn('812.00')).toEqual([0.7]);
  });

  it('marks no second place where the suggestion was right or silent', () => {
    const fields = resultFields(
      [field('a', '5'), field('b', null)],
      [finding('a', 'followed_right', '5'), finding('b', 'left_open', '7')],
    );
    expect(fields.map((one) => one.suggestion?.alternatives.length)).toEqual([0, 0]);
  });
});

describe('answers', () => {
  const review = { verdict: 'rejected', value: null, note: 'Herr X', reason: 'misread' } as ReviewView;
  const answers = new Map([['a', review]]);

  it('go to the server without notes and reasons', () => {
    expect(answersOf(answers)).toEqual([{ field: 'a', verdict: 'rejected', value: null }]);
  });

  it('stand beside their fields, and no field has one beforehand', () => {
    const shown = withAnswers([field('a', '1'), field('b', '2')], answers);
    expect(shown.map((one) => one.review?.verdict ?? null)).toEqual(['rejected', null]);
  });
});
