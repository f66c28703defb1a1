// One line for each page, nothing told twice, and only pages that the document has.
import { describe, expect, it } from 'vitest';
import { de } from './i18n/de';
import { en } from './i18n/en';
import { otherIssues, pageNumbers, pagesInWords } from './rescan';

const remarks: { code: string; parameters: Record<string, string> }[] = [
  { code: 'page_too_dark', parameters: { page: '3', percent: '31' } },
  { code: 'page_poor', parameters: { page: '3', percent: '41' } },
  { code: 'page_cut_off', parameters: { page: '4', words: '6' } },
];

describe('pages in words', () => {
  it('say reasons and figures, a line for each page', () => {
    expect(pagesInWords(de, remarks)).toEqual([
      'Seite 3: zu dunkel (Papier nur zu 31 % hell), 41 % der Wörter unsicher',
      'Seite 4: am Rand abgeschnitten (6 Wörter)',
    ]);
    expect(pagesInWords(en, remarks)[0]).toBe(
      'Page 3: too dark (paper only 31 % bright), 41 % of the words unsure',
    );
  });
});

describe('issues beside a suggested scan', () => {
  const issues = [
    { code: 'poor_scan' as const, page: 3 },
    { code: 'scan_too_dark' as const, page: 3 },
    { code: 'page_not_upright' as const, page: 3 },
  ];
  it('are those that the suggestion does not tell', () => {
    const rescan = { value: '3' } as never;
    expect(otherIssues({ issues, rescan }).map((issue) => issue.code)).toEqual(['page_not_upright']);
    expect(otherIssues({ issues, rescan: null })).toHaveLength(3);
  });
});

describe('typed page numbers', () => {
  it('are sorted, once each, and pages of the document', () => {
    const pages = [1, 2, 3, 4];
    expect(pageNumbers('3, 1;3', pages)).toBe('1,3');
    for (const wrong of ['', '0', '5', '1-3', 'eins']) expect(pageNumbers(wrong, pages), wrong).toBeNull();
    expect(pageNumbers('8', [4, 5, 8])).toBe('8');
    expect(pageNumbers('6', [4, 5, 8])).toBeNull();
  });
});
