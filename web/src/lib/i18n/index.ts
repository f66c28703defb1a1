// Words in the language of the settings, and sentences for codes.
import type { Problem, Role } from '../api/types';
import { formatBytes } from '../format';
import { type Language, useSettings } from '../settings';
import { de, type Messages } from './de';
import { en } from './en';

export type { Messages };

const dictionary = (language: Language): Messages => (language === 'de' ? de : en);

/** The dictionary and the language in use. */
export function useMessages(): { m: Messages; language: Language } {
  const { settings } = useSettings();
  return { m: dictionary(settings.language), language: settings.language };
}

/** Puts parameters into a sentence; one that is missing becomes an ellipsis, never `{name}`. */
export function fill(sentence: string, parameters: Record<string, unknown>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    return value === undefined || value === null ? '…' : String(value);
  });
}

type CodeGroup = Exclude<keyof Messages['codes'], 'problem'>;

/** The sentence for a code; a code that is not known yet gets a neutral one that names it. */
export function sentence(
  m: Messages,
  group: CodeGroup,
  code: string,
  parameters: Record<string, unknown> = {},
): string {
  const words: Record<string, string> = m.codes[group];
  const found = Object.hasOwn(words, code) ? words[code] : undefined;
  const own = m === en ? inEnglish(parameters) : parameters;
  return found === undefined ? m.unknownCode(code) : fill(found, own);
}

/** Parameters of which some stand there in both languages (`labels`, `labels_en`), with the English ones in place. */
const inEnglish = (parameters: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries([
    ...Object.entries(parameters),
    ...Object.entries(parameters).flatMap(([name, value]) =>
      name.endsWith('_en') ? [[name.slice(0, -'_en'.length), value] as const] : [],
    ),
  ]);

/** What happened and what to do, for a problem of the server. */
export function problemSentence(m: Messages, language: Language, problem: Problem): string {
  const words: Record<string, string> = m.codes.problem;
  const text = Object.hasOwn(words, problem.code)
    ? (words[problem.code] as string)
    : m.unknownCode(problem.code);
  const fields: Record<string, string> = m.codes.fieldProblem;
  const details = (problem.fields ?? []).flatMap((wrong) => fields[wrong.code] ?? []);
  return fill([text, ...new Set(details)].join(' '), {
    ...problem,
    limit_bytes: problem.limit_bytes === undefined ? undefined : formatBytes(problem.limit_bytes, language),
    required: problem.required?.map((role) => m.codes.role[role as Role] ?? role).join(', '),
    changed_by: problem.changed_by || m.common.someone,
  });
}
