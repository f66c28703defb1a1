// A document says what it came in; an emptied archive asks for no kind.
import { describe, expect, it } from 'vitest';
import type { DocumentView } from './api/types';
import { containerOf, copyRemarks, documentLabel, isEmptiedArchive, partsOf } from './documents';
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
  part_of: { document: container, part: '1', declared_name: 'a/x.pdf', declared_type: null },
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
