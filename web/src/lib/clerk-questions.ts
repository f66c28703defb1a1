// Questions that no form asks: the checklist waits for the clerk's answer.
import type { FieldView, RequirementItem } from './api/types';

const isClerkQuestion = (field: FieldView): boolean => field.asked_of === 'clerk';

/** Entries of the application itself. */
export const applicantFields = (fields: readonly FieldView[]): FieldView[] =>
  fields.filter((field) => !isClerkQuestion(field));

export type NumberedQuestion = { field: FieldView; number: number };

/** The clerk's questions with their numbers (they go on where the entries of the application end). */
export const questionsOf = (fields: readonly FieldView[]): NumberedQuestion[] =>
  fields.flatMap((field, at) => (isClerkQuestion(field) ? [{ field, number: at + 1 }] : []));

/** Requirements that say that they wait for this answer. */
export const waitingFor = (fieldId: string, items: readonly RequirementItem[]): RequirementItem[] =>
  items.filter((item) =>
    item.suggestion?.remarks.some(
      (remark) =>
        remark.code === 'condition_open' && (remark.parameters.fields ?? '').split(',').includes(fieldId),
    ),
  );
