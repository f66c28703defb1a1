// Words of the screen about drift. They load with it.
import { type Language, useSettings } from '../../settings';
import { plural } from './plural';

export const driftDe = {
  title: 'Drift',
  status: 'Ob Vorschläge in der laufenden Arbeit anders ausfallen als bisher',
  weeks: 'Zeitraum',
  lastWeeks: (count: number) => plural(count, 'Woche', 'Wochen'),
  week: 'Woche ab',
  running: 'läuft noch',
  share: 'Anteil',
  change: 'Gegenüber davor',
  same: 'kein Unterschied belegt',
  more: 'mehr',
  less: 'weniger',
  points: (signed: string) => `${signed} Prozentpunkte`,
  before: (count: number, share: string, interval: string, n: string) =>
    `${plural(count, 'Woche', 'Wochen')} davor: ${share} (${interval}), ${n}`,
  news: 'Was sich geändert hat',
  newsHint: (count: number) =>
    `Genannt wird, was in den letzten beiden Wochen außerhalb der ${count} Wochen davor liegt: Die beiden 95-%-Intervalle haben nichts gemeinsam.`,
  noNews: 'Nichts liegt in den letzten beiden Wochen außerhalb der Wochen davor.',
  noFigures: (minimum: string) => `Gezeigt werden Anteile ab ${minimum} Einzelpunkten in einer Woche.`,
  silence: 'Enthaltungen',
  silenceHint:
    'Anteil der Vorschläge ohne Wert. Gezählt wird, was zu einem Punkt zuerst vorgeschlagen wurde.',
  kind: 'Aufgabe',
  reason: 'Grund',
  allReasons: 'Alle Gründe',
  forms: 'Formulargestaltungen',
  formsHint:
    'Was gelehrte Formulare erkennen. Eine andere Ausgabe wurde nie gelehrt; sie wird ohne Vorlage gelesen.',
  formSeries: {
    unseen: 'Nie gesehene Ausgabe',
    unsure: 'Ausgabe unsicher',
    untaught: 'Kein gelehrtes Formular',
  },
  formOf: {
    unseen: 'unter den erkannten Formularen',
    unsure: 'unter den erkannten Formularen',
    untaught: 'unter allen Dokumenten',
  },
  show: 'Anzeigen',
  editions: 'Andere Ausgaben gelehrter Formulare',
  noEditions: 'In diesem Zeitraum kam keine andere Ausgabe eines gelehrten Formulars an.',
  teach: 'Neue Ausgabe lehren: aktenlage forms learn DATEI',
  form: 'Formular',
  firstSeen: 'zuerst am',
  lastSeen: 'zuletzt am',
  documents: 'Dokumente',
  overrides: 'Korrigiert oder verworfen',
  overridesHint:
    'Anteil an den Vorschlägen, die in der Woche geprüft wurden; je Vorschlag zählt die letzte Prüfung.',
  model: 'Modell',
  allModels: 'Alle Modelle',
  noOverrides: 'In diesem Zeitraum wurde kein Vorschlag geprüft.',
  none: 'In diesem Zeitraum wurde nichts vorgeschlagen.',
  axisWeek: 'Woche ab',
  caption: (what: string) => `${what}. Senkrecht: 95-%-Intervall; + und − außerhalb der Wochen davor`,
  counts: 'Gezählt wird für das ganze Amt; kein Fall und keine Person ist genannt. Tage in Weltzeit.',
};

export const driftEn: typeof driftDe = {
  title: 'Drift',
  status: 'Whether suggestions in daily work turn out otherwise than before',
  weeks: 'Period',
  lastWeeks: (count) => plural(count, 'week', 'weeks'),
  week: 'Week from',
  running: 'still running',
  share: 'Share',
  change: 'Compared with before',
  same: 'no difference shown',
  more: 'more',
  less: 'less',
  points: (signed) => `${signed} percentage points`,
  before: (count, share, interval, n) =>
    `${plural(count, 'week', 'weeks')} before: ${share} (${interval}), ${n}`,
  news: 'What has changed',
  newsHint: (count) =>
    `Named is what lies beyond the ${count} weeks before in the last two weeks: the two intervals of 95 % have nothing in common.`,
  noNews: 'Nothing lies beyond the weeks before in the last two weeks.',
  noFigures: (minimum) => `Shares are shown from ${minimum} items in a week on.`,
  silence: 'Abstentions',
  silenceHint: 'The share of suggestions without a value. What was suggested first on a point counts.',
  kind: 'Task',
  reason: 'Reason',
  allReasons: 'All reasons',
  forms: 'Layouts of forms',
  formsHint:
    'What taught forms recognise. Another edition was never taught; it is read without the template.',
  formSeries: {
    unseen: 'Edition never seen',
    unsure: 'Edition not sure',
    untaught: 'No taught form',
  },
  formOf: {
    unseen: 'among recognised forms',
    unsure: 'among recognised forms',
    untaught: 'among all documents',
  },
  show: 'Show',
  editions: 'Other editions of taught forms',
  noEditions: 'No other edition of a taught form came in during this period.',
  teach: 'Teach a new edition: aktenlage forms learn FILE',
  form: 'Form',
  firstSeen: 'first on',
  lastSeen: 'last on',
  documents: 'Documents',
  overrides: 'Corrected or rejected',
  overridesHint:
    'The share of the suggestions that were reviewed in the week; the last review of each suggestion counts.',
  model: 'Model',
  allModels: 'All models',
  noOverrides: 'No suggestion was reviewed in this period.',
  none: 'Nothing was suggested in this period.',
  axisWeek: 'Week from',
  caption: (what) => `${what}. Upright: interval of 95 %; + and − beyond the weeks before`,
  counts: 'Counted for the whole office; no case and no person is named. Days in universal time.',
};

/** The words in the language of the settings. */
export function useDriftWords(): { d: typeof driftDe; language: Language } {
  const { settings } = useSettings();
  return { d: settings.language === 'de' ? driftDe : driftEn, language: settings.language };
}
