// Asks before a page with unsaved input is left: by link, by the browser's buttons, or by closing the window.
import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import { useMessages } from './i18n';

/** While `dirty`, leaving asks first. The returned function lets the next step pass, for what was just saved. */
export function useLeaveGuard(dirty: boolean): () => void {
  const { m } = useMessages();
  const passed = useRef(false);
  const isDirty = () => dirty && !passed.current;
  useBlocker({
    shouldBlockFn: () => isDirty() && !window.confirm(m.common.leaveUnsaved),
    enableBeforeUnload: isDirty,
  });
  return () => {
    passed.current = true;
  };
}
