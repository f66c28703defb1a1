// The clerk's session on the field list: which field is active, what is being edited, confirm, undo, advance.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { asProblem } from '../../lib/api/problem';
import type { Evidence, FieldView, ReviewReason, ReviewRequest, Verdict } from '../../lib/api/types';
import { isContradicted, type Source, sourceKey, sourcesOf, takingOf } from '../../lib/contradiction';
import { drafts, placeOf } from '../../lib/drafts';
import { evidenceOf } from '../../lib/evidence';
import { type NumberedField, needsLook, nextOpen } from '../../lib/field-order';
import { problemSentence, useMessages } from '../../lib/i18n';
import { useCase } from './case-context';
import type { Reviews } from './useReviews';

/** `pick` opens the editor with words to be chosen in the document; `arrival` is one that a draft opened with the
 * page: it does not take the focus. */
type Editing = { fieldId: string; mode: 'value' | 'reject'; pick?: boolean; arrival?: boolean };
export type UndoEntry = { field: FieldView; number: number; verdict: Verdict };
type Act = {
  verdict: Verdict;
  value?: string | null;
  reason?: ReviewReason | null;
  note?: string | null;
  evidence?: Evidence[];
  /** The review that the person saw when beginning to type, if that was before the present one. */
  base?: string | null;
};
const UNDO_MS = 10_000;

/** What the screen showed, kept with the review so that it can be replayed. */
export function shownOf(field: FieldView, textView: boolean): Record<string, unknown> {
  const suggestion = field.suggestion;
  return {
    label: field.label.de,
    value: suggestion?.value ?? null,
    abstained: suggestion?.abstained ?? null,
    confidence: suggestion?.confidence ?? null,
    evidence: suggestion?.evidence ?? [],
    alternatives: suggestion?.alternatives.map((other) => other.value) ?? [],
    remarks: suggestion?.remarks.map((remark) => remark.code) ?? [],
    model: suggestion?.origin.model ?? null,
    view: textView ? 'text' : 'image',
  };
}

/** The place that a field brings into view; of contradicting ones that which stands first in the documents. */
const firstPlace = (field: FieldView, documents: readonly { id: string }[]): Evidence | undefined =>
  isContradicted(field) ? sourcesOf(field.suggestion, documents)[0]?.evidence[0] : evidenceOf(field)[0];

function useUndo() {
  const [entry, setEntry] = useState<UndoEntry | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const offer = useCallback((next: UndoEntry | null) => {
    clearTimeout(timer.current);
    setEntry(next);
    if (next) timer.current = setTimeout(() => setEntry(null), UNDO_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { entry, offer };
}

/** The first entry that something typed waits for. */
function editingOfDraft(ordered: readonly NumberedField[], places: readonly string[]): Editing | null {
  for (const { field } of ordered) {
    const fieldId = field.id;
    if (places.includes(placeOf.field(fieldId))) return { fieldId, mode: 'value', arrival: true };
    if (places.includes(placeOf.reject(fieldId))) return { fieldId, mode: 'reject', arrival: true };
  }
  return null;
}

export function useFieldReview(ordered: readonly NumberedField[], reviews: Reviews) {
  const { m, language } = useMessages();
  const announce = useAnnounce();
  const { detail, readOnly, showEvidence, isInView, activeField, setActiveField, textView, setPaneHidden } =
    useCase();
  const undo = useUndo();
  const [editing, setEditing] = useState<Editing | null>(() =>
    readOnly ? null : editingOfDraft(ordered, drafts.placesOf(detail.id)),
  );
  const [focusTurn, setFocusTurn] = useState(0);
  const [error, setError] = useState<unknown>(null);
  // What the first press has shown the place of, a field or one of its sources: the next one takes it.
  const [asked, setAsked] = useState<string | null>(null);
  // A new turn moves the focus to the values that contradict each other.
  const [sourcesTurn, setSourcesTurn] = useState(0);
  const seen = useRef<{ id: string | null; since: number; explicit: string | null }>({
    id: null,
    since: 0,
    explicit: null,
  });

  const activate = useCallback(
    (id: string, options: { focus?: boolean } = {}) => {
      setActiveField(id);
      if (options.focus) setFocusTurn((turn) => turn + 1);
    },
    [setActiveField],
  );

  // A newly active field brings its evidence into view. Only the change of field does, not each refresh of data.
  const active = ordered.find((entry) => entry.field.id === activeField);
  const activeEvidence = active && firstPlace(active.field, detail.documents);
  useEffect(() => {
    if (seen.current.id === activeField) return;
    seen.current = { id: activeField, since: Date.now(), explicit: null };
    setAsked(null);
    if (activeEvidence) showEvidence(activeEvidence);
  }, [activeField, activeEvidence, showEvidence]);

  const record = useCallback(
    async (entry: NumberedField, act: Act): Promise<boolean> => {
      const { field, number } = entry;
      const isSeen = seen.current.id === field.id;
      const request: ReviewRequest = {
        subject: { kind: 'field', key: field.id },
        suggestion_id: field.suggestion?.id ?? null,
        verdict: act.verdict,
        value: act.value ?? null,
        evidence: act.evidence ?? (act.verdict === 'accepted' ? evidenceOf(field) : []),
        reason: act.reason ?? null,
        note: act.note ?? null,
        shown: shownOf(field, textView),
        dwell_ms: isSeen ? Date.now() - seen.current.since : null,
      };
      setError(null);
      const base = act.base === undefined ? (field.review?.id ?? null) : act.base;
      const review = await reviews.submit(request, base);
      // Another entry may be open in the meantime.
      setEditing((old) => (old?.fieldId === field.id ? null : old));
      if (!review) {
        activate(field.id, { focus: true });
        return false;
      }
      const left = ordered.filter((other) => other.field.id !== field.id && needsLook(other.field)).length;
      if (act.verdict === 'withdrawn') {
        undo.offer(null);
        announce(m.fields.undone(number));
        activate(field.id, { focus: true });
        return true;
      }
      undo.offer({ field: { ...field, review }, number, verdict: act.verdict });
      if (review.reveal_mode === 'blind') {
        // What was withheld is seen before the next entry.
        announce(m.fields.sampleSaved(number));
        activate(field.id, { focus: true });
        return true;
      }
      announce(m.fields.saved(number, m.codes.verdict[act.verdict], left));
      activate(nextOpen(ordered, field.id) ?? field.id, { focus: true });
      return true;
    },
    [activate, announce, m, ordered, reviews, textView, undo],
  );

  /** `record` for acts that have no place of their own to show an error. */
  const recordOrReport = useCallback(
    (entry: NumberedField, act: Act) => {
      record(entry, act).catch((caught: unknown) => {
        setError(caught);
        announce(`${m.fields.notSaved} ${problemSentence(m, language, asProblem(caught))}`, 'error');
      });
    },
    [record, announce, m, language],
  );

  /** Shows a place that has to be looked at first, and answers whether it did: `careful` ones always, others when they
   * are not in view. A page that cannot be drawn is never in view; having asked for it once is then enough. */
  const showsFirst = useCallback(
    (field: FieldView, key: string, place: Evidence | undefined, careful: boolean, said: string): boolean => {
      const looked = seen.current.id === field.id && seen.current.explicit === key;
      if (!place || looked || (!careful && isInView.current(place))) return false;
      seen.current = { ...seen.current, id: field.id, explicit: key };
      setAsked(key);
      setPaneHidden(false);
      showEvidence(place);
      announce(said);
      return true;
    },
    [announce, isInView, setPaneHidden, showEvidence],
  );

  /** First call shows the place, second confirms. Where documents contradict each other there is nothing to confirm:
   * the focus goes to what they say. */
  const confirm = useCallback(
    (entry: NumberedField) => {
      const { field } = entry;
      if (field.hidden_by_sample) return setEditing({ fieldId: field.id, mode: 'value' });
      if (field.suggestion?.value == null || field.review) return;
      if (isContradicted(field)) {
        setSourcesTurn((turn) => turn + 1);
        announce(m.fields.sourcesOpen(sourcesOf(field.suggestion).length));
        return;
      }
      const careful = field.suggestion.confidence === 'low';
      if (showsFirst(field, field.id, evidenceOf(field)[0], careful, m.fields.placeShown)) return;
      recordOrReport(entry, { verdict: 'accepted' });
    },
    [announce, m, recordOrReport, showsFirst],
  );

  /** First call shows the place of a source, second takes its value: the same for every source. */
  const takeSource = useCallback(
    (entry: NumberedField, source: Source) => {
      const { field } = entry;
      if (!isContradicted(field)) return;
      if (showsFirst(field, sourceKey(source), source.evidence[0], true, m.fields.sourceShown)) return;
      recordOrReport(entry, takingOf(field.suggestion, source));
    },
    [m, recordOrReport, showsFirst],
  );

  const runUndo = useCallback(() => {
    if (!undo.entry) return;
    const { field, number } = undo.entry;
    recordOrReport({ field, number }, { verdict: 'withdrawn' });
  }, [undo.entry, recordOrReport]);

  const goToNextOpen = useCallback(() => {
    const next = nextOpen(ordered, activeField);
    if (next) activate(next, { focus: true });
    else announce(m.fields.allReviewed);
  }, [activate, activeField, announce, m, ordered]);

  // The field that a draft waits for is active from the start, else the first that needs a look; neither takes the
  // focus.
  const arrived = useRef(editing?.fieldId ?? null);
  useEffect(() => {
    const waits = arrived.current;
    arrived.current = null;
    if (waits !== null) setActiveField(waits);
    else if (activeField === null || !ordered.some((entry) => entry.field.id === activeField)) {
      const first = ordered.find((entry) => needsLook(entry.field)) ?? ordered[0];
      if (first) setActiveField(first.field.id);
    }
  }, [activeField, ordered, setActiveField]);

  return {
    active,
    activate,
    editing,
    setEditing,
    focusTurn,
    error,
    record,
    recordOrReport,
    confirm,
    takeSource,
    sourcesTurn,
    asked,
    undo: undo.entry,
    runUndo,
    goToNextOpen,
    conflict: reviews.conflict,
    keepMine: reviews.keepMine,
    keepTheirs: reviews.keepTheirs,
  };
}

export type FieldReview = ReturnType<typeof useFieldReview>;
