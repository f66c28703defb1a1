// Documents that are there twice: which pairs look like one, and what a person said of them.
import type { CaseDetail, DocumentView, ReviewView } from './api/types';
import { copyRemarks, type Remark } from './documents';

type Documents = CaseDetail['documents'];

/** Two documents that look like one; `document` is the one that is being looked at. */
export type Pair = {
  document: DocumentView;
  other: DocumentView;
  /** Why; empty where only the other one says so. */
  remarks: Remark[];
  review: ReviewView | null;
};

/** The key of a pair as the server writes it. */
export const pairKey = (one: string, other: string): string => [one, other].sort().join('/');
export const DISTINCT = 'distinct';
export const setAside = (id: string): string => `set_aside:${id}`;

/** The one that a remark names; earlier remarks have only its name. */
function repeatedBy({ parameters }: Remark, document: DocumentView, documents: Documents) {
  const others = documents.filter((other) => other.id !== document.id);
  if (parameters.document_id !== undefined)
    return others.find((other) => other.id === parameters.document_id);
  return others.find((other) => other.file_name === parameters.document);
}

/** The pairs that a document says it is one of, and those that a person judged. */
export function pairsOf(
  document: DocumentView,
  { documents, duplicate_reviews: reviews }: Pick<CaseDetail, 'documents' | 'duplicate_reviews'>,
): Pair[] {
  const pairs = new Map<string, Pair>();
  const pairWith = (other: DocumentView): Pair => {
    const key = pairKey(document.id, other.id);
    const review = reviews.find((entry) => entry.subject.key === key) ?? null;
    const pair = pairs.get(key) ?? { document, other, remarks: [], review };
    pairs.set(key, pair);
    return pair;
  };
  for (const remark of copyRemarks(document)) {
    const other = repeatedBy(remark, document, documents);
    if (other) pairWith(other).remarks.push(remark);
  }
  for (const { subject } of reviews) {
    const [one, two] = subject.key.split('/');
    const beside = one === document.id ? two : two === document.id ? one : undefined;
    const other = documents.find((entry) => entry.id === beside);
    if (other) pairWith(other);
  }
  return [...pairs.values()];
}

/** Remarks on copies whose other side is not among the documents any more. */
export const looseRemarks = (document: DocumentView, documents: Documents): Remark[] =>
  copyRemarks(document).filter((remark) => !repeatedBy(remark, document, documents));

/** The pages that a pair begins with: the first ones that look alike. */
export function firstPages({ document, other, remarks }: Pair): [number, number] {
  const alike = remarks.find((remark) => remark.parameters.page !== undefined)?.parameters;
  const at = (view: DocumentView, page: string | undefined) =>
    Math.max(
      0,
      view.pages.findIndex((entry) => entry.number === Number(page)),
    );
  return [at(document, alike?.page), at(other, alike?.other_page)];
}

/** How many pages of the document look like pages of the other one; `null` where all of it does. */
export function pagesAlike({ document, remarks }: Pair): number | null {
  if (remarks.length === 0 || remarks.some((remark) => remark.code === 'duplicate_document')) return null;
  const pages = new Set(remarks.map((remark) => remark.parameters.page));
  return pages.size < document.pages.length ? pages.size : null;
}

/** As people walk through them: what was set aside comes last, and is not passed over. */
export const inWalkingOrder = (documents: Documents): Documents => [
  ...documents.filter((document) => document.set_aside_for === null),
  ...documents.filter((document) => document.set_aside_for !== null),
];
