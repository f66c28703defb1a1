// Post that belongs to a case that is there already. Loaded with its panel: few cases need the words.
import type { Language } from '../../settings';

const joiningDe = {
  intro:
    'Ein Eingang, an dem noch niemand gearbeitet hat, kann einer offenen Akte zugeordnet werden. Seine Unterlagen zählen dann dort.',
  likely: (count: number) =>
    count === 1
      ? 'Gehört vermutlich zu dieser Akte:'
      : `Kann zu ${count} Akten gehören. Bitte vergleichen Sie:`,
  received: (day: string) => `eingegangen am ${day}`,
  noName: 'ohne Namen',
  joinTo: (reference: string) => `Akte ${reference} zuordnen …`,
  openCase: (reference: string) => `Akte ${reference} öffnen`,
  place: (reference: string, page: number) => `${reference}, Seite ${page}`,
  choose: 'Aktenzeichen der Akte',
  find: 'Einer Akte zuordnen …',
  notFound: 'Mit diesem Aktenzeichen gibt es keine offene Akte.',
  notPossible:
    'An dieser Akte wurde schon gearbeitet, oder sie wird noch gelesen. Sie lässt sich nicht zuordnen.',
  title: (reference: string) => `Akte ${reference} zuordnen?`,
  text: (own: string, reference: string) =>
    `Die Unterlagen von ${own} zählen dann zur Akte ${reference} und werden dort noch einmal geprüft. ${own} verlässt die Listen und bleibt lesbar.`,
  forGood: 'Das lässt sich nicht rückgängig machen.',
  confirm: 'Zuordnen',
  done: (reference: string) => `Der Akte ${reference} zugeordnet.`,
  into: (reference: string, name: string, at: string) =>
    `Zugeordnet zu ${reference} von ${name}, ${at}. Dort geht die Arbeit weiter.`,
  joined: 'Dieser Akte zugeordnet',
  placed: 'Unterlagen, die zu anderen Akten zählen',
  taken: 'Unterlagen aus anderen Eingängen',
  placedIn: (name: string) => `${name} zählt zur Akte`,
  takenFrom: (name: string) => `${name} aus dem Eingang`,
  ofPages: (name: string, pages: string) => `${name}, Seiten ${pages}`,
  post: (name: string, at: string) => `von ${name}, ${at}`,
};

const joiningEn: typeof joiningDe = {
  intro:
    'Post that nobody has worked on can be joined to an open case. Its documents count there from then on.',
  likely: (count) =>
    count === 1 ? 'Probably belongs to this case:' : `May belong to ${count} cases. Please compare:`,
  received: (day) => `received on ${day}`,
  noName: 'without a name',
  joinTo: (reference) => `Join to case ${reference} …`,
  openCase: (reference) => `Open case ${reference}`,
  place: (reference, page) => `${reference}, page ${page}`,
  choose: 'Reference of the case',
  find: 'Join to a case …',
  notFound: 'There is no open case with this reference.',
  notPossible: 'Somebody has worked on this case, or it is still being read. It cannot be joined.',
  title: (reference) => `Join to case ${reference}?`,
  text: (own, reference) =>
    `The documents of ${own} then count for case ${reference} and are checked there once more. ${own} leaves the lists and stays readable.`,
  forGood: 'This cannot be undone.',
  confirm: 'Join',
  done: (reference) => `Joined to case ${reference}.`,
  into: (reference, name, at) => `Joined to ${reference} by ${name}, ${at}. Work goes on there.`,
  joined: 'Joined to this case',
  placed: 'Documents that count for other cases',
  taken: 'Documents of other post',
  placedIn: (name) => `${name} counts for case`,
  takenFrom: (name) => `${name} from the post`,
  ofPages: (name, pages) => `${name}, pages ${pages}`,
  post: (name, at) => `by ${name}, ${at}`,
};

export const joiningWords: Record<Language, typeof joiningDe> = { de: joiningDe, en: joiningEn };
