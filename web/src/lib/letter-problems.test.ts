// What is in the way of a letter, at its place and in the summary.
import { describe, expect, it } from 'vitest';
import { de } from './i18n/de';
import { problemsOf, summaryOf } from './letter-problems';

const rows = [{ requirement: 'tenancy', label: 'Mietvertrag' }];
const problems = [
  { field: 'items', code: 'empty' },
  { field: 'items.tenancy', code: 'asked_before' },
  { field: 'items.gone', code: 'not_missing' },
  { field: 'service', code: 'unconfirmed' },
  { field: 'due_on', code: 'day_off' },
  { field: 'due_on', code: 'day_off' },
];

describe('problems of a letter', () => {
  it('are lines with the name of the part, and lead to its place if it has one', () => {
    expect(summaryOf(de, problems, rows)).toEqual([
      { id: 'letter-items', text: `Was fehlt: ${de.letters.problems['items.empty']}` },
      { id: 'letter-items.tenancy', text: `Mietvertrag: ${de.codes.fieldProblem.asked_before}` },
      { id: null, text: `gone: ${de.codes.fieldProblem.not_missing}` },
      { id: null, text: `Verfahren: ${de.codes.fieldProblem.unconfirmed}` },
      { id: 'letter-due_on', text: `Antwort bis: ${de.codes.fieldProblem.day_off}` },
    ]);
  });

  it('stand beside their part, each once', () => {
    expect(problemsOf(de, problems, 'due_on')).toEqual([de.codes.fieldProblem.day_off]);
    expect(problemsOf(de, problems, 'recipient')).toEqual([]);
  });

  it('of a code that nobody knows say so', () => {
    expect(summaryOf(de, [{ field: 'new_field', code: 'new_code' }], rows)).toEqual([
      { id: null, text: `new_field: ${de.unknownCode('new_code')}` },
    ]);
  });
});
