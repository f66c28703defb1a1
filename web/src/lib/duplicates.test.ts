// Pairs of documents that look like one: found by remark or by review, from both sides, and nothing is passed over.
import { describe, expect, it } from 'vitest';
import type { CaseDetail, DocumentView, ReviewView } from './api/types';
import {
  firstPages,
  inWalkingOrder,
  looseRemarks,
  type Pair,
  pagesAlike,
  pairKey,
  pairsOf,
  setAside,
} from './duplicates';

const remark = (code: string, parameters: Record<string, string>) => ({ code, parameters });
const document = (id: string, pages: number[], remarks: object[] = [], aside: string | null = null) =>
  ({
    id,
    file_name: `${id}.pdf`,
    kind: { remarks },
    pages: pages.map((number) => ({ number })),
    set_aside_for: aside,
  }) as unknown as DocumentView;
const review = (key: string, value: string) =>
  ({ id: `r-${key}`, subject: { kind: 'duplicate', key }, value }) as unknown as ReviewView;
const caseOf = (documents: DocumentView[], reviews: ReviewView[] = []) =>
  ({ documents, duplicate_reviews: reviews }) as Pick<CaseDetail, 'documents' | 'duplicate_reviews'>;

describe('pairs of documents', () => {
  const first = document('a', [1, 2]);
  const page = remark('rescanned_page', { page: '2', other_page: '1', document: 'a.pdf', document_id: 'a' });
  const second = document('b', [1, 2, 3], [remark('title_found', {}), page]);
  const third = document('c', [1], [remark('duplicate_document', { document: 'a.pdf' })]);
  const all = [first, second, third];

  it('follow from remarks, by id or, as they were once, by name', () => {
    const [found, ...more] = pairsOf(second, caseOf(all));
    expect(more).toEqual([]);
    expect([found?.other, found?.remarks, found?.review]).toEqual([first, [page], null]);
    expect(pairsOf(third, caseOf(all)).map((pair) => pair.other)).toEqual([first]);
    expect(pairsOf(first, caseOf(all))).toEqual([]);
  });

  it('stand on both sides once a person judged them', () => {
    const judged = review(pairKey('b', 'a'), setAside('b'));
    expect(judged.subject.key).toBe('a/b');
    const [seen] = pairsOf(first, caseOf(all, [judged]));
    expect([seen?.other, seen?.remarks, seen?.review]).toEqual([second, [], judged]);
    expect(pairsOf(second, caseOf(all, [judged]))[0]?.review).toBe(judged);
    // The other document left with a division: nothing to compare with.
    expect(pairsOf(first, caseOf([first], [judged]))).toEqual([]);
  });

  it('leave a remark alone whose other document is gone', () => {
    expect(looseRemarks(second, all)).toEqual([]);
    expect(looseRemarks(second, [second])).toEqual([page]);
  });

  it('begin with the pages that look alike, and say how many do', () => {
    const pair: Pair = { document: second, other: first, remarks: [page], review: null };
    expect(firstPages(pair)).toEqual([1, 0]);
    expect(pagesAlike(pair)).toBe(1);
    expect(pagesAlike({ ...pair, remarks: third.kind?.remarks ?? [] })).toBeNull();
    expect(pagesAlike({ ...pair, document: document('d', [2]) })).toBeNull();
    expect(firstPages({ ...pair, remarks: [] })).toEqual([0, 0]);
  });
});

it('what is set aside comes last and is not passed over', () => {
  const aside = document('b', [1], [], 'a');
  const documents = [document('a', [1]), aside, document('c', [1])];
  expect(inWalkingOrder(documents).map((entry) => entry.id)).toEqual(['a', 'c', 'b']);
});
