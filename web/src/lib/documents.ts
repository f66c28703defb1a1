// Documents that came inside other ones: where each was, and how it is called so that nobody has to wonder.
import type { CaseDetail, DocumentView } from './api/types';
import type { Messages } from './i18n';

type Remark = NonNullable<DocumentView['kind']>['remarks'][number];
type Documents = CaseDetail['documents'];

/** The document that holds this one; none if it came by itself. */
export function containerOf(document: DocumentView, documents: Documents): DocumentView | undefined {
  return documents.find((other) => other.id === document.part_of?.document);
}

/** What was taken out of a document, in order. */
export function partsOf(document: DocumentView, documents: Documents): Documents {
  return documents.filter((other) => other.part_of?.document === document.id);
}

/** Its name, and what it came in. */
export function documentLabel(document: DocumentView, documents: Documents, m: Messages): string {
  const container = containerOf(document, documents);
  return container ? m.document.fileFrom(document.file_name, container.file_name) : document.file_name;
}

/** Whether this is an archive whose files all stand beside it: it has no kind of its own. */
export function isEmptiedArchive(document: DocumentView): boolean {
  return (
    document.kind === null &&
    document.kind_review === null &&
    document.issues.some((issue) => issue.code === 'unpacked')
  );
}

const COPIES = ['duplicate_document', 'duplicate_page', 'rescanned_page'];

/** Remarks that the document, or a page of it, is there twice. */
export function copyRemarks(document: DocumentView): Remark[] {
  return (document.kind?.remarks ?? []).filter((remark) => COPIES.includes(remark.code));
}
