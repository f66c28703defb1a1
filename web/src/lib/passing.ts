// Issues that may come from the computer and not from the document: reading it again may do better.
import type { DocumentView } from './api/types';

type Issue = DocumentView['issues'][number];

/** The same codes as the server's: documents with other issues it does not read again. */
export const PASSING: readonly Issue['code'][] = [
  'reader_timeout',
  'reader_crashed',
  'converter_missing',
  'recogniser_missing',
  'recognition_failed',
];

/** The last issue whose cause may have passed: beside it, reading again is offered once for the whole document. */
export const lastPassing = (issues: readonly Issue[]): Issue | undefined =>
  issues.findLast((issue) => PASSING.includes(issue.code));
