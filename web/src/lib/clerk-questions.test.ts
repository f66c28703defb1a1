// What the clerk is asked stands apart from the application, and names what waits for it.
import { expect, it } from 'vitest';
import type { FieldView, RequirementItem } from './api/types';
import { applicantFields, questionsOf, waitingFor } from './clerk-questions';

const field = (id: string, asked_of: string) => ({ id, asked_of }) as unknown as FieldView;
const fields = [field('name', 'applicant'), field('dog_insured', 'clerk')];

it('keeps the numbers and the order of the list', () => {
  expect(applicantFields(fields).map(({ id }) => id)).toEqual(['name']);
  expect(questionsOf(fields).map((entry) => [entry.field.id, entry.number])).toEqual([['dog_insured', 2]]);
});

it('finds the requirements that depend on an answer', () => {
  const item = (requirement: string, code: string, named: string) =>
    ({
      requirement,
      suggestion: { remarks: [{ code, parameters: { fields: named } }] },
    }) as unknown as RequirementItem;
  const items = [
    item('policy', 'condition_open', 'other,dog_insured'),
    item('photo', 'condition_open', 'dog_insured_since'),
    item('lease', 'document_found', 'dog_insured'),
  ];
  expect(waitingFor('dog_insured', items).map((found) => found.requirement)).toEqual(['policy']);
});
