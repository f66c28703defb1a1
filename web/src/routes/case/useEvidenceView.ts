// Brings the evidence that is asked for into view, however the page is turned, and answers whether a place is.
import { type RefObject, useEffect, useState } from 'react';
import type { Evidence } from '../../lib/api/types';
import { scrollTarget } from '../../lib/evidence';
import { type Turns, turnBox } from '../../lib/turning';
import { useCase } from './case-context';

/** Position of an element's part inside a scrolling region. */
function placeIn(scroller: HTMLElement, page: HTMLElement, evidence: Evidence, turns: Turns) {
  const frame = scroller.getBoundingClientRect();
  const sheet = page.getBoundingClientRect();
  const top = sheet.top - frame.top + scroller.scrollTop;
  const left = sheet.left - frame.left + scroller.scrollLeft;
  const box = turnBox(evidence.box, turns);
  return {
    vertical: { start: top + box[1] * sheet.height, end: top + box[3] * sheet.height },
    horizontal: { start: left + box[0] * sheet.width, end: left + box[2] * sheet.width },
  };
}

/** Answers what to call when the page that is shown has loaded. */
export function useEvidenceView(scroller: RefObject<HTMLElement | null>, turns: Turns): () => void {
  const { target, isInView, textView, paneHidden } = useCase();
  const [loadedPage, setLoadedPage] = useState('');
  const pageKey = `${target.documentId}/${target.page}`;
  useEffect(() => {
    const region = scroller.current;
    const page = region?.querySelector<HTMLElement>('[data-page]');
    if (!region || !page || !target.evidence || textView || loadedPage !== pageKey || target.turn === 0)
      return;
    const place = placeIn(region, page, target.evidence, turns);
    const top = scrollTarget(place.vertical, { start: region.scrollTop, size: region.clientHeight });
    const left = scrollTarget(place.horizontal, { start: region.scrollLeft, size: region.clientWidth });
    if (top !== null) region.scrollTop = top;
    if (left !== null) region.scrollLeft = left;
  }, [target, textView, loadedPage, pageKey, scroller, turns]);
  useEffect(() => {
    isInView.current = (evidence) => {
      const region = scroller.current;
      if (paneHidden || !region || region.offsetParent === null) return false;
      if (evidence.document_id !== target.documentId || evidence.page !== target.page) return false;
      if (textView) return true;
      const page = region.querySelector<HTMLElement>('[data-page]');
      if (!page || loadedPage !== pageKey) return false;
      const { vertical } = placeIn(region, page, evidence, turns);
      return vertical.end > region.scrollTop && vertical.start < region.scrollTop + region.clientHeight;
    };
    return () => {
      isInView.current = () => false;
    };
  }, [isInView, target, textView, paneHidden, loadedPage, pageKey, scroller, turns]);
  return () => setLoadedPage(pageKey);
}
