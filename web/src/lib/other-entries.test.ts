import { describe, expect, it } from 'vitest';
import type { OtherEntry } from './api/types';
import { sortEntries } from './other-entries';

const entry = (text: string, handwritten = false): OtherEntry => ({
  label: 'Bemerkungen',
  handwritten,
  place: { document_id: 'd1', page: 1, box: [0, 0, 1, 1], text },
});

describe('entries that no field asks for', () => {
  it('are remarks when they are sentences, and none is lost', () => {
    const items = ['12', 'Bitte rufen Sie mich an.', 'Am Markt 3', '  Ich ziehe\nim März '].map((text) =>
      entry(text),
    );
    const { remarks, rest } = sortEntries(items);
    expect(remarks.map((one) => one.place.text)).toEqual([
      'Bitte rufen Sie mich an.',
      '  Ich ziehe\nim März ',
    ]);
    expect([...remarks, ...rest]).toHaveLength(items.length);
    expect(rest).toEqual([items[0], items[2]]);
  });
  it('are never folded away when nobody has read them', () => {
    const items = [entry('12'), entry('', true)];
    expect(sortEntries(items)).toEqual({ remarks: [items[1]], rest: [items[0]] });
  });
});
