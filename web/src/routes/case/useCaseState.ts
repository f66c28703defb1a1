// State of an open case that is not on the server: which page is shown, which field is active.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CaseDetail, Evidence } from '../../lib/api/types';
import { firstPage } from '../../lib/documents';
import { inWalkingOrder } from '../../lib/duplicates';
import type { CaseContextValue, DocumentTarget } from './case-context';
import { type PageSource, RECORD } from './page-source';
import { usePicking } from './usePicking';

export function useCaseState(
  detail: CaseDetail,
  isClerk: boolean,
  source: PageSource = RECORD,
): CaseContextValue {
  const documents = inWalkingOrder(detail.documents);
  const first = documents.find((document) => document.pages.length > 0) ?? documents[0];
  const [target, setTarget] = useState<DocumentTarget>({
    documentId: first?.id ?? null,
    page: first ? firstPage(first) : 1,
    evidence: null,
    turn: 0,
  });
  const [activeField, setActiveField] = useState<string | null>(null);
  const [textView, setTextView] = useState(false);
  const [paneHidden, setPaneHidden] = useState(false);
  const [peeking, setPeeking] = useState(false);
  const cameFrom = useRef<Element | null>(null);
  const endPeeking = useCallback(() => setPeeking(false), []);
  useEffect(() => {
    if (!peeking && cameFrom.current instanceof HTMLElement && document.activeElement === document.body)
      cameFrom.current.focus();
  }, [peeking]);
  const picking = usePicking(textView, setTextView);
  const version = useRef(detail.version);
  version.current = Math.max(version.current, detail.version);
  const isInView = useRef<(evidence: Evidence) => boolean>(() => false);
  const openPage = useCallback(
    (documentId: string, page: number) =>
      setTarget((old) => ({ documentId, page, evidence: null, turn: old.turn + 1 })),
    [],
  );
  const showEvidence = useCallback((evidence: Evidence) => {
    cameFrom.current = document.activeElement;
    setPeeking(true);
    setTarget((old) => ({
      documentId: evidence.document_id,
      page: evidence.page,
      evidence,
      turn: old.turn + 1,
    }));
  }, []);
  const readOnly = !isClerk || detail.state === 'decided' || detail.state === 'joined';
  // A document that was not there when the page was opened (still being read) becomes the one shown; so does the first
  // one where the part of a scan that was shown is none any more.
  const isThere = detail.documents.some((document) => document.id === target.documentId);
  const shown =
    !isThere && first ? { ...target, documentId: first.id, page: firstPage(first), evidence: null } : target;
  return useMemo(
    () => ({
      detail,
      readOnly,
      source,
      version,
      target: shown,
      openPage,
      showEvidence,
      isInView,
      activeField,
      setActiveField,
      textView,
      setTextView,
      paneHidden,
      setPaneHidden,
      peeking,
      endPeeking,
      ...picking,
    }),
    // `shown` is made anew each time; its parts decide.
    [
      detail,
      readOnly,
      source,
      shown,
      openPage,
      showEvidence,
      activeField,
      textView,
      paneHidden,
      peeking,
      endPeeking,
      picking,
    ],
  );
}
