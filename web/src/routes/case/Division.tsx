// The division of a scan into documents: what is suggested and why, what a person said, and the way to change it.
import { useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import type { DocumentView, ReviewReason, Verdict } from '../../lib/api/types';
import { documentsIn, isDivisible, pagesForPeople } from '../../lib/division';
import { formatInstant } from '../../lib/format';
import { type Messages, useMessages } from '../../lib/i18n';
import { pagesInWords } from '../../lib/rescan';
import { verdictOn } from '../../lib/verdict';
import { ConflictBanner } from './ConflictBanner';
import { useCase } from './case-context';
import { DivisionEditor } from './DivisionEditor';
import { ReasonPicker } from './ReasonPicker';
import { useReviews } from './useReviews';

/** What waits for a reason before it is sent. */
type Act = { verdict: Verdict; value: string | null };
type Mode = 'shown' | 'editing' | Act;

/** `Seiten 1–3 | Seite 4` */
function inWords(value: string, m: Messages): string {
  const words = (pages: string) =>
    (/[,-]/.test(pages) ? m.division.pages : m.division.page)(pagesForPeople(pages));
  return value.split(';').map(words).join(' | ');
}

function titleOf({ division, division_review: review }: DocumentView, m: Messages): string {
  if (review?.value) return m.division.divided(documentsIn(review.value).length);
  if (review) return m.division.together;
  return division?.value ? m.division.suggested(documentsIn(division.value).length) : m.division.unsure;
}

export function Division({ document }: { document: DocumentView }) {
  const { m, language } = useMessages();
  const { readOnly } = useCase();
  const { division, division_review: review } = document;
  const { save, error, reviews } = useDivision(document);
  const [mode, setMode] = useState<Mode>('shown');
  const [note, setNote] = useState('');
  const section = useRef<HTMLElement>(null);
  const value = review ? review.value : (division?.value ?? null);
  const suggested = division?.value ?? null;
  if (!isDivisible(document) || (division === null && review === null && readOnly)) return null;
  /** What was open closes; the focus stays with the division. */
  const close = () => {
    setMode('shown');
    setNote('');
    section.current?.focus();
  };
  const act = (next: Act, reason: ReviewReason | null = null) => {
    close();
    void save(next, reason, note.trim() || null);
  };
  const take = (next: string) => {
    const verdict = verdictOn(suggested, next);
    if (verdict === 'amended') setMode({ verdict, value: next });
    else act({ verdict, value: next });
  };
  if (division === null && review === null && mode === 'shown')
    return (
      <section className="division-offer" aria-label={m.division.title} ref={section} tabIndex={-1}>
        <Button small kind="quiet" onPress={() => setMode('editing')}>
          {m.division.byHand}
        </Button>
        {error !== null && <ErrorPanel error={error} />}
      </section>
    );
  return (
    <section className="division" aria-label={m.division.title} ref={section} tabIndex={-1}>
      {(division !== null || review !== null) && (
        <p>
          <Icon name={review ? 'check' : 'question'} /> <strong>{titleOf(document, m)}</strong>
          {value !== null && ` ${inWords(value, m)}`}
          {review && (
            <span className="meta">
              {' '}
              {m.fields.by(review.by.display_name, formatInstant(review.at, language))}
            </span>
          )}
        </p>
      )}
      {division !== null && (
        <ul>
          {pagesInWords(m, division.remarks).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {error !== null && <ErrorPanel error={error} />}
      {reviews.conflict && (
        <ConflictBanner
          conflict={reviews.conflict}
          name={m.division.title}
          suggested={suggested}
          show={(shown) => inWords(shown, m)}
          onMine={reviews.keepMine}
          onTheirs={reviews.keepTheirs}
        />
      )}
      {!readOnly && mode === 'editing' && (
        <DivisionEditor document={document} value={value} onSave={take} onCancel={close} />
      )}
      {!readOnly && typeof mode === 'object' && (
        <ReasonPicker
          question={mode.verdict === 'rejected' ? m.division.rejectWhy : m.division.amendWhy}
          note={note}
          onNote={setNote}
          onCancel={close}
          onPick={(reason) => act(mode, reason)}
        />
      )}
      {!readOnly && mode === 'shown' && (
        <div className="editor-actions">
          {review === null && suggested !== null && (
            <Button small icon="check" onPress={() => act({ verdict: 'accepted', value: null })}>
              {m.division.accept}
            </Button>
          )}
          <Button small onPress={() => setMode('editing')}>
            {value === null ? m.division.byHand : m.division.change}
          </Button>
          {review === null ? (
            <Button small onPress={() => setMode({ verdict: 'rejected', value: null })}>
              {m.division.reject}
            </Button>
          ) : (
            <Button small kind="quiet" icon="undo" onPress={() => act({ verdict: 'withdrawn', value: null })}>
              {m.fields.withdraw}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function useDivision(document: DocumentView) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const reviews = useReviews();
  const [error, setError] = useState<unknown>(null);
  const { division, division_review: review } = document;
  const save = async ({ verdict, value }: Act, reason: ReviewReason | null, note: string | null) => {
    setError(null);
    try {
      const saved = await reviews.submit(
        {
          subject: { kind: 'division', key: document.id },
          suggestion_id: division?.id ?? null,
          verdict,
          value: verdict === 'amended' || verdict === 'entered' ? value : null,
          evidence: [],
          reason,
          note,
          shown: { value: division?.value ?? null, reasons: pagesInWords(m, division?.remarks ?? []) },
          dwell_ms: null,
        },
        review?.id ?? null,
      );
      if (saved) announce(m.assignment.saved(m.division.title));
    } catch (caught) {
      setError(caught);
    }
  };
  return { save, error, reviews };
}
