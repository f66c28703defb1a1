// What is new in a case since it was last opened. Loaded with the pages of a case.
import type { Language } from '../../settings';
import { plural } from './plural';

const caseViewDe = {
  count: (count: number) => `${count} neu`,
  since: 'seit Ihrer letzten Ansicht geändert',
  divider: (count: number) => `${plural(count, 'neuer Eintrag', 'neue Einträge')} seit Ihrer letzten Ansicht`,
};

const caseViewEn: typeof caseViewDe = {
  count: (count) => `${count} new`,
  since: 'changed since your last view',
  divider: (count) => `${plural(count, 'new entry', 'new entries')} since your last view`,
};

export const caseViewWords: Record<Language, typeof caseViewDe> = { de: caseViewDe, en: caseViewEn };
