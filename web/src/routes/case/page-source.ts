// Where the pages of documents come from: the record here, shipped practice cases elsewhere.
import { wordsQuery } from '../../lib/api/queries';

export type PageSource = {
  /** Address of the picture of a page. */
  image: (documentId: string, page: number, width: number) => string;
  /** How the words of a page are asked for. */
  words: typeof wordsQuery;
  /** Whether there are originals, marks and suggestions that something made. */
  isRecord: boolean;
};

export const RECORD: PageSource = {
  image: (documentId, page, width) => `/api/documents/${documentId}/pages/${page}/${width}.webp`,
  words: wordsQuery,
  isRecord: true,
};
