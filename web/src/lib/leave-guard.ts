// Asks before something typed would be lost: when the window is closed or loaded anew, and when a case is left whose
// drafts would be forgotten. Moving about inside a case does not ask; what was typed is there when one comes back.
import { useBlocker } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { drafts } from './drafts';
import { useMessages } from './i18n';

/** What is unsaved and cannot be kept as a draft, such as chosen files. */
const held = new Set<symbol>();

/** The case that a page belongs to, or `null`. */
export const caseOf = (path: string): string | null => /^\/akten\/([^/]+)/.exec(path)?.[1] ?? null;
const isUnsaved = () => drafts.any() || held.size > 0;

/** Once, in the frame. */
export function useLeaveGuard(): void {
  const { m } = useMessages();
  const shouldBlockFn = useCallback(
    ({ current, next }: { current: { pathname: string }; next: { pathname: string } }) => {
      if (current.pathname === next.pathname) return false;
      if (held.size > 0) return !window.confirm(m.common.leaveUnsaved);
      const left = caseOf(current.pathname);
      if (left === null || left === caseOf(next.pathname) || drafts.placesOf(left).length === 0) return false;
      return !window.confirm(m.drafts.leave);
    },
    [m],
  );
  useBlocker({ shouldBlockFn, enableBeforeUnload: isUnsaved });
}

/** Holds the page while something is unsaved that no draft can keep. */
export function useHold(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const mark = Symbol('unsaved');
    held.add(mark);
    return () => {
      held.delete(mark);
    };
  }, [unsaved]);
}
