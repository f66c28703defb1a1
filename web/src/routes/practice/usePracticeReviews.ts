// What a person does in a practice case, kept in the memory of the page in the place of the record.
import { useCallback, useMemo, useRef, useState } from 'react';
import type { FieldView, ReviewRequest, ReviewView } from '../../lib/api/types';
import type { Answers } from '../../lib/practice';
import { useSession } from '../../lib/session';
import { dropDrafts, type Reviews } from '../case/useReviews';

const NOTHING: Answers = new Map();

export function usePracticeReviews(caseId: string, fields: readonly FieldView[]) {
  const { user } = useSession();
  const [answers, setAnswers] = useState<Answers>(NOTHING);
  const count = useRef(0);
  const submit = useCallback(
    async (request: ReviewRequest): Promise<ReviewView> => {
      const { subject, suggestion_id, verdict, value, evidence, reason, note } = request;
      count.current += 1;
      const suggested = fields.find((field) => field.id === subject.key)?.suggestion?.value ?? null;
      const review: ReviewView = {
        id: `${caseId}/${count.current}`,
        subject,
        suggestion_id,
        verdict,
        reveal_mode: 'shown',
        value: verdict === 'accepted' ? suggested : value,
        evidence: evidence.map((place) => ({ ...place, text: place.text ?? '' })),
        reason,
        note,
        by: { id: user.id, display_name: user.display_name },
        at: new Date().toISOString(),
      };
      setAnswers((old) => {
        const next = new Map(old);
        if (verdict === 'withdrawn') next.delete(subject.key);
        else next.set(subject.key, review);
        return next;
      });
      if (verdict !== 'withdrawn') dropDrafts(caseId, subject);
      return review;
    },
    [caseId, fields, user],
  );
  // Nobody else works on it.
  const reviews: Reviews = useMemo(
    () => ({ submit, conflict: null, keepMine: async () => {}, keepTheirs: () => {} }),
    [submit],
  );
  const forget = useCallback(() => setAnswers(NOTHING), []);
  return { answers, reviews, forget };
}
