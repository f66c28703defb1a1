// What is cut on the screen is what the server is told, and nothing is divided by accident.
import { describe, expect, it } from 'vitest';
import type { DocumentView } from './api/types';
import {
  divisionOf,
  documentsIn,
  documentsOf,
  isDivided,
  isDivisible,
  pagesAsText,
  pagesForPeople,
  planOf,
  toggled,
} from './division';

const PAGES = [1, 2, 3, 4, 5, 6];

describe('a division as text', () => {
  it('is read and written in the form of the server', () => {
    expect(documentsIn('1-3;4,6')).toEqual([
      [1, 2, 3],
      [4, 6],
    ]);
    expect([[1, 2, 3, 5], [1, 2], [4]].map(pagesAsText)).toEqual(['1-3,5', '1,2', '4']);
    expect(pagesForPeople('1-3,5')).toBe('1–3, 5');
  });

  it('comes back the same from the plan of the screen', () => {
    for (const value of ['1-3;4-6', '1,2;4-6', '2-5', '1;2;3;4;5;6', '1;3,5,6'])
      expect(divisionOf(PAGES, planOf(PAGES, value)), value).toBe(value);
  });
});

describe('a plan', () => {
  const none = planOf(PAGES, null);

  it('divides nothing until somebody cuts or leaves a page out', () => {
    expect(divisionOf(PAGES, none)).toBeNull();
    expect(documentsOf(PAGES, none)).toEqual([PAGES]);
    expect(divisionOf(PAGES, { ...none, cuts: toggled(none.cuts, 4) })).toBe('1-3;4-6');
    expect(divisionOf(PAGES, { ...none, leftOut: toggled(none.leftOut, 6) })).toBe('1-5');
  });

  it('begins the next document behind a page that is left out', () => {
    expect(divisionOf(PAGES, { cuts: new Set([3]), leftOut: new Set([3]) })).toBe('1,2;4-6');
    expect(divisionOf(PAGES, { cuts: new Set([1]), leftOut: new Set() })).toBeNull();
    expect(divisionOf(PAGES, { cuts: new Set(), leftOut: new Set(PAGES) })).toBeNull();
  });

  it('is cut twice to be whole again', () => {
    expect(toggled(toggled(none.cuts, 4), 4)).toEqual(none.cuts);
  });
});

describe('documents that can be divided', () => {
  const document = (more: object = {}) =>
    ({
      media_type: 'application/pdf',
      pages: [{ number: 1 }, { number: 2 }],
      part_of: null,
      division_review: null,
      ...more,
    }) as unknown as DocumentView;

  it('are files of several pages that are no part of a scan', () => {
    expect(isDivisible(document())).toBe(true);
    expect(isDivisible(document({ media_type: 'image/tiff' }))).toBe(true);
    expect(isDivisible(document({ pages: [{ number: 1 }] }))).toBe(false);
    expect(isDivisible(document({ media_type: 'message/rfc822' }))).toBe(false);
    expect(isDivisible(document({ part_of: { pages: '1,2' } }))).toBe(false);
    expect(isDivisible(document({ part_of: { pages: null } }))).toBe(true);
  });

  it('are divided by a person only', () => {
    expect(isDivided(document({ division: { value: '1;2' } }))).toBe(false);
    expect(isDivided(document({ division_review: { value: null } }))).toBe(false);
    expect(isDivided(document({ division_review: { value: '1;2' } }))).toBe(true);
  });
});
