// Who else has a case open. Loaded with the pages of a case: the entry needs none of these words.
import type { Language } from '../../settings';

const presenceDe = {
  heldBy: (name: string) => `Wird gerade von ${name} bearbeitet.`,
  mayWork: 'Sie können trotzdem arbeiten: Was sich überschneidet, wird beim Speichern gezeigt.',
  takenOver: (name: string) => `${name} hat übernommen.`,
  alsoOpen: (names: string) => `Auch geöffnet: ${names}.`,
  takeOver: 'Bearbeitung übernehmen',
  taken: 'Sie haben übernommen.',
};

const presenceEn: typeof presenceDe = {
  heldBy: (name) => `${name} is working on this case now.`,
  mayWork: 'You can work on it all the same: what overlaps is shown when you save.',
  takenOver: (name) => `${name} has taken over.`,
  alsoOpen: (names) => `Also open with: ${names}.`,
  takeOver: 'Take over the work',
  taken: 'You have taken over.',
};

export const presenceWords: Record<Language, typeof presenceDe> = { de: presenceDe, en: presenceEn };
