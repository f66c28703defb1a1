// Keys, start and announcements. Loaded with the settings: the entry needs none of these words.
import type { Announcements, Language, SingleKeys } from '../../settings';
import type { StartView } from '../../start-view';

type PageView = Exclude<StartView, 'all'>;
type OwnStart = Extract<PageView, 'usual' | 'sorting' | 'overview' | 'releases' | 'models' | 'evaluation'>;

const settingsDe = {
  singleKeys: 'Einzeltasten',
  singleKeysHint:
    'Tasten ohne Strg, zum Beispiel zum Bestätigen. „In Listen“: nur solange der Fokus in der Liste oder auf der Seite ist, um die es geht; Suche und Hilfe auf jeder Seite. Sie wirken nie in Eingabefeldern, in Dialogen oder wenn eine Taste gedrückt bleibt.',
  where: { off: 'aus', lists: 'in Listen', everywhere: 'überall' } as Record<SingleKeys, string>,
  start: 'Erste Seite',
  startHint: 'Was sich nach der Anmeldung öffnet.',
  starts: {
    usual: 'wie für die Rolle vorgesehen',
    sorting: 'Posteingang zuordnen',
    overview: 'Übersicht',
    releases: 'Freigaben',
    models: 'Modelle',
    evaluation: 'Auswertung',
  } as Record<OwnStart, string>,
  startInQueue: (view: string) => `Eingang: ${view}`,
  announcements: 'Ansagen',
  announcementsHint: 'Was ein Vorleseprogramm von selbst sagt. Fehler und Warnungen werden immer gesagt.',
  said: {
    all: 'alle',
    results: 'nur Ergebnisse und Fehler',
    off: 'nur Fehler',
  } as Record<Announcements, string>,
  keys: {
    title: 'Andere Tasten',
    action: 'Handlung',
    now: (keys: string) => `Jetzt: ${keys}`,
    choose: 'Neue Taste wählen',
    press: 'Neue Taste drücken (Esc bricht ab)',
    reset: 'Zurücksetzen',
    resetAll: 'Alle Tasten zurücksetzen',
    given: (action: string, key: string) => `„${action}“ hat jetzt die Taste ${key}.`,
    allReset: 'Alle Tasten sind wieder wie vorgesehen.',
    taken: (key: string, action: string) => `${key} gehört schon zu „${action}“. Es bleibt beim Alten.`,
    unfit: 'Diese Taste lässt sich nicht belegen. Möglich sind Buchstaben, Ziffern und Zeichen.',
    cancelled: 'Es bleibt bei der bisherigen Taste.',
  },
};

const settingsEn: typeof settingsDe = {
  singleKeys: 'Single keys',
  singleKeysHint:
    'Keys without Ctrl, for example to confirm. “In lists”: only while the focus is in the list or on the page that they are about; search and help on every page. They never act in input fields, in dialogs or while a key is held down.',
  where: { off: 'off', lists: 'in lists', everywhere: 'everywhere' },
  start: 'First page',
  startHint: 'What opens after signing in.',
  starts: {
    usual: 'as usual for the role',
    sorting: 'Sort the post',
    overview: 'Overview',
    releases: 'Releases',
    models: 'Models',
    evaluation: 'Evaluation',
  },
  startInQueue: (view) => `Queue: ${view}`,
  announcements: 'Announcements',
  announcementsHint: 'What a screen reader says by itself. Errors and warnings are always said.',
  said: { all: 'all', results: 'results and errors only', off: 'errors only' },
  keys: {
    title: 'Other keys',
    action: 'Action',
    now: (keys) => `Now: ${keys}`,
    choose: 'Choose a new key',
    press: 'Press the new key (Esc cancels)',
    reset: 'Reset',
    resetAll: 'Reset all keys',
    given: (action, key) => `“${action}” has the key ${key} now.`,
    allReset: 'All keys are as usual again.',
    taken: (key, action) => `${key} belongs to “${action}” already. Nothing has changed.`,
    unfit: 'This key cannot be given. Letters, digits and signs can.',
    cancelled: 'The key stays as it was.',
  },
};

export const settingsWords: Record<Language, typeof settingsDe> = { de: settingsDe, en: settingsEn };
