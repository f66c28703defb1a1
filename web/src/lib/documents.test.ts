// A document says what it came in; an emptied archive asks for no kind.
import { describe, expect, it } from 'vitest';
import type { DocumentView } from './api/types';
import {
  containerOf,
  copyRemarks,
  documentLabel,
  documentName,
  firstPage,
  holdsOthersOnly,
  isEmptiedArchive,
  lastPage,
  pagePosition,
  partsOf,
} from './documents';
import { de } from './i18n/de';

const document = (id: string, more: object = {}) =>
  ({
    id,
    file_name: `${id}.pdf`,
    part_of: null,
    kind: null,
    kind_review: null,
    pages: [],
    issues: [],
    ...more,
  }) as unknown as DocumentView;
const inside = (container: string) => ({
  part_of: { document: container, part: '1', declared_name: 'a/x.pdf', declared_type: null, pages: null },
});

describe('documents inside other ones', () => {
  const mail = document('mail');
  const first = document('first', inside('mail'));
  const second = document('second', inside('mail'));
  const all = [mail, first, second, document('alone')];

  it('name what they came in', () => {
    expect(containerOf(first, all)).toBe(mail);
    expect(containerOf(mail, all)).toBeUndefined();
    expect(partsOf(mail, all)).toEqual([first, second]);
    expect(documentLabel(second, all, de)).toBe('second.pdf (aus mail.pdf)');
    expect(documentLabel(mail, all, de)).toBe('mail.pdf');
  });

  it('are told apart where they are called the same', () => {
    const twice = [document('one'), document('two', { file_name: 'one.pdf' }), document('other')];
    const labels = twice.map((entry) => documentLabel(entry, twice, de));
    expect(labels).toEqual(['one.pdf', 'one.pdf (2)', 'other.pdf']);
    const mailed = document('mailed', { file_name: 'one.pdf', ...inside('mail') });
    expect(documentLabel(mailed, [mail, ...twice, mailed], de)).toBe('one.pdf (aus mail.pdf)');
  });

  it('leave an archive without a kind once it is emptied, and with one where something stayed', () => {
    const issues = [{ code: 'unpacked', page: null }];
    expect(isEmptiedArchive(document('zip', { issues }))).toBe(true);
    expect(isEmptiedArchive(document('zip', { issues, kind: { value: null, remarks: [] } }))).toBe(false);
    expect(isEmptiedArchive(document('unread'))).toBe(false);
  });

  it('say what is there twice, and nothing else', () => {
    const remarks = [
      { code: 'title_found', parameters: {} },
      { code: 'duplicate_page', parameters: { page: '2', other_page: '1', document: 'a.pdf' } },
    ];
    expect(copyRemarks(document('twice', { kind: { remarks } }))).toEqual([remarks[1]]);
    expect(copyRemarks(mail)).toEqual([]);
  });
});

describe('parts of a divided scan', () => {
  const part = (pages: string, numbers: number[]) =>
    document('scan', {
      part_of: {
        document: 'all',
        part: `pages:${pages}`,
        declared_name: 'scan.pdf',
        declared_type: null,
        pages,
      },
      pages: numbers.map((number) => ({ number })),
    });

  it('are called by their pages, which keep their numbers', () => {
    const several = part('4-6,8', [4, 5, 6, 8]);
    expect(documentName(several, de)).toBe('scan.pdf, Seiten 4–6, 8');
    expect(documentLabel(several, [document('all'), several], de)).toBe('scan.pdf, Seiten 4–6, 8');
    expect(documentName(part('4', [4]), de)).toBe('scan.pdf, Seite 4');
    expect([firstPage(several), lastPage(several)]).toEqual([4, 8]);
    expect(pagePosition(several, 8, de)).toBe('Seite 8 (4 von 4)');
    expect(pagePosition(document('whole', { pages: [{ number: 1 }] }), 1, de)).toBe('Seite 1 von 1');
    expect(firstPage(document('unread'))).toBe(1);
  });

  it('have the kinds that the scan has no more', () => {
    expect(holdsOthersOnly(document('scan', { division_review: { value: '1;2' } }))).toBe(true);
    expect(holdsOthersOnly(document('scan', { division_review: { value: null } }))).toBe(false);
    expect(holdsOthersOnly(document('scan'))).toBe(false);
  });
});
