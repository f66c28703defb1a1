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
  endPicking: () => void;
  draft: Draft | null;
  setDraft: (draft: Draft | null) => void;
};

export function usePicking(textView: boolean, setTextView: (on: boolean) => void): PickingState {
  const [picking, setPicking] = useState<Picking | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const before = useRef<boolean | null>(null);
  const view = useRef(textView);
  view.current = textView;
  const startPicking = useCallback(
    (next: Picking, byKeyboard: boolean) => {
      before.current ??= view.current;
      if (byKeyboard) setTextView(true);
      setPicking(next);
    },
    [setTextView],
  );
  const endPicking = useCallback(() => {
    setPicking(null);
    if (before.current !== null) setTextView(before.current);
    before.current = null;
  }, [setTextView]);
  return useMemo(
    () => ({ picking, startPicking, endPicking, draft, setDraft }),
    [picking, startPicking, endPicking, draft],
  );
}
