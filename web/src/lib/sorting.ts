// New post as the sorting screen shows it: pages grouped in documents, and what a cut between two of them makes of a scan.
import type { CaseDetail, DocumentView, PageInfo } from './api/types';
import { documentsIn, isDivided, isDivisible, pagesAsText } from './division';
import { holdsOthersOnly } from './documents';

/** A page as it can be reached: of the file that holds it, so that it keeps its key when documents are cut or merged. A
 * document without pages, such as one that could not be read, is reached too (`null`). */
export type SortedPage = { key: string; page: PageInfo | null };

export type Group = {
  document: DocumentView;
  /** The file whose pages these are: the document itself, or the scan that it was cut from. */
  file: DocumentView;
  pages: SortedPage[];
  /** Pages that are in no document, such as separator sheets. */
  isLeftOut: boolean;
};

/** All documents of the post in order, and behind a divided scan the pages that are in none of its documents. */
export function groupsOf(documents: CaseDetail['documents']): Group[] {
  const group = (
    document: DocumentView,
    file: DocumentView,
    pages: PageInfo[],
    isLeftOut: boolean,
  ): Group => ({
    document,
    file,
    pages:
      pages.length === 0
        ? [{ key: `${file.id} 0`, page: null }]
        : pages.map((page) => ({ key: `${file.id} ${page.number}`, page })),
    isLeftOut,
  });
  /** Where the last document of each divided scan stands: what is in none of them follows it. */
  const lastOf = new Map(documents.map((document) => [scanOf(document), document.id]));
  return documents.flatMap((document) => {
    const scan = documents.find((other) => other.id === scanOf(document)) ?? document;
    const own = holdsOthersOnly(document) ? [] : [group(document, scan, document.pages, false)];
    if (!isDivided(scan) || lastOf.get(scan.id) !== document.id) return own;
    const named = new Set(documentsIn(divisionOf(scan) ?? '').flat());
    const rest = scan.pages.filter((page) => !named.has(page.number));
    return rest.length > 0 ? [...own, group(scan, scan, rest, true)] : own;
  });
}

/** The file that a document was cut from, or its own. */
const scanOf = (document: DocumentView): string =>
  (document.part_of?.pages ? document.part_of.document : null) ?? document.id;

/** The division in force. */
export const divisionOf = (scan: DocumentView): string | null => scan.division_review?.value ?? null;

/** The documents of a scan as page numbers, by their first pages. */
function documentsOf(scan: DocumentView): number[][] {
  const value = divisionOf(scan);
  return value === null ? [scan.pages.map((page) => page.number)] : documentsIn(value);
}

/** Documents in the server's form; `null` where nothing is divided any more. */
function asValue(scan: DocumentView, documents: readonly number[][]): string | null {
  const ordered = documents.toSorted((one, other) => (one[0] ?? 0) - (other[0] ?? 0));
  const isWhole = ordered.length === 1 && ordered[0]?.length === scan.pages.length;
  return isWhole ? null : ordered.map(pagesAsText).join(';');
}

/** What becomes of a scan; `null` as the whole answer: it cannot be done. */
export type Change = { value: string | null } | null;

/** A cut before a page, behind the first one of its document. */
export function cutBefore(scan: DocumentView, page: number): Change {
  if (!isDivisible(scan)) return null;
  const documents = documentsOf(scan);
  const cut = documents.find((pages) => pages.includes(page));
  if (!cut || cut[0] === page) return null;
  const others = documents.filter((pages) => pages !== cut);
  const [before, behind] = [cut.filter((one) => one < page), cut.filter((one) => one >= page)];
  return { value: asValue(scan, [...others, before, behind]) };
}

/** The document with this page becomes one with the document of the scan before it. */
export function mergeBefore(scan: DocumentView, page: number): Change {
  if (!isDivisible(scan)) return null;
  const documents = documentsOf(scan);
  const at = documents.findIndex((pages) => pages.includes(page));
  const [before, own] = [documents[at - 1], documents[at]];
  if (!before || !own) return null;
  const merged = [...before, ...own].toSorted((one, other) => one - other);
  return { value: asValue(scan, [...documents.slice(0, at - 1), merged, ...documents.slice(at + 1)]) };
}

/** Whether a cut before this page is suggested and nobody has said anything to it. */
export function isCutSuggested({ division, division_review: review }: DocumentView, page: number): boolean {
  if (review !== null || !division?.value) return false;
  return documentsIn(division.value)
    .slice(1)
    .some((pages) => pages[0] === page);
}

/** Ids of what came in a document, of what came in that, and so on: an e-mail's attachments and their parts. */
export function packedIn(documents: CaseDetail['documents'], id: string): string[] {
  const held = documents.filter((document) => document.part_of?.document === id);
  return held.flatMap((document) => [document.id, ...packedIn(documents, document.id)]);
}
