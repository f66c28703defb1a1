// Documents that came inside other ones: where each was, and how it is called so that nobody has to wonder.
import type { CaseDetail, DocumentView } from './api/types';
import { isDivided, pagesForPeople } from './division';
import type { Messages } from './i18n';

export type Remark = NonNullable<DocumentView['kind']>['remarks'][number];
type Documents = CaseDetail['documents'];

/** The document that holds this one; none if it came by itself. */
export function containerOf(document: DocumentView, documents: Documents): DocumentView | undefined {
  return documents.find((other) => other.id === document.part_of?.document);
}

/** What was taken out of a document, in order. */
export function partsOf(document: DocumentView, documents: Documents): Documents {
  return documents.filter((other) => other.part_of?.document === document.id);
}

/** Its name; of a part of a divided scan with the pages that it has. */
export function documentName(document: DocumentView, m: Messages): string {
  const pages = document.part_of?.pages;
  if (!pages) return document.file_name;
  const name = /[,-]/.test(pages) ? m.document.partOfScan : m.document.onePageOfScan;
  return name(document.file_name, pagesForPeople(pages));
}

/** Its name, what it came in, and which one it is where several are called the same. */
export function documentLabel(document: DocumentView, documents: Documents, m: Messages): string {
  const label = plainLabel(document, documents, m);
  const called = documents.filter(
    (other) => other.file_name === document.file_name && plainLabel(other, documents, m) === label,
  );
  const at = called.findIndex((other) => other.id === document.id);
  return at > 0 ? `${label} (${at + 1})` : label;
}

function plainLabel(document: DocumentView, documents: Documents, m: Messages): string {
  const container = containerOf(document, documents);
  if (!container || document.part_of?.pages) return documentName(document, m);
  return m.document.fileFrom(document.file_name, container.file_name);
}

/** The number of its first page; parts of a divided scan keep the numbers of the scan. */
export const firstPage = (document: DocumentView): number => document.pages[0]?.number ?? 1;
export const lastPage = (document: DocumentView): number => document.pages.at(-1)?.number ?? 1;

/** Where a page stands in its document, in words. */
export function pagePosition(document: DocumentView, page: number, m: Messages): string {
  const pages = document.pages.length;
  const at = document.pages.findIndex((entry) => entry.number === page) + 1;
  return document.part_of?.pages ? m.document.pageOfPart(page, at, pages) : m.common.pageOf(page, pages);
}

/** Whether this is an archive whose files all stand beside it: it has no kind of its own. */
export function isEmptiedArchive(document: DocumentView): boolean {
  return (
    document.kind === null &&
    document.kind_review === null &&
    document.issues.some((issue) => issue.code === 'unpacked')
  );
}

/** Whether it has nothing of its own to be named: an emptied archive, or a scan that a person divided. */
export const holdsOthersOnly = (document: DocumentView): boolean =>
  isEmptiedArchive(document) || isDivided(document);

const COPIES = ['duplicate_document', 'duplicate_page', 'rescanned_page'];

/** Remarks that the document, or a page of it, is there twice. */
export function copyRemarks(document: DocumentView): Remark[] {
  return (document.kind?.remarks ?? []).filter((remark) => COPIES.includes(remark.code));
}
