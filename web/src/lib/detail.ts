// Details of log entries as short facts: known codes become words, long machine values stay out of the way.
import { formatDate } from './format';
import { type Messages, sentence } from './i18n';
import type { Language } from './settings';

export type Fact = { name: string; text: string };

const GROUPS: Record<string, Parameters<typeof sentence>[1]> = {
  verdict: 'verdict',
  reason: 'reason',
  outcome: 'outcome',
  subject_kind: 'subject',
  role: 'role',
};

const plain = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
};

/** Facts of a log entry, in the server's order; what is empty is left out. */
export function factsOf(detail: Record<string, unknown>, m: Messages, language: Language): Fact[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    const text = plain(value);
    if (text === null) return [];
    const group = GROUPS[name];
    if (group) return [{ name, text: sentence(m, group, text) }];
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return [{ name, text: formatDate(text, language) }];
    return [{ name, text }];
  });
}
