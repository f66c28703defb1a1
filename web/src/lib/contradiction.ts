// Documents that contradict each other on a field: every value with its place, and none before the others. As long as
// no person has settled it, such a field has no value.
import type { Evidence, FieldView, ReviewReason, SuggestionView } from './api/types';
import { verdictOn } from './verdict';

/** A value that documents state, and where. */
export type Source = { value: string; evidence: readonly Evidence[] };

export const hasContradiction = (field: FieldView): boolean =>
  (field.suggestion?.alternatives.length ?? 0) > 0;

/** Whether documents contradict each other and nobody has said what holds. */
export const isContradicted = (field: FieldView): boolean =>
  (field.review === null || field.review.verdict === 'withdrawn') && hasContradiction(field);

/** The value that is put forward for a person to confirm; where documents contradict each other there is none. */
export const proposedValue = (field: FieldView): string | null =>
  hasContradiction(field) ? null : (field.suggestion?.value ?? null);

/** What a suggestion read, by place: in the order of these documents, down the page, then along the line. Which value
 * the machine took for the likelier one plays no part. */
export function sourcesOf(
  suggestion: SuggestionView | null,
  documents: readonly { id: string }[] = [],
): Source[] {
  if (!suggestion) return [];
  const { value, evidence, alternatives } = suggestion;
  const own = value === null ? [] : [{ value, evidence }];
  const placeOf = ({ evidence: [place] }: Source) =>
    place && {
      document: documents.findIndex(({ id }) => id === place.document_id),
      id: place.document_id,
      down: [place.page, place.box[1], place.box[0]] as const,
    };
  return [...own, ...alternatives].sort((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    // What has no place comes last.
    if (!one || !other) return Number(!one) - Number(!other) || a.value.localeCompare(b.value);
    const apart = [0, 1, 2].map((at) => (one.down[at] as number) - (other.down[at] as number)).find(Boolean);
    return (
      one.document - other.document ||
      one.id.localeCompare(other.id) ||
      (apart ?? a.value.localeCompare(b.value))
    );
  });
}

/** A source by one word: what was shown of it stays known while the data is read again. */
export const sourceKey = ({ value, evidence: [place] }: Source): string =>
  `${value} ${place ? `${place.document_id}/${place.page}/${place.box.join()}` : ''}`;

/** The review that takes a source: the suggestion confirmed if it is its value, else corrected to what stands there. */
export function takingOf(suggestion: SuggestionView | null, { value, evidence }: Source) {
  const verdict = verdictOn(suggestion?.value ?? null, value);
  const elsewhere = evidence[0]?.document_id !== suggestion?.evidence[0]?.document_id;
  const reason: ReviewReason = elsewhere ? 'other_document' : 'wrong_place';
  return {
    verdict,
    value: verdict === 'accepted' ? null : value,
    evidence: [...evidence],
    reason: verdict === 'amended' ? reason : null,
  };
}
