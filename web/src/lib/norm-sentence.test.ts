import { describe, expect, it } from 'vitest';
import type { LegalBasis } from './api/types';
import { citedSentence, sentencesOf } from './norm-sentence';

const said = (text: string) => sentencesOf(text)?.map(({ start, end }) => text.slice(start, end)) ?? null;
const cited = (citation: string, text: string, paragraph: string | null = '1') => {
  const found = citedSentence({ citation, paragraph, text } as LegalBasis);
  return found && text.slice(found.start, found.end);
};

describe('sentences of a norm', () => {
  it('do not end at abbreviations, dates and numbers of norms within them', () => {
    expect(
      said('Es gilt § 3 Abs. 1 Nr. 2. Bis zum 31. Dezember (BGBl. I S. 12) gilt es. § 4 bleibt.'),
    ).toEqual(['Es gilt § 3 Abs. 1 Nr. 2.', 'Bis zum 31. Dezember (BGBl. I S. 12) gilt es.', '§ 4 bleibt.']);
  });
  it('take their lists with them, and what goes on below a list', () => {
    const list =
      '(1) Nötig sind\n1. ein Antrag,\n2. ein Pass\na) im Original oder\nb) als Kopie,\nund ein Bild. Es ist neu.';
    expect(said(list)).toEqual([list.slice(4, -' Es ist neu.'.length), 'Es ist neu.']);
    expect(said('Nötig ist\n1. ein Pass.\nEr ist vorzulegen.')?.[1]).toBe('Er ist vorzulegen.');
  });
  it('are unknown where the words leave a doubt', () => {
    // A noun after a list, an ordinal number, two sentences in an item, a table.
    expect(said('Wer\n1. beantragt,\n2. erhält\nLeistungen, hat es zu sagen.')).toBeNull();
    expect(said('Es gilt ab dem 25. Grad.')).toBeNull();
    expect(said('Nötig ist\n1. ein Pass. Er ist neu,\n2. ein Bild.')).toBeNull();
    expect(said('Stufe | Euro\nI | 5')).toBeNull();
  });
});

describe('the sentence that a citation names', () => {
  const text = 'Der erste Satz. Der zweite Satz.';
  it('is marked where it is surely there', () => {
    expect(cited('§ 7 Abs. 1 Satz 2 SGB II', text)).toBe('Der zweite Satz.');
    expect(cited('§ 7 Absatz 1 Satz 1 Nr. 3 SGB II', text)).toBe('Der erste Satz.');
    expect(cited('§ 7 Satz 2 SGB II', text, null)).toBe('Der zweite Satz.');
  });
  it('is none where the citation names none, several, one that is not there, or another paragraph', () => {
    expect(cited('§ 7 Abs. 1 SGB II', text)).toBeNull();
    expect(cited('§ 7 Abs. 1 Satz 1 und 2 SGB II', text)).toBeNull();
    expect(cited('§ 7 Abs. 1 Satz 1, § 8 Abs. 1 Satz 2 SGB II', text)).toBeNull();
    expect(cited('§ 7 Abs. 1 Satz 3 SGB II', text)).toBeNull();
    expect(cited('§ 7 Abs. 2 Satz 1 SGB II', text)).toBeNull();
    expect(cited('§ 7 Satz 1 SGB II', text)).toBeNull();
    expect(cited('§ 7 Abs. 1 Satz 1 SGB II', text, null)).toBeNull();
  });
});
