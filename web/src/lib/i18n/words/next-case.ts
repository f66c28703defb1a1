// What comes after a decision. Loaded with its page: the entry needs none of these words.
import type { Language } from '../../settings';

const nextCaseDe = {
  recorded: (outcome: string) => `Die Entscheidung ist gespeichert: ${outcome}.`,
  submitted: (outcome: string) =>
    `Die Entscheidung ist zur Freigabe vorgelegt: ${outcome}. Eine zweite Person gibt sie frei.`,
  title: 'Wie es weitergeht',
  next: (reference: string) => `Nächster Fall: ${reference}`,
  fromQueue: 'Aus Ihrer Ansicht im Eingang folgt:',
  fromOwn: 'Aus Ihren Fällen, nach Frist, folgt:',
  none: 'Kein weiterer Fall ist in Ihrer Ansicht im Eingang offen.',
  noneOfOwn: 'Kein weiterer Ihrer Fälle ist offen.',
  unknown: 'Welcher Fall folgt, ließ sich nicht feststellen. Gespeichert ist alles.',
  history: 'Verlauf ansehen',
  queue: 'Zum Eingang',
};

const nextCaseEn: typeof nextCaseDe = {
  recorded: (outcome) => `The decision is stored: ${outcome}.`,
  submitted: (outcome) => `The decision is submitted for release: ${outcome}. A second person releases it.`,
  title: 'What comes next',
  next: (reference) => `Next case: ${reference}`,
  fromQueue: 'Next in your view of the queue:',
  fromOwn: 'Next of your cases, by deadline:',
  none: 'No other case is open in your view of the queue.',
  noneOfOwn: 'No other case of yours is open.',
  unknown: 'Which case comes next could not be found out. Everything is stored.',
  history: 'See the history',
  queue: 'To the queue',
};

export const nextCaseWords: Record<Language, typeof nextCaseDe> = { de: nextCaseDe, en: nextCaseEn };
