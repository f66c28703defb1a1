// The kinds of letters: where each is written, and what belongs into it.
import type { LetterKind } from './api/types';

/** The page of each kind, in the order in which a case may need them. */
export const LETTER_PATHS = {
  document_request: '/akten/$id/nachforderung',
  acknowledgement: '/akten/$id/eingangsbestaetigung',
  hearing: '/akten/$id/anhoerung',
  transfer: '/akten/$id/abgabe',
  transfer_notice: '/akten/$id/abgabenachricht',
} as const satisfies Record<LetterKind, string>;

export const LETTER_KINDS = Object.keys(LETTER_PATHS) as LetterKind[];

/** It says what is missing. */
export const namesItems = (kind: LetterKind): boolean =>
  kind === 'document_request' || kind === 'acknowledgement';

/** It names the day until which an answer is expected. */
export const setsDay = (kind: LetterKind): boolean => kind === 'document_request' || kind === 'hearing';

/** It belongs to handing a case over to another authority. */
export const handsOver = (kind: LetterKind): boolean => kind === 'transfer' || kind === 'transfer_notice';

/** It says what it rests on. */
export const hasGrounds = (kind: LetterKind): boolean => kind === 'hearing' || handsOver(kind);
