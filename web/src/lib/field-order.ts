// The order in which a clerk meets the fields, and what "open" means.
import type { FieldView } from './api/types';
import { hasContradiction } from './contradiction';

export type FieldOrder = 'uncertain' | 'form';

export const isOpen = (field: FieldView): boolean => field.review === null;

/** A field that waits for a person: something was suggested, or the form needs a value. */
export function needsLook(field: FieldView): boolean {
  if (!isOpen(field)) return false;
  return field.suggestion?.value != null || hasContradiction(field) || field.requirement === 'required';
}

/** A field that belongs to the work on the case: reviewed, suggested or required. The server counts the same way. */
export const isCounted = (field: FieldView): boolean => !isOpen(field) || needsLook(field);

/** Rank by uncertainty: contradictions come before values, then the least certain ones. Reviews do not move a
 * field, so the list never jumps under a person's hands. */
function uncertaintyRank(field: FieldView): number {
  const suggestion = field.suggestion;
  if (hasContradiction(field)) return 0;
  if (!suggestion || suggestion.value === null) {
    const expected = (suggestion?.evidence.length ?? 0) > 0 || field.requirement === 'required';
    return expected ? 1 : 5;
  }
  return { low: 2, medium: 3, high: 4 }[suggestion.confidence ?? 'low'];
}

export type NumberedField = { field: FieldView; number: number };

/** Fields with their numbers (place in the form), in the order asked for. */
export function orderFields(fields: readonly FieldView[], order: FieldOrder): NumberedField[] {
  const numbered = fields.map((field, index) => ({ field, number: index + 1 }));
  if (order === 'form') return numbered;
  return numbered.sort((a, b) => uncertaintyRank(a.field) - uncertaintyRank(b.field) || a.number - b.number);
}

/** The next field after `from` that waits for a person, starting again at the top; `null` if none is left. */
export function nextOpen(ordered: readonly NumberedField[], from: string | null): string | null {
  const start = ordered.findIndex((entry) => entry.field.id === from);
  const rotated = [...ordered.slice(start + 1), ...ordered.slice(0, start + 1)];
  const waiting = rotated.filter((entry) => entry.field.id !== from);
  return (waiting.find((entry) => needsLook(entry.field)) ?? null)?.field.id ?? null;
}
