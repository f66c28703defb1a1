// Pages of new post in groups, and what cuts and merges make of a scan.
import { describe, expect, it } from 'vitest';
import type { DocumentView, ReviewView } from './api/types';
import { cutBefore, groupsOf, isCutSuggested, mergeBefore, packedIn } from './sorting';

const pages = (numbers: number[]) => numbers.map((number) => ({ number }) as DocumentView['pages'][number]);
const document = (id: string, numbers: number[], more: Partial<DocumentView> = {}): DocumentView =>
  ({
    id,
    media_type: 'application/pdf',
    part_of: null,
    kind: null,
    kind_review: null,
    division: null,
    division_review: null,
    issues: [],
    pages: pages(numbers),
    ...more,
  }) as unknown as DocumentView;
const divided = (value: string | null) => ({ division_review: { value } as ReviewView });
const part = (id: string, numbers: number[], text: string) =>
  document(id, numbers, {
    part_of: { document: 'scan', part: `pages:${text}`, pages: text } as DocumentView['part_of'],
  });

describe('groups', () => {
  it('hold every page once, left out pages too', () => {
    const documents = [
      document('scan', [1, 2, 3, 4], divided('1,2;4')),
      part('a', [1, 2], '1,2'),
      part('b', [4], '4'),
      document('letter', [1]),
      document('broken', []),
    ];
    const told = groupsOf(documents).map((group) => [
      group.document.id,
      group.file.id,
      group.pages.map((page) => page.key).join(),
      group.isLeftOut,
    ]);
    expect(told).toEqual([
      ['a', 'scan', 'scan 1,scan 2', false],
      ['b', 'scan', 'scan 4', false],
      ['scan', 'scan', 'scan 3', true],
      ['letter', 'letter', 'letter 1', false],
      ['broken', 'broken', 'broken 0', false],
    ]);
  });

  it('stand by themselves where their scan is in another case', () => {
    const [group] = groupsOf([part('a', [4], '4')]);
    expect([group?.file.id, group?.pages[0]?.key]).toEqual(['a', 'a 4']);
  });
});

describe('cuts', () => {
  it('divide a document before a page, and only behind its first', () => {
    const scan = document('scan', [1, 2, 3, 4]);
    expect(cutBefore(scan, 3)).toEqual({ value: '1,2;3,4' });
    expect(cutBefore(scan, 1)).toBeNull();
    const again = document('scan', [1, 2, 3, 4], divided('1,2;4'));
    expect(cutBefore(again, 2)).toEqual({ value: '1;2;4' });
    expect(cutBefore(again, 3)).toBeNull();
    expect(cutBefore(part('a', [1, 2], '1,2'), 2)).toBeNull();
  });

  it('are taken back by merging, to the undivided scan at last', () => {
    expect(mergeBefore(document('scan', [1, 2, 3], divided('1;2;3')), 3)).toEqual({ value: '1;2,3' });
    expect(mergeBefore(document('scan', [1, 2, 3], divided('1,3;2')), 2)).toEqual({ value: null });
    expect(mergeBefore(document('scan', [1, 2, 3], divided('1;2')), 2)).toEqual({ value: '1,2' });
    expect(mergeBefore(document('scan', [1, 2, 3], divided('1;2')), 1)).toBeNull();
    expect(mergeBefore(document('scan', [1, 2, 3]), 2)).toBeNull();
  });

  it('are suggested until a person says something', () => {
    const division = { value: '1,2;4' } as DocumentView['division'];
    expect(isCutSuggested(document('scan', [1, 2, 3, 4], { division }), 4)).toBe(true);
    expect(isCutSuggested(document('scan', [1, 2, 3, 4], { division }), 1)).toBe(false);
    expect(isCutSuggested(document('scan', [1, 2, 3, 4], { division, ...divided(null) }), 4)).toBe(false);
  });
});

describe('what came in a document', () => {
  it('are its attachments and theirs, and nothing beside it', () => {
    const held = (id: string, container: string) =>
      document(id, [1], {
        part_of: { document: container, part: '2', pages: null } as DocumentView['part_of'],
      });
    const documents = [
      document('mail', [1]),
      held('archive', 'mail'),
      held('lease', 'archive'),
      document('other', [1]),
      held('of-other', 'other'),
    ];
    expect(packedIn(documents, 'mail')).toEqual(['archive', 'lease']);
    expect(packedIn(documents, 'lease')).toEqual([]);
  });
});
