// Words of evaluations that are being made. They load with the screen of the runs.
import { type Language, useSettings } from '../../settings';
import { plural } from './plural';

export const runningDe = {
  title: 'Neuer Lauf',
  hint: 'Wertet die mitgelieferten erfundenen Fälle mit dem aus, was gerade eingerichtet ist. Immer nur ein Lauf; er nimmt sich zurück, wenn andere arbeiten.',
  start: 'Lauf starten',
  first: 'Ersten Lauf starten',
  byButton:
    'Der erste Lauf geht mit den mitgelieferten erfundenen Fällen: oben mit einem Knopfdruck, oder auf dem Server mit:',
  started: (run: string) => `${run} gestartet`,
  steps: {
    preparing: 'Fälle werden vorbereitet',
    loading: 'Modelle werden geladen',
    cases: 'Fälle werden ausgewertet',
    figures: 'Kennzahlen werden berechnet',
    failed: 'mit einem Fehler abgebrochen',
  } as Record<string, string>,
  silent: 'lange kein Lebenszeichen, vermutlich beendet',
  done: (done: string, cases: string) => `${done} von ${cases} Fällen`,
  bar: (run: string) => `Fortschritt von ${run}`,
  atHand: (name: string) => `gerade: ${name}`,
  left: (seconds: number) =>
    seconds < 60
      ? 'noch unter einer Minute'
      : `noch etwa ${plural(Math.round(seconds / 60), 'Minute', 'Minuten')}`,
  since: (at: string) => `seit ${at}`,
  stop: 'Abbrechen',
  stopRun: (run: string) => `${run} abbrechen`,
  stopped: (run: string) => `${run} abgebrochen`,
  clear: 'Wegräumen',
  clearRun: (run: string) => `${run} wegräumen`,
  cleared: (run: string) => `${run} weggeräumt`,
  elsewhere: 'Auf der Befehlszeile gestartet; dort wird er abgebrochen.',
  finished: (run: string) => `${run} ist fertig`,
};

export const runningEn: typeof runningDe = {
  title: 'New run',
  hint: 'Evaluates the invented cases that are shipped with what is set up now. One run at a time; it steps back while others work.',
  start: 'Start a run',
  first: 'Start the first run',
  byButton:
    'The first run takes the invented cases that are shipped: above at the press of a button, or on the server with:',
  started: (run) => `${run} started`,
  steps: {
    preparing: 'cases are being prepared',
    loading: 'models are being loaded',
    cases: 'cases are being evaluated',
    figures: 'figures are being computed',
    failed: 'broke off with an error',
  },
  silent: 'no sign of life for long, presumably over',
  done: (done, cases) => `${done} of ${cases} cases`,
  bar: (run) => `Progress of ${run}`,
  atHand: (name) => `now: ${name}`,
  left: (seconds) =>
    seconds < 60
      ? 'less than a minute left'
      : `about ${plural(Math.round(seconds / 60), 'minute', 'minutes')} left`,
  since: (at) => `since ${at}`,
  stop: 'Stop',
  stopRun: (run) => `Stop ${run}`,
  stopped: (run) => `${run} stopped`,
  clear: 'Clear away',
  clearRun: (run) => `Clear ${run} away`,
  cleared: (run) => `${run} cleared away`,
  elsewhere: 'Started on the command line; it is stopped there.',
  finished: (run) => `${run} has ended`,
};

/** The words in the language of the settings. */
export function useRunningWords(): { r: typeof runningDe; language: Language } {
  const { settings } = useSettings();
  return { r: settings.language === 'de' ? runningDe : runningEn, language: settings.language };
}
