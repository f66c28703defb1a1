// The form of a letter: nothing is chosen by itself, items keep the order of the proposal, payloads are as kept.
import { describe, expect, it } from 'vitest';
import type { LetterContent, LetterProposal, ProposedItem, RequirementItem } from './api/types';
import {
  asKept,
  askable,
  changeItem,
  choose,
  dayInLetter,
  leaveOut,
  letterRows,
  noticeByRule,
  noticeNeedsReason,
  noticeText,
  requestOf,
  sentenceText,
  weeksOf,
} from './letter-form';

const proposed = (requirement: string, more: Partial<ProposedItem> = {}): ProposedItem => ({
  requirement,
  label: { de: `${requirement} de`, en: `${requirement} en` },
  text: `Bitte senden: ${requirement}`,
  state: 'missing',
  settled: true,
  demand: 'yes',
  refusal: null,
  needs_reason: false,
  asked_on: null,
  legal_bases: [],
  ...more,
});
const EMPTY: LetterContent = {
  recipient: [],
  items: [],
  due_on: '2026-12-17',
  legal_notice: 'social_benefits',
  legal_notice_reason: null,
  expected_weeks: null,
  grounds: null,
  intended_decision: null,
  note: null,
};
const notice = (id: string, by_rule: boolean) => ({
  id,
  label: { de: id, en: id },
  text: ['Bis zum {due_on}.'],
  legal_bases: [],
  verified: true,
  by_rule,
});
const PROPOSAL = {
  kind: 'document_request',
  items: [
    proposed('form'),
    proposed('tenancy'),
    proposed('hobby', { demand: 'no', refusal: 'must_not_be_asked' }),
  ],
  legal_notices: [notice('general', false), notice('social_benefits', true)],
} as unknown as LetterProposal;
const item = (requirement: string) =>
  PROPOSAL.items.find((one) => one.requirement === requirement) as ProposedItem;

describe('what is asked for', () => {
  it('is chosen by nobody but the clerk, and what must not be asked for is no choice', () => {
    const rows = letterRows(PROPOSAL, EMPTY, [], 'de');
    expect(rows.map((row) => [row.label, row.chosen])).toEqual([
      ['form de', null],
      ['tenancy de', null],
      ['hobby de', null],
    ]);
    expect(askable(PROPOSAL).map(({ requirement }) => requirement)).toEqual(['form', 'tenancy']);
  });

  it('says why by the requirement, and shows what is not missing any more behind the rest', () => {
    const requirements = [
      { requirement: 'form', why: { de: 'Weil.', en: 'Because.' }, label: { de: 'F', en: 'F' } },
      { requirement: 'old', why: { de: '', en: '' }, label: { de: 'Alt', en: 'Old' } },
    ] as RequirementItem[];
    const old = { requirement: 'old', text: 'x', reason: null, ask_again: false };
    const rows = letterRows(PROPOSAL, { ...EMPTY, items: [old] }, requirements, 'en');
    expect(rows[0]?.why).toBe('Because.');
    expect(rows.at(-1)).toMatchObject({ label: 'Old', proposed: null, chosen: old });
  });

  it('keeps the order of the proposal, and what was written before it was taken out', () => {
    const one = choose(EMPTY, PROPOSAL, item('tenancy'), null);
    const two = choose(one, PROPOSAL, item('form'), null);
    expect(two.items.map(({ requirement }) => requirement)).toEqual(['form', 'tenancy']);
    const edited = changeItem(two, 'form', { text: 'Anders', reason: 'weil' });
    const again = edited.items[0] ?? null;
    const out = leaveOut(edited, 'form');
    expect(out.items.map(({ requirement }) => requirement)).toEqual(['tenancy']);
    expect(choose(out, PROPOSAL, item('form'), again)).toEqual(edited);
  });
});

describe('what goes to the server', () => {
  it('has no spaces around texts, no empty lines, and nothing for nothing', () => {
    const typed: LetterContent = {
      ...EMPTY,
      recipient: [' Erika Musterfrau ', '', '86150 Beispielstadt'],
      items: [{ requirement: 'form', text: ' Bitte\nsenden ', reason: '  ', ask_again: true }],
      legal_notice_reason: '',
      grounds: ' Erstens.\nZweitens. ',
      intended_decision: ' ',
      note: ' \n',
    };
    expect(requestOf('document_request', typed)).toEqual({
      kind: 'document_request',
      recipient: ['Erika Musterfrau', '86150 Beispielstadt'],
      items: [{ requirement: 'form', text: 'Bitte\nsenden', reason: null, ask_again: true }],
      due_on: '2026-12-17',
      legal_notice: 'social_benefits',
      legal_notice_reason: null,
      expected_weeks: null,
      grounds: 'Erstens.\nZweitens.',
      intended_decision: null,
      note: null,
    });
    expect(asKept(asKept(typed))).toEqual(asKept(typed));
  });

  it('counts weeks as typed', () => {
    expect(['', '8', '-1', '99999', 'x'].map(weeksOf)).toEqual([null, 8, 0, 9999, null]);
  });
});

describe('a sentence of the blueprint', () => {
  it('says what the clerk says, and leaves open what is not said yet', () => {
    const sentence = 'Guten Tag {name}, bis zum {due_on}, {weeks} Wochen.';
    const said = { ...EMPTY, recipient: ['Erika Musterfrau'], expected_weeks: 8 };
    expect(sentenceText(sentence, said)).toBe(
      'Guten Tag Erika Musterfrau, bis zum 17. Dezember 2026, 8 Wochen.',
    );
    expect(sentenceText(sentence, { ...EMPTY, due_on: null })).toBe('Guten Tag …, bis zum …, … Wochen.');
  });
});

describe('the legal notice', () => {
  it('is the one of the rule; another one or none needs a reason', () => {
    expect(noticeByRule(PROPOSAL)).toBe('social_benefits');
    const needs = (id: string | null) => noticeNeedsReason({ ...EMPTY, legal_notice: id }, PROPOSAL);
    expect([needs('social_benefits'), needs('general'), needs(null)]).toEqual([false, true, true]);
    expect(noticeNeedsReason({ ...EMPTY, legal_notice: null }, { ...PROPOSAL, legal_notices: [] })).toBe(
      false,
    );
  });

  it('names the day as the letter writes it', () => {
    expect(dayInLetter('2026-12-05')).toBe('5. Dezember 2026');
    expect(noticeText(['Bis {due_on}.', 'Ende.'], '2026-12-17')).toEqual(['Bis 17. Dezember 2026.', 'Ende.']);
    expect(noticeText(['Bis {due_on}.'], null)).toEqual(['Bis ….']);
  });
});
