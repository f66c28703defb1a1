// A finger that rests on something: long enough, it means something else than a press.
import { type PointerEvent, useCallback, useEffect, useRef } from 'react';

const LONG_MS = 500;
/** A finger never rests quite still. */
const STILL_PX = 10;

export function useLongPress(onLong: (target: Element) => void) {
  const press = useRef<{ timer: number; x: number; y: number } | null>(null);
  const wasLong = useRef(false);
  const latest = useRef(onLong);
  latest.current = onLong;
  const end = useCallback(() => {
    if (press.current) window.clearTimeout(press.current.timer);
    press.current = null;
  }, []);
  useEffect(() => end, [end]);
  return {
    /** Whether the click that comes now only ends a long press. Asking takes the answer away. */
    wasLong: () => {
      const answer = wasLong.current;
      wasLong.current = false;
      return answer;
    },
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        end();
        wasLong.current = false;
        if (event.pointerType !== 'touch') return;
        const target = event.target as Element;
        const timer = window.setTimeout(() => {
          wasLong.current = true;
          latest.current(target);
        }, LONG_MS);
        press.current = { timer, x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        const at = press.current;
        if (at && Math.hypot(event.clientX - at.x, event.clientY - at.y) > STILL_PX) end();
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}
