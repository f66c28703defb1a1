// Entries on forms that no field asks for: which of them are remarks, and which are answers to other questions. Pure.
import type { OtherEntry } from './api/types';

/** From so many words on, somebody wrote a sentence and did not fill in a blank. */
const SENTENCE_FROM = 4;

/** What is written by hand may be anything. */
const isRemark = ({ place, handwritten }: OtherEntry): boolean =>
  handwritten || place.text.trim().split(/\s+/).length >= SENTENCE_FROM;

/** Remarks are read first; nothing is left out. */
export const sortEntries = (items: readonly OtherEntry[]): { remarks: OtherEntry[]; rest: OtherEntry[] } => ({
  remarks: items.filter(isRemark),
  rest: items.filter((item) => !isRemark(item)),
});
