// Words of the overview of the office. They load with it.
import { type Language, useSettings } from '../../settings';
import { plural } from './plural';

const overviewDe = {
  title: 'Übersicht',
  status: 'Wie lange Menschen warten, bis sie wissen, was fehlt',
  open: 'Offene Akten',
  due: 'Frist in 7 Tagen oder vorbei',
  missing: 'Es fehlt etwas',
  answered: 'Antwort eingegangen',
  see: 'Im Eingang ansehen',
  weeks: 'Zeitraum',
  lastWeeks: (count: number) => plural(count, 'Woche', 'Wochen'),
  days: 'Tage bis zur ersten Nachforderung',
  daysHint: 'Kalendertage vom Eingang bis zum Absenden, gezählt in der Woche der ersten Nachforderung.',
  median: (days: string) => `${days} (Median)`,
  half: (low: string, high: string) => `die mittlere Hälfte der Akten ${low} bis ${high} Tage`,
  once: 'Mit einer Nachforderung ausgekommen',
  onceHint: 'Anteil unter den Akten, die nachgefordert wurden und entschieden sind.',
  few: (n: string, minimum: string) => `Noch zu wenige Akten (n = ${n}, ab ${minimum} sichtbar).`,
  interval: (low: string, high: string) => `${low} bis ${high}`,
  n: (n: string) => `n = ${n}`,
  table: 'Erste Nachforderungen nach Wochen',
  week: 'Woche ab',
  running: 'läuft noch',
  asked: 'Akten',
  medianColumn: 'Median in Tagen',
  halfColumn: 'Mittlere Hälfte',
  none: 'In diesem Zeitraum wurde nichts nachgefordert.',
  counts: 'Gezählt wird für das ganze Amt. Keine Akte und keine Person wird genannt.',
};

const overviewEn: typeof overviewDe = {
  title: 'Overview',
  status: 'How long people wait until they know what is missing',
  open: 'Open cases',
  due: 'Due within 7 days, or overdue',
  missing: 'Something is missing',
  answered: 'An answer arrived',
  see: 'See in the queue',
  weeks: 'Period',
  lastWeeks: (count) => plural(count, 'week', 'weeks'),
  days: 'Days to the first document request',
  daysHint: 'Calendar days from receipt to sending, counted in the week of the first document request.',
  median: (days) => `${days} (median)`,
  half: (low, high) => `the middle half of the cases ${low} to ${high} days`,
  once: 'One document request was enough',
  onceHint: 'Share of the cases that were asked and are decided.',
  few: (n, minimum) => `Too few cases yet (n = ${n}, shown from ${minimum}).`,
  interval: (low, high) => `${low} to ${high}`,
  n: (n) => `n = ${n}`,
  table: 'First document requests by week',
  week: 'Week of',
  running: 'still running',
  asked: 'Cases',
  medianColumn: 'Median in days',
  halfColumn: 'Middle half',
  none: 'Nothing was asked for in this period.',
  counts: 'Counted for the whole office. No case and no person is named.',
};

const WORDS: Record<Language, typeof overviewDe> = { de: overviewDe, en: overviewEn };

export function useOverviewWords() {
  const { language } = useSettings().settings;
  return { o: WORDS[language], language };
}
