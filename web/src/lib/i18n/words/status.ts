// Links with which applicants see where their case stands. Loaded with their panel: nobody else needs the words.
import type { Language } from '../../settings';

const statusDe = {
  intro:
    'Wer den Link hat, sieht ohne Anmeldung, wo der Antrag steht: den Stand, wichtige Tage und offene Unterlagen. Namen, Vorschläge und der Inhalt der Entscheidung stehen nicht darauf.',
  off: 'Ihre Stelle hat die Seite für Antragstellende nicht eingeschaltet. Links zeigen nichts.',
  noPublicUrl:
    'Unter welcher Adresse Antragstellende diese Anwendung erreichen, ist nicht eingestellt. Der Link gilt nur, wo auch Sie sie erreichen.',
  make: 'Link erstellen',
  newLink: 'Neuer Link',
  onlyNow: 'Der Link wird nur jetzt gezeigt: Kopieren Sie ihn, bevor Sie weiterarbeiten.',
  made: 'Link erstellt.',
  copied: 'Link kopiert.',
  list: 'Links zu dieser Akte',
  none: 'Zu dieser Akte gibt es keinen Link.',
  state: {
    open: (day: string) => `gilt bis ${day}`,
    expired: (day: string) => `abgelaufen am ${day}`,
    revoked: (day: string) => `zurückgenommen (hätte bis ${day} gegolten)`,
  },
  by: (name: string, at: string) => `erstellt von ${name}, ${at}`,
  revokedBy: (name: string, at: string) => `zurückgenommen von ${name}, ${at}`,
  revoke: 'Zurücknehmen',
  revokeOf: (at: string) => `Zurücknehmen: Link vom ${at}`,
  confirmTitle: 'Link zurücknehmen?',
  confirmText:
    'Der Link zeigt dann sofort nichts mehr. Das lässt sich nicht rückgängig machen; Sie können einen neuen erstellen.',
  confirm: 'Link zurücknehmen',
  revoked: 'Link zurückgenommen.',
};

const statusEn: typeof statusDe = {
  intro:
    'Whoever has the link sees without signing in where the application stands: its state, important dates and open documents. It shows no names, no suggestions and not what was decided.',
  off: 'Your office has not switched on the page for applicants. Links show nothing.',
  noPublicUrl:
    'The address under which applicants reach this program is not set. The link holds only where you reach it too.',
  make: 'Make a link',
  newLink: 'New link',
  onlyNow: 'The link is shown only now: copy it before you go on.',
  made: 'Link made.',
  copied: 'Link copied.',
  list: 'Links to this case',
  none: 'There is no link to this case.',
  state: {
    open: (day) => `holds until ${day}`,
    expired: (day) => `ended on ${day}`,
    revoked: (day) => `revoked (would have held until ${day})`,
  },
  by: (name, at) => `made by ${name}, ${at}`,
  revokedBy: (name, at) => `revoked by ${name}, ${at}`,
  revoke: 'Revoke',
  revokeOf: (at) => `Revoke: link of ${at}`,
  confirmTitle: 'Revoke the link?',
  confirmText: 'The link shows nothing any more at once. This cannot be undone; you can make a new one.',
  confirm: 'Revoke the link',
  revoked: 'Link revoked.',
};

export const statusWords: Record<Language, typeof statusDe> = { de: statusDe, en: statusEn };
