// What a clerk writes in a letter, as a form: what may be asked for, what is chosen, and what goes to the server.
import type {
  LetterContent,
  LetterItem,
  LetterKind,
  LetterProposal,
  LetterRequest,
  ProposedItem,
  RequirementItem,
} from './api/types';
import type { Language } from './settings';

/** One thing that could be asked for, and what the letter says about it. */
export type LetterRow = {
  requirement: string;
  label: string;
  /** Why the service needs it. */
  why: string | null;
  /** `null` if it stands in the draft and is not missing any more. */
  proposed: ProposedItem | null;
  chosen: LetterItem | null;
};

/** Everything that is missing or unclear in the order of the server, then what only the draft names. */
export function letterRows(
  proposal: Pick<LetterProposal, 'items'>,
  content: LetterContent,
  requirements: readonly RequirementItem[],
  language: Language,
): LetterRow[] {
  const known = (id: string) => requirements.find((item) => item.requirement === id);
  const chosen = (id: string) => content.items.find((item) => item.requirement === id) ?? null;
  const proposed = proposal.items.map((item) => ({
    requirement: item.requirement,
    label: item.label[language],
    why: known(item.requirement)?.why[language] ?? null,
    proposed: item,
    chosen: chosen(item.requirement),
  }));
  const others = content.items
    .filter(({ requirement }) => proposal.items.every((item) => item.requirement !== requirement))
    .map((item) => ({
      requirement: item.requirement,
      label: known(item.requirement)?.label[language] ?? item.requirement,
      why: null,
      proposed: null,
      chosen: item,
    }));
  return [...proposed, ...others];
}

/** What a letter may ask for. */
export const askable = (proposal: Pick<LetterProposal, 'items'>): ProposedItem[] =>
  proposal.items.filter((item) => item.refusal === null);

/** Puts an item into the letter, in the order of the proposal; `again` is what was written before it was taken out. */
export function choose(
  content: LetterContent,
  proposal: Pick<LetterProposal, 'items'>,
  item: ProposedItem,
  again: LetterItem | null,
): LetterContent {
  const fresh = { requirement: item.requirement, text: item.text, reason: null, ask_again: false };
  const order = proposal.items.map(({ requirement }) => requirement);
  const place = ({ requirement }: LetterItem) => (order.indexOf(requirement) + 1 || order.length + 1) - 1;
  const items = [...content.items, again ?? fresh].sort((one, two) => place(one) - place(two));
  return { ...content, items };
}

/** Takes an item out. */
export const leaveOut = (content: LetterContent, requirement: string): LetterContent => ({
  ...content,
  items: content.items.filter((item) => item.requirement !== requirement),
});

/** Changes what is said about an item. */
export const changeItem = (
  content: LetterContent,
  requirement: string,
  part: Partial<LetterItem>,
): LetterContent => ({
  ...content,
  items: content.items.map((item) => (item.requirement === requirement ? { ...item, ...part } : item)),
});

const given = (text: string | null): string | null => text?.trim() || null;

/** What was typed as the server keeps it: no spaces around texts, no empty lines in an address. */
export const asKept = (content: LetterContent): LetterContent => ({
  recipient: content.recipient.map((line) => line.trim()).filter((line) => line !== ''),
  items: content.items.map((item) => ({
    requirement: item.requirement,
    text: item.text.trim(),
    reason: given(item.reason),
    ask_again: item.ask_again,
  })),
  due_on: content.due_on,
  legal_notice: content.legal_notice,
  legal_notice_reason: given(content.legal_notice_reason),
  expected_weeks: content.expected_weeks,
  grounds: given(content.grounds),
  intended_decision: given(content.intended_decision),
  note: given(content.note),
});

export const requestOf = (kind: LetterKind, content: LetterContent): LetterRequest => ({
  kind,
  ...asKept(content),
});

/** Id of the notice that the rule chooses, or `null`. */
export const noticeByRule = ({ legal_notices }: Pick<LetterProposal, 'legal_notices'>): string | null =>
  legal_notices.find((notice) => notice.by_rule)?.id ?? null;

/** Another notice than the rule's, or none, needs a reason. */
export const noticeNeedsReason = (content: LetterContent, proposal: LetterProposal): boolean =>
  content.legal_notice !== noticeByRule(proposal);

/** `2026-12-05` as the letter writes it, in German whatever the workbench speaks. */
export const dayInLetter = (day: string): string =>
  new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** A sentence of the blueprint with what the clerk says: name, day and weeks; what is not said yet is left open. */
export const sentenceText = (text: string, { recipient, due_on, expected_weeks }: LetterContent): string =>
  text
    .replaceAll('{name}', recipient[0] ?? '…')
    .replaceAll('{due_on}', due_on ? dayInLetter(due_on) : '…')
    .replaceAll('{weeks}', expected_weeks === null ? '…' : String(expected_weeks));

/** Paragraphs of a notice with the day of the letter. */
export const noticeText = (text: readonly string[], dueOn: string | null): string[] =>
  text.map((line) => line.replaceAll('{due_on}', dueOn ? dayInLetter(dueOn) : '…'));

/** Whole weeks as typed; `null` for nothing. What is too long is refused by the server and not changed here. */
export function weeksOf(typed: string): number | null {
  const weeks = Number(typed);
  return typed === '' || Number.isNaN(weeks) ? null : Math.min(9999, Math.max(0, Math.round(weeks)));
}
