// Practice: cases with a known truth. Loaded with these screens: nobody else needs the words.
import { type Language, useSettings } from '../../settings';
import { plural } from './plural';

const practiceDe = {
  title: 'Übung',
  status: 'Übungsfälle, deren Lösung bekannt ist',
  frame: 'Übung: nichts davon wird gespeichert',
  someWrong: 'Einige Vorschläge sind absichtlich falsch.',
  intro:
    'Hier üben Sie an erfundenen Fällen. Einige Vorschläge sind absichtlich falsch, auch solche mit hoher Sicherheit. Am Ende sehen Sie je Angabe, was vorgeschlagen war, was Sie getan haben und was richtig ist.',
  alone:
    'Ihre Antworten bleiben in diesem Fenster und sind weg, wenn Sie es verlassen. Es gibt keine Punkte, und niemand sonst sieht das Ergebnis.',
  empty: 'Für die Verfahren dieses Amts gibt es keine Übungsfälle.',
  extent: (documents: number, fields: number) =>
    `${plural(documents, 'Unterlage', 'Unterlagen')}, ${plural(fields, 'Angabe', 'Angaben')}`,
  finish: 'Auswerten',
  again: 'Noch einmal von vorn',
  others: 'Alle Übungsfälle',
  result: 'Auswertung',
  resultIntro: 'Kein Urteil über Sie: ein Blick darauf, wo Hinsehen gelohnt hätte.',
  shown: 'Die Auswertung steht neben der Seite.',
  suggested: 'Vorschlag',
  silence: 'kein Vorschlag',
  yours: 'Von Ihnen',
  nothing: 'nichts',
  truth: 'Richtig',
  notStated: 'Die Unterlagen nennen nichts.',
  suggestedPlace: 'Stelle des Vorschlags',
  truePlace: 'Richtige Stelle',
  why: 'Woran es zu sehen war',
  outcome: {
    followed_wrong: 'Einem falschen Vorschlag gefolgt',
    rejected_right: 'Richtigen Vorschlag verworfen',
    entered_wrong: 'Eigener Wert stimmt nicht',
    rejected_wrong: 'Falschen Vorschlag verworfen, den richtigen Wert nicht eingetragen',
    left_open: 'Offen gelassen',
    found_yourself: 'Selbst gefunden',
    followed_right: 'Richtigem Vorschlag gefolgt',
  },
};

const practiceEn: typeof practiceDe = {
  title: 'Practice',
  status: 'Practice cases whose solution is known',
  frame: 'Practice: nothing of this is saved',
  someWrong: 'Some suggestions are wrong on purpose.',
  intro:
    'Here you practise on invented cases. Some suggestions are wrong on purpose, also some of high certainty. At the end you see for each entry what was suggested, what you did, and what is true.',
  alone:
    'Your answers stay in this window and are gone when you leave it. There is no score, and nobody else sees the result.',
  empty: 'There are no practice cases for the services of this office.',
  extent: (documents, fields) =>
    `${plural(documents, 'document', 'documents')}, ${plural(fields, 'entry', 'entries')}`,
  finish: 'Compare with the truth',
  again: 'Begin again',
  others: 'All practice cases',
  result: 'Result',
  resultIntro: 'No judgement of you: a look at where looking would have paid.',
  shown: 'The result stands beside the page.',
  suggested: 'Suggestion',
  silence: 'no suggestion',
  yours: 'You',
  nothing: 'nothing',
  truth: 'True',
  notStated: 'The documents state nothing.',
  suggestedPlace: 'Place of the suggestion',
  truePlace: 'True place',
  why: 'What showed it',
  outcome: {
    followed_wrong: 'Followed a wrong suggestion',
    rejected_right: 'Rejected a right suggestion',
    entered_wrong: 'Your own value is not true',
    rejected_wrong: 'Rejected a wrong suggestion, the true value not entered',
    left_open: 'Left open',
    found_yourself: 'Found yourself',
    followed_right: 'Followed a right suggestion',
  },
};

export const practiceWords: Record<Language, typeof practiceDe> = { de: practiceDe, en: practiceEn };

/** The words in the language of the settings. */
export function usePracticeWords() {
  const { settings } = useSettings();
  return practiceWords[settings.language];
}
