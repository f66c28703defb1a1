// Entries of a case's history in words: a headline that says what happened to what, and the rest as short facts.
import type { NamedSuggestions } from './api/queries';
import type { Actor } from './api/types';
import { formatDate, formatNumber } from './format';
import { type Messages, sentence } from './i18n';
import type { Language } from './settings';

type Fact = { name: string; text: string };
export type Entry = { actor: Actor; action: string; detail: Record<string, unknown> };
/** Names of what an entry speaks of; `null` where the screen does not know it. */
export type NameOf = (kind: string, key: string) => string | null;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

function subjectOf(detail: Record<string, unknown>): { kind: string; key: string } | null {
  const { subject } = detail;
  if (typeof subject !== 'object' || subject === null) return null;
  const { kind, key } = subject as Record<string, unknown>;
  return text(kind) ? { kind: String(kind), key: String(key ?? '') } : null;
}

function subjectName(subject: { kind: string; key: string }, m: Messages, nameOf: NameOf): string {
  return nameOf(subject.kind, subject.key) ?? (sentence(m, 'subject', subject.kind) || subject.key);
}

/** The suggestions that an entry speaks of, as the server finds them, and how many; null where it speaks of none. */
export function namedIn({
  action,
  detail,
}: Pick<Entry, 'action' | 'detail'>): { named: NamedSuggestions; count: number } | null {
  if (action === 'suggestions_recorded') {
    const run = text(detail.run);
    const made = count(detail.suggestions) + count(detail.abstentions);
    return run && made > 0 ? { named: { run }, count: made } : null;
  }
  const suggestion = action === 'review_recorded' ? text(detail.suggestion) : null;
  return suggestion ? { named: { suggestion }, count: 1 } : null;
}

/** What happened, in one line. */
export function headline({ actor, action, detail }: Entry, m: Messages, nameOf: NameOf): string {
  const h = m.history;
  const subject = subjectOf(detail);
  const verdict = text(detail.verdict);
  if (action === 'review_recorded' && subject && verdict) {
    return h.reviewed(subjectName(subject, m, nameOf), sentence(m, 'verdict', verdict));
  }
  if (action === 'suggestions_recorded' && 'suggestions' in detail) {
    return h.suggested(count(detail.suggestions), count(detail.abstentions), detail.cause === 'review');
  }
  if (action === 'document_read') {
    const name = nameOf('document', text(detail.document) ?? '');
    if (name) return h.read(name, count(detail.pages));
  }
  if (action === 'submission_received' && Array.isArray(detail.documents))
    return h.received(detail.documents.length);
  if (action === 'documents_added' && Array.isArray(detail.documents)) {
    const container = nameOf('document', text(detail.container) ?? '');
    if (container) return h.takenOut(detail.documents.length, container);
  }
  if (action === 'decision_recorded' && text(detail.outcome))
    return h.decided(sentence(m, 'outcome', String(detail.outcome)));
  if ((action === 'decision_proposed' || action === 'decision_released') && text(detail.outcome))
    return h.ofDecision(sentence(m, 'auditAction', action), sentence(m, 'outcome', String(detail.outcome)));
  if (action === 'decision_returned' && text(detail.answer))
    return h.ofDecision(
      sentence(m, 'auditAction', action),
      sentence(m, 'releaseVerdict', String(detail.answer)),
    );
  if (action === 'case_reopened' && text(detail.ground))
    return h.ofDecision(
      sentence(m, 'auditAction', action),
      sentence(m, 'reopeningGround', String(detail.ground)),
    );
  if (action === 'transfer_noted' && text(detail.item))
    return h.transferNoted(sentence(m, 'transferItem', String(detail.item)));
  if (action === 'letter_sent' && text(detail.kind))
    return m.letters.sentEntry(sentence(m, 'letterKind', String(detail.kind)));
  if (action === 'case_assigned' && 'assignee' in detail) {
    if (detail.assignee === null) return h.released;
    if (detail.assignee === actor.id) return h.taken;
  }
  return sentence(m, 'auditAction', action);
}

const GROUPS: Record<string, Parameters<typeof sentence>[1]> = {
  verdict: 'verdict',
  reason: 'reason',
  outcome: 'outcome',
  role: 'role',
  item: 'transferItem',
  kind: 'letterKind',
  ground: 'reopeningGround',
  joining_ground: 'joiningGround',
  answer: 'releaseVerdict',
};

function valueText(name: string, value: unknown, m: Messages, language: Language): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    const codes = value.every((item) => typeof item === 'string');
    return codes ? value.map((code) => sentence(m, 'issue', String(code))).join(' ') : String(value.length);
  }
  if (typeof value === 'object') return JSON.stringify(value);
  if (name === 'dwell_ms')
    return m.history.seconds(formatNumber(Number(value) / 1000, language, Number(value) < 10_000 ? 1 : 0));
  if (typeof value === 'boolean') return value ? m.common.yes : m.common.no;
  const plain = String(value);
  // Cases are put back for other reasons than suggestions are corrected.
  const isOfSnooze = name === 'reason' && Object.hasOwn(m.codes.snoozeReason, plain);
  const group = isOfSnooze ? 'snoozeReason' : GROUPS[name];
  if (group) return sentence(m, group, plain);
  return /^\d{4}-\d{2}-\d{2}$/.test(plain) ? formatDate(plain, language) : plain;
}

/** The facts of an entry in the server's order, with known names in words; what is empty is left out. */
export function factsOf(
  detail: Record<string, unknown>,
  m: Messages,
  language: Language,
  nameOf: NameOf,
): Fact[] {
  const names: Record<string, string> = m.history.facts;
  return Object.entries(detail).flatMap(([name, value]) => {
    const subject = name === 'subject' ? subjectOf(detail) : null;
    const shown = subject
      ? `${sentence(m, 'subject', subject.kind)} ${nameOf(subject.kind, subject.key) ?? subject.key}`.trim()
      : (nameOf(name, String(value)) ?? valueText(name, value, m, language));
    return shown === null
      ? []
      : [{ name: Object.hasOwn(names, name) ? (names[name] as string) : name, text: shown }];
  });
}
