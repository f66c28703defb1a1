// What is wrong with scanned pages, in one line for each page.
import type { DocumentView, SuggestionView } from './api/types';
import { type Messages, sentence } from './i18n';

type Issue = DocumentView['issues'][number];
type Remark = SuggestionView['remarks'][number];

/** `Seite 3: zu dunkel (Papier nur zu 31 % hell), 41 % der Wörter unsicher` */
export function pagesInWords(m: Messages, remarks: readonly Remark[]): string[] {
  const parts = new Map<string, string[]>();
  for (const { code, parameters } of remarks) {
    const page = parameters.page;
    if (page === undefined) continue;
    const start = `${m.common.page} ${page}: `;
    const text = sentence(m, 'remark', code, parameters);
    const part = (text.startsWith(start) ? text.slice(start.length) : text).replace(/\.$/, '');
    parts.set(page, [...(parts.get(page) ?? []), part]);
  }
  return [...parts].map(([page, texts]) => `${m.common.page} ${page}: ${texts.join(', ')}`);
}

/** Issues without those that the suggestion of a new scan tells with their figures. */
export function otherIssues(document: Pick<DocumentView, 'issues' | 'rescan'>): Issue[] {
  if (document.rescan === null) return document.issues;
  const told = (code: string) =>
    code.startsWith('scan_') || code === 'poor_scan' || code === 'unreadable_scan';
  return document.issues.filter((issue) => !told(issue.code));
}

/** Page numbers as the server takes them, `1,3`; `null` if something else was typed than numbers of these pages. */
export function pageNumbers(typed: string, pages: readonly number[]): string | null {
  const numbers = typed.split(/[\s,;]+/).filter((part) => part !== '');
  const isPage = (part: string) => /^\d+$/.test(part) && pages.includes(Number(part));
  if (numbers.length === 0 || !numbers.every(isPage)) return null;
  return [...new Set(numbers.map(Number))].sort((a, b) => a - b).join(',');
}
