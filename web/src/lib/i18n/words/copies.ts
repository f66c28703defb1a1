// Documents that lie in other cases too. Loaded with the hint: few cases need the words.
import type { Language } from '../../settings';
import { plural } from './plural';

const copiesDe = {
  summary: (count: number) =>
    `${plural(count, 'Unterlage liegt', 'Unterlagen liegen')} vermutlich auch in einer anderen Akte`,
  sameFile: (name: string) => `${name}: dieselbe Datei`,
  samePage: (name: string, page: string, other: string) => `${name}: Seite ${page} gleicht Seite ${other}`,
  samePages: (name: string, pages: string, others: string) =>
    `${name}: Seiten ${pages} gleichen Seiten ${others}`,
  in: (file: string) => `von ${file} in Akte`,
  noName: 'ohne Namen',
  received: (day: string) => `eingegangen am ${day}`,
  compare: 'Vergleichen',
  compareWith: (name: string, reference: string) => `Vergleichen: ${name} mit der Unterlage in ${reference}`,
  gone: 'Diese Unterlage ist in der anderen Akte nicht mehr zu finden.',
  note: 'Ein Hinweis: Ob beide Akten zusammengehören, entscheiden Sie. Was viele gleich einreichen, wird hier nicht genannt.',
};

const copiesEn: typeof copiesDe = {
  summary: (count) =>
    `${plural(count, 'document probably lies', 'documents probably lie')} in another case too`,
  sameFile: (name) => `${name}: the same file`,
  samePage: (name, page, other) => `${name}: page ${page} equals page ${other}`,
  samePages: (name, pages, others) => `${name}: pages ${pages} equal pages ${others}`,
  in: (file) => `of ${file} in case`,
  noName: 'without a name',
  received: (day) => `received on ${day}`,
  compare: 'Compare',
  compareWith: (name, reference) => `Compare: ${name} with the document in ${reference}`,
  gone: 'This document is no longer to be found in the other case.',
  note: 'A hint: whether both cases belong together is for you to say. What many people send alike is not told here.',
};

export const copiesWords: Record<Language, typeof copiesDe> = { de: copiesDe, en: copiesEn };
