// Two people wrote the same letter: what only one of them touched is taken silently, the rest is left to a person.
import type { LetterContent, LetterItem } from './api/types';
import { asKept } from './letter-form';

const ITEM = 'items.';
const PARTS = [
  'recipient',
  'due_on',
  'legal_notice',
  'expected_weeks',
  'grounds',
  'intended_decision',
  'note',
] as const;

/** The requirement that a part is about, or `null`. */
export const requirementOf = (part: string): string | null =>
  part.startsWith(ITEM) ? part.slice(ITEM.length) : null;

const itemOf = (content: LetterContent, requirement: string): LetterItem | undefined =>
  content.items.find((item) => item.requirement === requirement);

/** A part as text to compare; a notice goes with its reason. */
function partText(content: LetterContent, part: string): string {
  const kept = asKept(content);
  const requirement = requirementOf(part);
  if (requirement !== null) return JSON.stringify(itemOf(kept, requirement) ?? null);
  if (part === 'legal_notice') return JSON.stringify([kept.legal_notice, kept.legal_notice_reason]);
  return JSON.stringify(kept[part as (typeof PARTS)[number]]);
}

const partsOf = (...contents: LetterContent[]): string[] => {
  const items = contents.flatMap((content) => content.items.map((item) => ITEM + item.requirement));
  return [...PARTS, ...new Set(items)];
};

/** Whether two contents would be kept as the same. */
export const isSame = (one: LetterContent, two: LetterContent): boolean =>
  JSON.stringify(asKept(one)) === JSON.stringify(asKept(two));

/** `into` with one part of `from`. */
export function takePart(into: LetterContent, from: LetterContent, part: string): LetterContent {
  const requirement = requirementOf(part);
  if (requirement === null) {
    const reason = part === 'legal_notice' ? { legal_notice_reason: from.legal_notice_reason } : {};
    const name = part as (typeof PARTS)[number];
    return { ...into, [name]: from[name], ...reason };
  }
  const theirs = itemOf(from, requirement);
  const isThere = itemOf(into, requirement) !== undefined;
  const items = into.items.flatMap((item) =>
    item.requirement === requirement ? (theirs ? [theirs] : []) : [item],
  );
  return { ...into, items: theirs && !isThere ? [...items, theirs] : items };
}

/** What was typed here on `base` and what somebody else kept meanwhile: one content, with mine where both changed the
 * same part, and the names of these parts. */
export function merge(
  base: LetterContent,
  mine: LetterContent,
  theirs: LetterContent,
): { merged: LetterContent; conflicts: string[] } {
  let merged = mine;
  const conflicts: string[] = [];
  for (const part of partsOf(base, mine, theirs)) {
    const [was, typed, kept] = [base, mine, theirs].map((content) => partText(content, part));
    if (kept === was || kept === typed) continue;
    if (typed === was) merged = takePart(merged, theirs, part);
    else conflicts.push(part);
  }
  return { merged, conflicts };
}
