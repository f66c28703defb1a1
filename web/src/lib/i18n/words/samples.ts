// Words of the page of samples. They load with it.
import { type Language, useSettings } from '../../settings';

const de = {
  title: 'Stichproben',
  status: 'Wie oft Vorschläge sagen, was Menschen eintragen, die sie nicht gesehen haben',
  plan: (share: string, fields: string) =>
    `Von neuen Akten gehören ${share} zur Stichprobe. In jeder werden bis zu ${fields} Angaben erst eingetragen, dann erscheint der Vorschlag.`,
  noPlan: 'Für neue Akten wird zurzeit keine Stichprobe gezogen. Das stellt der Betrieb ein (samples.share).',
  power: (rate: string, confidence: string, needed: string) =>
    `Eine Fehlerquote über ${rate} findet die Stichprobe mit ${confidence} Sicherheit ab n = ${needed}.`,
  reached: (n: string) => `Bisher verglichen: n = ${n}.`,
  agreement: 'Vorschlag und erste Eingabe stimmen überein',
  agreementHint:
    'Anteil unter den Angaben, zu denen beide einen Wert nennen. Angaben derselben Akte hängen zusammen; die Spanne ist deshalb eher zu eng.',
  few: (n: string, minimum: string) => `Noch zu wenige Angaben (n = ${n}, ab ${minimum} sichtbar).`,
  interval: (low: string, high: string) => `${low} bis ${high}`,
  n: (n: string) => `n = ${n}`,
  counts: 'Was nicht verglichen ist',
  open: 'noch einzutragen',
  notEntered: 'Akte vorher abgeschlossen',
  silent: 'ohne Vorschlag',
  unclear: 'für den Menschen unklar',
  differing: 'Abweichungen',
  noDiffering: 'Noch weicht keine Eingabe von ihrem Vorschlag ab.',
  cases: 'Gezogene Akten',
  noCases: 'Noch ist keine Akte gezogen.',
  case: 'Akte',
  field: 'Angabe',
  entered: 'Zuerst eingetragen',
  suggested: 'Vorschlag',
  at: 'Zeitpunkt',
  drawn: 'Gezogen',
  fields: 'Angaben',
  noFields: 'Die Angaben stehen noch nicht fest.',
  state: {
    open: 'noch einzutragen',
    not_entered: 'nicht eingetragen',
    same: 'gleich',
    different: 'abweichend',
    silent: 'ohne Vorschlag',
    unclear: 'unklar',
  },
  people: 'Gezählt werden Angaben des ganzen Amts. Keine Person wird genannt.',
};

const en: typeof de = {
  title: 'Samples',
  status: 'How often suggestions say what people enter who have not seen them',
  plan: (share, fields) =>
    `Of new cases ${share} belong to the sample. In each, up to ${fields} entries are made first; then the suggestion appears.`,
  noPlan: 'No sample is drawn of new cases at present. The operator sets it (samples.share).',
  power: (rate, confidence, needed) =>
    `The sample finds an error rate above ${rate} with ${confidence} confidence from n = ${needed}.`,
  reached: (n) => `Compared so far: n = ${n}.`,
  agreement: 'Suggestion and first entry agree',
  agreementHint:
    'Share of the entries where both name a value. Entries of one case go together, so the interval is rather too narrow.',
  few: (n, minimum) => `Too few entries yet (n = ${n}, shown from ${minimum}).`,
  interval: (low, high) => `${low} to ${high}`,
  n: (n) => `n = ${n}`,
  counts: 'What is not compared',
  open: 'still to be entered',
  notEntered: 'case closed before',
  silent: 'without a suggestion',
  unclear: 'unclear to the person',
  differing: 'Differences',
  noDiffering: 'No entry differs from its suggestion yet.',
  cases: 'Drawn cases',
  noCases: 'No case is drawn yet.',
  case: 'Case',
  field: 'Entry',
  entered: 'Entered first',
  suggested: 'Suggestion',
  at: 'Time',
  drawn: 'Drawn',
  fields: 'Entries',
  noFields: 'The entries are not chosen yet.',
  state: {
    open: 'still to be entered',
    not_entered: 'not entered',
    same: 'same',
    different: 'different',
    silent: 'without a suggestion',
    unclear: 'unclear',
  },
  people: 'Entries of the whole office are counted. No person is named.',
};

const WORDS: Record<Language, typeof de> = { de, en };

export function useSampleWords() {
  const { language } = useSettings().settings;
  return { words: WORDS[language], language };
}
