// What keeps a letter from being sent, beside the part it is about and as lines of the summary.
import type { FieldProblem } from './api/types';
import { type Messages, sentence } from './i18n';
import { requirementOf } from './letter-merge';

type Problem = Pick<FieldProblem, 'field' | 'code'>;

/** Parts that have a place on the screen; `items.…` have one each. */
const PLACES = [
  'recipient',
  'items',
  'due_on',
  'legal_notice',
  'expected_weeks',
  'grounds',
  'intended_decision',
  'note',
];

/** Id of the element that shows a part. */
export const placeOfPart = (part: string): string => `letter-${part}`;

/** The sentence for a problem; some codes mean something of their own for a part. */
export function problemText(m: Messages, { field, code }: Problem): string {
  const special: Record<string, string> = m.letters.problems;
  const key = `${field}.${code}`;
  return Object.hasOwn(special, key) ? (special[key] as string) : sentence(m, 'fieldProblem', code);
}

/** Sentences about one part, each once. */
export const problemsOf = (m: Messages, problems: readonly Problem[], part: string): string[] => [
  ...new Set(problems.filter(({ field }) => field === part).map((problem) => problemText(m, problem))),
];

/** The name of a part as the form shows it. */
export function partName(m: Messages, part: string, labelOf: (requirement: string) => string): string {
  const requirement = requirementOf(part);
  if (requirement !== null) return labelOf(requirement);
  const names: Record<string, string> = m.letters.parts;
  return Object.hasOwn(names, part) ? (names[part] as string) : part;
}

/** Lines of the summary; those without a place on the screen have no id. */
export function summaryOf(
  m: Messages,
  problems: readonly Problem[],
  rows: readonly { requirement: string; label: string }[],
): { id: string | null; text: string }[] {
  const labelOf = (id: string) => rows.find(({ requirement }) => requirement === id)?.label ?? id;
  const lines = problems.map((problem) => {
    const requirement = requirementOf(problem.field);
    const hasPlace =
      requirement === null
        ? PLACES.includes(problem.field)
        : rows.some((row) => row.requirement === requirement);
    return {
      id: hasPlace ? placeOfPart(problem.field) : null,
      text: `${partName(m, problem.field, labelOf)}: ${problemText(m, problem)}`,
    };
  });
  return lines.filter(({ text }, at) => lines.findIndex((line) => line.text === text) === at);
}
