// Records the answers to the clerk's own questions as reviews like any other.
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import type { Evidence, FieldView } from '../../lib/api/types';
import { showValue } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { verdictOn } from '../../lib/verdict';
import { useCase } from './case-context';
import { shownOf } from './useFieldReview';
import { useReviews } from './useReviews';

export function useAnswers() {
  const { m, language } = useMessages();
  const { textView } = useCase();
  const announce = useAnnounce();
  const reviews = useReviews();
  const [error, setError] = useState<unknown>(null);

  /** `value` null takes an answer back. Answers whether it was saved. */
  const answer = async (
    field: FieldView,
    value: string | null,
    typed: { evidence: readonly Evidence[]; base: string | null } = {
      evidence: [],
      base: field.review?.id ?? null,
    },
  ): Promise<boolean> => {
    const { evidence, base } = typed;
    const suggested = field.suggestion?.value ?? null;
    const verdict = value === null ? 'withdrawn' : verdictOn(suggested, value);
    const same = verdict === 'accepted';
    setError(null);
    try {
      const review = await reviews.submit(
        {
          subject: { kind: 'field', key: field.id },
          suggestion_id: field.suggestion?.id ?? null,
          verdict,
          value: same ? null : value,
          evidence: evidence.length > 0 ? [...evidence] : same ? (field.suggestion?.evidence ?? []) : [],
          reason: verdict === 'amended' ? 'professional_judgement' : null,
          note: null,
          shown: shownOf(field, textView),
          dwell_ms: null,
        },
        base,
      );
      if (!review) return false;
      const label = field.label[language];
      if (value === null) announce(m.questions.reopened(label));
      else
        announce(
          m.questions.saved(label, showValue(field.kind, value, field.options, language, m.common).text),
        );
      return true;
    } catch (caught) {
      setError(caught);
      return false;
    }
  };
  return {
    answer,
    error,
    conflict: reviews.conflict,
    keepMine: reviews.keepMine,
    keepTheirs: reviews.keepTheirs,
  };
}

export type Answers = ReturnType<typeof useAnswers>;
