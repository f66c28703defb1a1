// Values that contradict each other: none is put forward, their order is that of the documents, each is taken alike.
import { describe, expect, it } from 'vitest';
import type { Evidence, FieldView, SuggestionView, Verdict } from './api/types';
import { isContradicted, proposedValue, sourceKey, sourcesOf, takingOf } from './contradiction';

const at = (document_id: string, page: number, top: number): Evidence => ({
  document_id,
  page,
  box: [0.1, top, 0.3, top + 0.02],
  text: '',
});
const suggestion = (own: [string, Evidence], ...others: [string, Evidence | null][]): SuggestionView =>
  ({
    value: own[0],
    evidence: [own[1]],
    alternatives: others.map(([value, place]) => ({
      value,
      probability: 0.3,
      evidence: place ? [place] : [],
    })),
  }) as unknown as SuggestionView;
const field = (said: SuggestionView | null, verdict: Verdict | null = null): FieldView =>
  ({
    id: 'rent',
    review: verdict && { verdict, value: '812.00', evidence: [] },
    suggestion: said,
  }) as unknown as FieldView;

const DOCUMENTS = [{ id: 'letter' }, { id: 'form' }];
const form = at('form', 1, 0.2);
const letter = at('letter', 2, 0.5);
const said = suggestion(['812.00', form], ['821.00', letter]);

describe('a contradiction', () => {
  it('has no value until a person has said what holds', () => {
    expect(proposedValue(field(said))).toBeNull();
    expect(proposedValue(field(suggestion(['812.00', form])))).toBe('812.00');
    expect(proposedValue(field(null))).toBeNull();
    expect(
      [null, 'withdrawn', 'accepted'].map((verdict) => isContradicted(field(said, verdict as Verdict))),
    ).toEqual([true, true, false]);
  });

  it('lists its sources by place, whichever of them the machine named first', () => {
    const turned = suggestion(['821.00', letter], ['812.00', form]);
    for (const one of [said, turned])
      expect(sourcesOf(one, DOCUMENTS).map(({ value }) => value)).toEqual(['821.00', '812.00']);
    const below = suggestion(
      ['3', at('form', 1, 0.9)],
      ['1', at('form', 1, 0.1)],
      ['4', at('form', 2, 0)],
      ['5', null],
    );
    expect(sourcesOf(below, DOCUMENTS).map(({ value }) => value)).toEqual(['1', '3', '4', '5']);
    expect(sourcesOf(null)).toEqual([]);
    expect(new Set(sourcesOf(below).map(sourceKey)).size).toBe(4);
  });

  it('is settled by confirming or correcting, as the value that is taken says, with its place', () => {
    const [other, own] = sourcesOf(said, DOCUMENTS);
    expect(own && takingOf(said, own)).toEqual({
      verdict: 'accepted',
      value: null,
      evidence: [form],
      reason: null,
    });
    expect(other && takingOf(said, other)).toEqual({
      verdict: 'amended',
      value: '821.00',
      evidence: [letter],
      reason: 'other_document',
    });
    const beside = suggestion(['812.00', form], ['96.50', at('form', 1, 0.3)]);
    expect(sourcesOf(beside).map((source) => takingOf(beside, source).reason)).toEqual([null, 'wrong_place']);
  });
});
