// Suggestions as they were made. Loaded with the pages of a case: the entry needs none of these words.
import type { Language } from '../../settings';

const pastDe = {
  open: (count: number): string => (count === 1 ? 'Vorschlag wie damals' : 'Vorschläge wie damals'),
  note: 'So stand es damals hier. Was danach kam, steht weiter oben im Verlauf.',
  none: 'Zu diesem Eintrag ist in dieser Akte kein Vorschlag gespeichert.',
};

const pastEn: typeof pastDe = {
  open: (count) => (count === 1 ? 'Suggestion as it was then' : 'Suggestions as they were then'),
  note: 'This is what stood here then. What came later stands further up in the history.',
  none: 'No suggestion of this entry is stored with this case.',
};

export const pastWords: Record<Language, typeof pastDe> = { de: pastDe, en: pastEn };
