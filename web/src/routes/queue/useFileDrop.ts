// Files dragged onto the page, or onto a part of it, from outside: says whether some hover, and hands them over when
// dropped.
import { useEffect, useRef, useState } from 'react';
import { filesOf, hasFiles } from '../../lib/dropped-files';

/** `part` is a selector; without it the whole page takes files. */
export function useFileDrop(enabled: boolean, onDrop: (files: File[]) => void, part = 'html'): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    if (!enabled) {
      setDragging(false);
      return;
    }
    const isTaken = (event: DragEvent) =>
      hasFiles(event) &&
      event.composedPath().some((place) => place instanceof Element && place.matches(part));
    // Entering a child fires before leaving its parent, so depth is counted.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setDragging(isTaken(event));
    };
    const over = (event: DragEvent) => {
      if (!isTaken(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = 0;
      setDragging(false);
      if (!isTaken(event)) return;
      event.preventDefault();
      const files = filesOf(event);
      if (files.length > 0) latest.current(files);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [enabled, part]);
  return dragging;
}
