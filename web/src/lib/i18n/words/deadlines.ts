// Dates that the law counts, and the steps of counting. Loaded with what shows them, not with the first page.
import { type Language, useSettings } from '../../settings';
import { plural } from './plural';

const together = (parts: (string | false)[], and: string) => parts.filter(Boolean).join(` ${and} `);

const deadlinesDe = {
  title: 'Fristen',
  why: 'So ist gerechnet',
  endsOn: (date: string) => `endet am ${date}`,
  standsStill: 'ruht',
  openUntil: (event: string) => `noch kein Datum (beginnt mit: ${event})`,
  unverified: 'noch nicht am amtlichen Text geprüft',
  events: {
    received: 'Eingang',
    complete: 'vollständige Unterlagen',
    granted: 'Bewilligung',
    moved_in: 'Einzug',
    kept_since: 'Beginn der Haltung',
    certificate_issued: 'Ausstellung der Bescheinigung',
    consent_requested: 'Ersuchen um das Einvernehmen',
    care_year_end: 'Ende des Pflegegeldjahres',
    tax_year_end: 'Ende des Steuerjahres',
  } as Record<string, string>,
  length: (months: number, days: number) =>
    together(
      [
        (months > 0 || days === 0) && plural(months, 'Monat', 'Monate'),
        days > 0 && plural(days, 'Tag', 'Tage'),
      ],
      'und',
    ),
  saturday: 'Samstag',
  sunday: 'Sonntag',
  holiday: 'Feiertag',
  filed: (on: string, authority: string, here: string) =>
    `Der Antrag gilt als am ${on} gestellt: An diesem Tag ging er ein bei ${authority}, hier erst am ${here}.`,
  steps: {
    dayOfEvent: (day: string) => `Der Tag des Ereignisses, ${day}, zählt nicht mit.`,
    firstDayCounts: (day: string) => `Der erste Tag, ${day}, zählt mit.`,
    counted: (length: string, day: string) => `${length}: letzter Tag ${day}.`,
    lastOfMonth: (day: string) => `Diesen Tag hat der Monat nicht, es gilt sein letzter: ${day}.`,
    suspended: (from: string, until: string, day: string) =>
      `Vom ${from} bis ${until} ruhte die Frist: letzter Tag ${day}.`,
    standsStill: (day: string) => `Die Frist ruht seit ${day}.`,
    extended: (length: string, day: string) => `Verlängert um ${length}: letzter Tag ${day}.`,
    moved: (from: string, why: string, day: string) =>
      `Am ${from} endet keine Frist (${why}), weiter zum ${day}.`,
  },
};

const deadlinesEn: typeof deadlinesDe = {
  title: 'Deadlines',
  why: 'How it was counted',
  endsOn: (date) => `ends on ${date}`,
  standsStill: 'suspended',
  openUntil: (event) => `no date yet (begins with: ${event})`,
  unverified: 'not yet checked against the official text',
  events: {
    received: 'receipt',
    complete: 'complete documents',
    granted: 'grant',
    moved_in: 'moving in',
    kept_since: 'start of keeping the animal',
    certificate_issued: 'issue of the certificate',
    consent_requested: 'request for consent',
    care_year_end: 'end of the care year',
    tax_year_end: 'end of the tax year',
  },
  length: (months, days) =>
    together(
      [
        (months > 0 || days === 0) && plural(months, 'month', 'months'),
        days > 0 && plural(days, 'day', 'days'),
      ],
      'and',
    ),
  saturday: 'Saturday',
  sunday: 'Sunday',
  holiday: 'public holiday',
  filed: (on, authority, here) =>
    `The application counts as filed on ${on}: that day it was received by ${authority}, here only on ${here}.`,
  steps: {
    dayOfEvent: (day) => `The day of the event, ${day}, does not count.`,
    firstDayCounts: (day) => `The first day, ${day}, counts.`,
    counted: (length, day) => `${length}: last day ${day}.`,
    lastOfMonth: (day) => `The month has no such day, its last one counts: ${day}.`,
    suspended: (from, until, day) => `Suspended from ${from} to ${until}: last day ${day}.`,
    standsStill: (day) => `Suspended since ${day}.`,
    extended: (length, day) => `Extended by ${length}: last day ${day}.`,
    moved: (from, why, day) => `No period ends on ${from} (${why}), on to ${day}.`,
  },
};

const words: Record<Language, typeof deadlinesDe> = { de: deadlinesDe, en: deadlinesEn };

/** The words in the language of the settings. */
export function useDeadlineWords() {
  const { settings } = useSettings();
  return words[settings.language];
}
