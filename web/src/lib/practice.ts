// A practice case on the screens of a real one, and its result in the order in which one learns from it.
import type {
  CaseDetail,
  DocumentView,
  Evidence,
  FieldView,
  PracticeCase,
  PracticeFinding,
  PracticeOutcome,
  ReviewView,
  Verdict,
} from './api/types';
import { sourcesOf } from './contradiction';
import { PRACTICE } from './drafts';

export type PracticeAnswer = { field: string; verdict: Verdict; value: string | null };
/** What a person did, by field. It lives in the memory of the page. */
export type Answers = ReadonlyMap<string, ReviewView>;

/** First what to look at again, last what went as it should. */
export const OUTCOMES: readonly PracticeOutcome[] = [
  'followed_wrong',
  'rejected_right',
  'entered_wrong',
  'rejected_wrong',
  'left_open',
  'found_yourself',
  'followed_right',
];

const documentOf = (
  { id, file_name, pages }: PracticeCase['documents'][number],
  received_on: string,
): DocumentView => ({
  id,
  file_name,
  pages,
  received_on,
  set_aside_for: null,
  sha256: '',
  size_bytes: 0,
  media_type: 'application/pdf',
  part_of: null,
  kind: null,
  kind_review: null,
  rescan: null,
  rescan_review: null,
  division: null,
  division_review: null,
  issues: [],
});

/** The practice case in the shape of a case: what the list of fields and the pages need of one is there, all else is
 * empty. */
export const detailOf = (practice: PracticeCase): CaseDetail => ({
  id: `${PRACTICE}${practice.id}`,
  reference: '',
  version: 0,
  state: 'under_review',
  processing: 'ready',
  failure: null,
  service: practice.id,
  service_confirmed: true,
  service_suggestion: null,
  service_review: null,
  applicant_name: null,
  assignee: null,
  received_on: practice.received_on,
  due_on: null,
  deadlines: [],
  snooze: null,
  awaiting: null,
  decision: null,
  issues: [],
  contradictions: 0,
  likely_cases: 0,
  requirements_missing: 0,
  requirements_unclear: 0,
  fields_total: practice.fields.length,
  fields_reviewed: 0,
  duplicate_reviews: [],
  documents: practice.documents.map((document) => documentOf(document, practice.received_on)),
});

/** The fields as the list shows them: each with what the person did. */
export const withAnswers = (fields: readonly FieldView[], answers: Answers): FieldView[] =>
  fields.map((field) => ({ ...field, review: answers.get(field.id) ?? null }));

/** What goes to the server to be compared: no note and no reason, they are nobody's business. */
export const answersOf = (answers: Answers): PracticeAnswer[] =>
  [...answers].map(([field, { verdict, value }]) => ({ field, verdict, value }));

export type Group = { outcome: PracticeOutcome; findings: PracticeFinding[] };

/** The findings by what became of them; outcomes that nothing came to are left out. */
export const groupsOf = (findings: readonly PracticeFinding[]): Group[] =>
  OUTCOMES.map((outcome) => ({
    outcome,
    findings: findings.filter((finding) => finding.outcome === outcome),
  })).filter((group) => group.findings.length > 0);

/** What is true is settled, by nobody in particular. */
const settled = (key: string, value: string | null, evidence: readonly Evidence[]): ReviewView => ({
  id: '',
  subject: { kind: 'field', key },
  suggestion_id: null,
  verdict: 'entered',
  reveal_mode: 'shown',
  value,
  evidence: [...evidence],
  reason: null,
  note: null,
  by: { id: '', display_name: '' },
  at: '',
});

/** The fields for the pages of the result: the boxes lie where what is true stands, and those of the active field also
 * where the suggestion pointed, if that is elsewhere. */
export function resultFields(
  fields: readonly FieldView[],
  findings: readonly PracticeFinding[],
): FieldView[] {
  return fields.map((field) => {
    const finding = findings.find((one) => one.field === field.id);
    const suggestion = field.suggestion;
    if (!finding || !suggestion) return field;
    const { truth, places } = finding;
    const wrong = sourcesOf(suggestion).filter(({ value }) => value !== truth);
    return {
      ...field,
      review: settled(field.id, truth, places),
      suggestion: {
        ...suggestion,
        value: truth,
        evidence: places,
        alternatives: wrong.map(({ value, evidence }) => ({
          value,
          probability: 0,
          evidence: [...evidence],
        })),
      },
    };
  });
}
