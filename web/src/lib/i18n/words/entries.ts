// Entries that no field asks for, and what suggestions were worth. Loaded with the pages of a case.
import { type Language, useSettings } from '../../settings';
import { plural } from './plural';

const entriesDe = {
  title: 'Sonst noch auf den Formularen',
  hint: 'Steht auf den Formularen, ohne dass hier eine Angabe danach fragt. Bitte lesen und berücksichtigen (§ 24 VwVfG).',
  rest: (count: number) => `${plural(count, 'weiterer kurzer Eintrag', 'weitere kurze Einträge')}`,
  byHand: 'handschriftlicher Eintrag, bitte lesen',
  look: 'In der Akte ansehen',
  measured: 'Bisherige Vorschläge',
  taken: (share: string, interval: string, days: number, n: string) =>
    `Zu dieser Angabe übernahmen Menschen in den letzten ${days} Tagen ${share} der Vorschläge unverändert (${interval}, n = ${n}).`,
  few: (n: string, minimum: string) => `Noch zu wenige Fälle (n = ${n}, ab ${minimum} sichtbar).`,
  interval: (low: string, high: string) => `${low} bis ${high}`,
};

const entriesEn: typeof entriesDe = {
  title: 'Also on the forms',
  hint: 'Stands on the forms, and no field here asks for it. Please read and take into account (§ 24 VwVfG).',
  rest: (count) => `${plural(count, 'more short entry', 'more short entries')}`,
  byHand: 'written by hand, please read',
  look: 'See in the case',
  measured: 'Suggestions so far',
  taken: (share, interval, days, n) =>
    `On this field people took ${share} of the suggestions as they were in the last ${days} days (${interval}, n = ${n}).`,
  few: (n, minimum) => `Too few cases yet (n = ${n}, shown from ${minimum}).`,
  interval: (low, high) => `${low} to ${high}`,
};

const WORDS: Record<Language, typeof entriesDe> = { de: entriesDe, en: entriesEn };

export function useEntryWords() {
  const { language } = useSettings().settings;
  return { words: WORDS[language], language };
}
