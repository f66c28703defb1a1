// All pages of a case in small. Loaded with the pages of a case: the entry needs none of these words.
import type { Language } from '../../settings';

const stripDe = {
  label: 'Alle Seiten der Akte',
  show: 'alle Seiten zeigen',
  hide: 'alle Seiten verbergen',
  pages: 'Seiten',
  page: (number: number) => `Seite ${number}`,
  evidence: 'Beleg',
  noPages: 'ohne Seiten',
};

const stripEn: typeof stripDe = {
  label: 'All pages of the case',
  show: 'show all pages',
  hide: 'hide all pages',
  pages: 'Pages',
  page: (number) => `Page ${number}`,
  evidence: 'Evidence',
  noPages: 'without pages',
};

export const stripWords: Record<Language, typeof stripDe> = { de: stripDe, en: stripEn };
