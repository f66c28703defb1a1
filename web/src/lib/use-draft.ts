// Input that survives a reload: like state, and kept as a draft while it differs from what is saved.
import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import { type Draft, drafts } from './drafts';

/** Takes from a stored draft what has the form of `initial`; a newer version of the program may have another. */
export function matching<T extends Record<string, unknown>>(initial: T, stored: Record<string, unknown>): T {
  const sameForm = (key: string) => {
    const [mine, other] = [initial[key], stored[key]];
    if (mine === null) return other === null || typeof other === 'string';
    return typeof mine === typeof other && Array.isArray(mine) === Array.isArray(other);
  };
  const kept = Object.keys(initial).filter((key) => key in stored && sameForm(key));
  return { ...initial, ...Object.fromEntries(kept.map((key) => [key, stored[key]])) };
}

type Start<T> = { value: T; base: string | null; restored: boolean };

/** `base` is the review that stands there now. */
export function useDraft<T extends Record<string, unknown>>(
  caseId: string,
  place: string,
  initial: T,
  base: string | null = null,
) {
  const [saved] = useState({ value: initial, base });
  const [start, setStart] = useState<Start<T>>(() => {
    const stored: Draft | null = drafts.read(caseId, place);
    return stored
      ? { value: matching(initial, stored.value), base: stored.base, restored: true }
      : { value: initial, base, restored: false };
  });
  const [value, setValue] = useState(start.value);
  // Two changes in one event must both count.
  const latest = useRef(value);
  // A new turn makes inputs anew that only read their value once.
  const [turn, setTurn] = useState(0);
  const change = useCallback(
    (part: Partial<T>) => {
      latest.current = { ...latest.current, ...part };
      const isSaved = JSON.stringify(latest.current) === JSON.stringify(saved.value);
      if (isSaved) drafts.remove(caseId, place);
      else drafts.write(caseId, place, { value: latest.current, base: start.base });
      setValue(latest.current);
    },
    [caseId, place, saved, start.base],
  );
  /** Throws away what was typed and shows what is saved. */
  const discard = useCallback(() => {
    drafts.remove(caseId, place);
    latest.current = saved.value;
    setValue(saved.value);
    setStart({ ...saved, restored: false });
    setTurn((old) => old + 1);
  }, [caseId, place, saved]);
  return { value, change, discard, turn, base: start.base, restored: start.restored };
}

/** The places of a case where something typed waits to be saved. */
export const useDraftPlaces = (caseId: string): readonly string[] =>
  useSyncExternalStore(drafts.subscribe, () => drafts.placesOf(caseId));
