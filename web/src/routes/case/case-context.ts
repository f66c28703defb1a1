// What all parts of an open case share: the case, its known version, and the view of its documents.
import { createContext, type RefObject, useContext } from 'react';
import type { CaseDetail, Evidence } from '../../lib/api/types';
import type { PageSource } from './page-source';
import type { PickingState } from './usePicking';

export type DocumentTarget = {
  documentId: string | null;
  page: number;
  /** Field whose evidence is to be brought into view; `turn` makes a second request for the same place heard. */
  evidence: Evidence | null;
  turn: number;
};

export type CaseContextValue = PickingState & {
  detail: CaseDetail;
  readOnly: boolean;
  /** Where the pages of its documents come from. */
  source: PageSource;
  /** The newest version of the case that this browser has seen. */
  version: RefObject<number>;
  target: DocumentTarget;
  openPage: (documentId: string, page: number) => void;
  showEvidence: (evidence: Evidence) => void;
  /** Asks the document pane whether a place is in view now; `false` without a pane. */
  isInView: RefObject<(evidence: Evidence) => boolean>;
  activeField: string | null;
  setActiveField: (id: string | null) => void;
  textView: boolean;
  setTextView: (on: boolean) => void;
  /** On a small screen: a place was asked for from a view that has no document beside it. */
  peeking: boolean;
  endPeeking: () => void;
  paneHidden: boolean;
  setPaneHidden: (hidden: boolean) => void;
};

export const CaseContext = createContext<CaseContextValue | null>(null);

export function useCase(): CaseContextValue {
  const value = useContext(CaseContext);
  if (!value) throw new Error('used outside an open case');
  return value;
}
