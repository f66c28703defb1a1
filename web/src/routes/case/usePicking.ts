// Choosing words in a document for one value: who asked, where the words go, and which place is shown meanwhile.
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Evidence } from '../../lib/api/types';

export type Picking = {
  fieldId: string;
  /** Number and name of the value, as the list shows them. */
  title: string;
  take: (evidence: Evidence[]) => void;
  cancel: () => void;
};
/** A place that a person chose and that is not saved yet. */
export type Draft = { fieldId: string; evidence: readonly Evidence[] };

export type PickingState = {
  picking: Picking | null;
  /** `byKeyboard` opens the text of the page, where words are chosen with the arrow keys. */
  startPicking: (picking: Picking, byKeyboard: boolean) => void;
  /** Ends choosing; with a field only if the words were meant for it. */
  endPicking: (fieldId?: string) => void;
  draft: Draft | null;
  /** Shows places of a value that is being edited; an empty list takes them away again. */
  setDraft: (draft: Draft) => void;
};

export function usePicking(textView: boolean, setTextView: (on: boolean) => void): PickingState {
  const [picking, setPicking] = useState<Picking | null>(null);
  const [draft, replaceDraft] = useState<Draft | null>(null);
  const setDraft = useCallback((next: Draft) => {
    const isEmpty = next.evidence.length === 0;
    replaceDraft((old) => (isEmpty ? (old?.fieldId === next.fieldId ? null : old) : next));
  }, []);
  const meantFor = useRef<string | null>(null);
  const before = useRef<boolean | null>(null);
  const view = useRef(textView);
  view.current = textView;
  const startPicking = useCallback(
    (next: Picking, byKeyboard: boolean) => {
      before.current ??= view.current;
      meantFor.current = next.fieldId;
      if (byKeyboard) setTextView(true);
      setPicking(next);
    },
    [setTextView],
  );
  const endPicking = useCallback(
    (fieldId?: string) => {
      if (fieldId !== undefined && fieldId !== meantFor.current) return;
      meantFor.current = null;
      setPicking(null);
      if (before.current !== null) setTextView(before.current);
      before.current = null;
    },
    [setTextView],
  );
  return useMemo(
    () => ({ picking, startPicking, endPicking, draft, setDraft }),
    [picking, startPicking, endPicking, draft, setDraft],
  );
}
