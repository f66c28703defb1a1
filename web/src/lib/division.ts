// The division of a scan into documents, as the screen cuts it: where a document begins, and which pages are in none.
import type { DocumentView } from './api/types';

/** Pages on which a document begins behind the first one, and pages that stay in the scan only. */
export type Plan = { cuts: ReadonlySet<number>; leftOut: ReadonlySet<number> };

const isFile = (type: string) => type === 'application/pdf' || type.startsWith('image/');

/** Whether its pages can be divided: a file of several pages that is no part of a divided scan itself. */
export const isDivisible = (document: DocumentView): boolean =>
  document.pages.length > 1 && isFile(document.media_type) && !document.part_of?.pages;

/** Whether a person divided it: then its documents stand beside it, and it has no kind of its own. */
export const isDivided = (document: DocumentView): boolean =>
  (document.division_review?.value ?? null) !== null;

/** Page numbers of each document; the server sends `1-3;4-6,8`. */
export function documentsIn(value: string): number[][] {
  return value.split(';').map((pages) =>
    pages.split(',').flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number);
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    }),
  );
}

/** Page numbers in the server's form: `1-3,5`. */
export function pagesAsText(pages: readonly number[]): string {
  const runs: number[][] = [];
  for (const page of pages) {
    const run = runs.at(-1);
    if (run && run.at(-1) === page - 1) run.push(page);
    else runs.push([page]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(','))).join(',');
}

/** The same for people, with en dashes: `1–3, 5`. */
export const pagesForPeople = (text: string): string => text.replaceAll('-', '–').replaceAll(',', ', ');

/** What a division means for these pages; without one everything is one document. */
export function planOf(pages: readonly number[], value: string | null): Plan {
  if (value === null) return { cuts: new Set(), leftOut: new Set() };
  const documents = documentsIn(value);
  const named = new Set(documents.flat());
  const cuts = documents.slice(1).flatMap((document) => document.slice(0, 1));
  return { cuts: new Set(cuts), leftOut: new Set(pages.filter((page) => !named.has(page))) };
}

/** The documents of a plan, in the order of the pages. */
export function documentsOf(pages: readonly number[], plan: Plan): number[][] {
  const documents: number[][] = [[]];
  for (const page of pages) {
    if (plan.cuts.has(page)) documents.push([]);
    if (!plan.leftOut.has(page)) documents.at(-1)?.push(page);
  }
  return documents.filter((document) => document.length > 0);
}

/** A plan in the server's form; `null` if it divides nothing, or leaves every page out. */
export function divisionOf(pages: readonly number[], plan: Plan): string | null {
  const documents = documentsOf(pages, plan);
  const divides = documents.length > 1 || documents[0]?.length !== pages.length;
  return documents.length > 0 && divides ? documents.map(pagesAsText).join(';') : null;
}

/** The set without the member, or with it. */
export function toggled(set: ReadonlySet<number>, page: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(page)) next.add(page);
  return next;
}
