// Records what a person says of two documents that look like one.
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { documentLabel } from '../../lib/documents';
import { DISTINCT, type Pair, pairKey, setAside } from '../../lib/duplicates';
import { sentence, useMessages } from '../../lib/i18n';
import { duplicateWords } from '../../lib/i18n/words/duplicates';
import { useCase } from './case-context';
import { useReviews } from './useReviews';

export function usePairReview({ document, other, remarks, review }: Pair) {
  const { m, language } = useMessages();
  const words = duplicateWords[language];
  const announce = useAnnounce();
  const reviews = useReviews();
  const [error, setError] = useState<unknown>(null);
  const { detail } = useCase();
  const nameOfAside = (value: string) =>
    documentLabel(value === setAside(document.id) ? document : other, detail.documents, m);
  /** A value in words, for the banner that shows two. */
  const show = (value: string) => (value === DISTINCT ? words.isDistinct : words.isAside(nameOfAside(value)));
  /** `null` takes back what was said. Answers whether it was saved. */
  const save = async (value: string | null): Promise<boolean> => {
    setError(null);
    try {
      const saved = await reviews.submit(
        {
          subject: { kind: 'duplicate', key: pairKey(document.id, other.id) },
          suggestion_id: null,
          verdict: value === null ? 'withdrawn' : 'entered',
          value,
          evidence: [],
          reason: null,
          note: null,
          shown: {
            document: document.id,
            other: other.id,
            remarks: remarks.map((remark) => sentence(m, 'remark', remark.code, remark.parameters)),
          },
          dwell_ms: null,
        },
        review?.id ?? null,
      );
      if (!saved) return false;
      if (value === null) announce(words.savedBack);
      else announce(value === DISTINCT ? words.savedDistinct : words.savedAside(nameOfAside(value)));
      return true;
    } catch (caught) {
      setError(caught);
      return false;
    }
  };
  return { save, error, reviews, show };
}
