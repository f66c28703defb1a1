// What comes without upload. Not part of the dictionary that every page loads: only two screens need it.
import { type Language, useSettings } from '../../settings';
import { plural } from './plural';

export const intakeDe = {
  status: 'Ordner und Postfächer, aus denen ohne Hochladen Akten entstehen',
  troubled: (count: number) =>
    `${plural(count, 'Eingangsquelle ist', 'Eingangsquellen sind')} gestört. Dort kommt im Moment nichts an.`,
  show: 'Eingangsquellen ansehen',
  empty:
    'Es ist kein Ordner und kein Postfach eingerichtet. Das geschieht in der Konfiguration unter [intake].',
  kind: { folder: 'Ordner', mailbox: 'Postfach' },
  channel: { scan: 'Scanner', fax: 'Fax', portal: 'Portal', mail: 'E-Mail' },
  state: { fine: 'in Ordnung', troubled: 'gestört', unknown: 'noch nicht nachgesehen' },
  labels: {
    kind: 'Art',
    state: 'Stand',
    service: 'Meist für',
    lastLook: 'Zuletzt nachgesehen',
    lastGoodLook: 'Zuletzt ohne Störung',
    taken: 'Übernommen',
    refused: 'Abgelehnt',
    waiting: 'Liegt noch dort',
  },
  last: (count: string, at: string) => `${count}, zuletzt ${at}`,
  never: 'noch nie, seit das Programm läuft',
  unknown: 'Dieses Programm hat seit dem Start nicht nachgesehen. Vielleicht tut es ein anderes.',
  refusals: 'Zuletzt abgelehnt',
  columns: { at: 'Zeit', reason: 'Grund', name: 'Datei oder Nachricht' },
  refusal: {
    file_too_large: 'Größer als erlaubt. Liegt im Ordner für Abgelehntes.',
    too_many_files: 'Mehr Dateien, als ein Eingang haben darf.',
    unreadable: 'Das Programm darf die Datei nicht lesen.',
    not_a_file: 'Keine Datei, sondern ein Verweis oder ein Gerät.',
    nested_folder: 'Ein Ordner in einem Ordner: Es ist nicht klar, ob es ein Eingang ist oder mehrere.',
    number_reused:
      'Unter dieser Nummer hat der Server schon eine andere Nachricht gezeigt. Bitte die Nachricht ansehen.',
  },
  problem: {
    folder_missing: 'Der Ordner ist nicht da. Bitte das Netzlaufwerk einhängen oder den Ordner anlegen.',
    folder_unreadable: 'Das Programm darf den Ordner nicht lesen.',
    folder_unavailable: 'Der Ordner antwortet nicht. Es wird weiter versucht.',
    file_unavailable: 'Eine Datei lässt sich gerade nicht lesen. Es wird weiter versucht.',
    not_moved: 'Etwas ist übernommen, lässt sich aber nicht wegräumen. Es wird kein zweites Mal übernommen.',
    mailbox_unreachable: 'Der Mailserver ist nicht zu erreichen. Es wird weiter versucht.',
    mailbox_timed_out: 'Der Mailserver antwortet nicht rechtzeitig. Es wird weiter versucht.',
    mailbox_certificate:
      'Dem Zertifikat des Mailservers ist nicht zu trauen. Bitte Namen und Zertifikat prüfen.',
    mailbox_authorities: 'Die Datei mit den vertrauten Zertifikaten lässt sich nicht lesen.',
    mailbox_not_local: 'Ohne Verschlüsselung geht es nur auf diesem Rechner.',
    mailbox_sign_in: 'Der Mailserver lehnt Benutzer und Passwort ab.',
    mailbox_folder: 'Ein Ordner des Postfachs fehlt und lässt sich nicht anlegen.',
    mailbox_refused: 'Der Mailserver gibt eine Nachricht nicht heraus. Es wird weiter versucht.',
    mailbox_protocol:
      'Was antwortet, ist kein Mailserver, wie er erwartet wird. Bitte Anschluss und TLS prüfen.',
    storage_full: 'Der Datenträger ist voll. Es ist nichts verloren; was dort liegt, wird später übernommen.',
    unavailable: 'Die Datenbank antwortet nicht. Es wird weiter versucht.',
    internal: 'Das Programm hat einen Fehler gemacht. Die Betreuung findet ihn im Protokoll des Programms.',
  } as Record<string, string>,
  unknownProblem: (code: string) => `Etwas ging schief (${code}).`,
};

export const intakeEn: typeof intakeDe = {
  status: 'Folders and mailboxes from which cases arise without upload',
  troubled: (count) =>
    `${plural(count, 'source is', 'sources are')} out of order. Nothing arrives there at the moment.`,
  show: 'Look at the sources',
  empty: 'No folder and no mailbox is set up. That is done in the configuration under [intake].',
  kind: { folder: 'Folder', mailbox: 'Mailbox' },
  channel: { scan: 'scanner', fax: 'fax', portal: 'portal', mail: 'e-mail' },
  state: { fine: 'in order', troubled: 'out of order', unknown: 'not looked at yet' },
  labels: {
    kind: 'Kind',
    state: 'State',
    service: 'Mostly for',
    lastLook: 'Last look',
    lastGoodLook: 'Last look without trouble',
    taken: 'Taken in',
    refused: 'Refused',
    waiting: 'Still there',
  },
  last: (count, at) => `${count}, last on ${at}`,
  never: 'never since the program started',
  unknown: 'This program has not looked since it started. Perhaps another one does.',
  refusals: 'Refused last',
  columns: { at: 'Time', reason: 'Reason', name: 'File or message' },
  refusal: {
    file_too_large: 'Larger than allowed. It lies in the folder for what was refused.',
    too_many_files: 'More files than one submission may have.',
    unreadable: 'The program may not read the file.',
    not_a_file: 'Not a file but a link or a device.',
    nested_folder: 'A folder in a folder: it is not clear whether it is one submission or several.',
    number_reused: 'The server showed another message under this number before. Please look at the message.',
  },
  problem: {
    folder_missing: 'The folder is not there. Please mount its share or make the folder.',
    folder_unreadable: 'The program may not read the folder.',
    folder_unavailable: 'The folder does not answer. The program keeps trying.',
    file_unavailable: 'A file cannot be read at the moment. The program keeps trying.',
    not_moved: 'Something was taken in and cannot be put away. It is not taken in a second time.',
    mailbox_unreachable: 'The mail server cannot be reached. The program keeps trying.',
    mailbox_timed_out: 'The mail server does not answer in time. The program keeps trying.',
    mailbox_certificate:
      'The certificate of the mail server is not trusted. Please check name and certificate.',
    mailbox_authorities: 'The file with the trusted certificates cannot be read.',
    mailbox_not_local: 'Without encryption it works on this machine only.',
    mailbox_sign_in: 'The mail server refuses user and password.',
    mailbox_folder: 'A folder of the mailbox is missing and cannot be made.',
    mailbox_refused: 'The mail server does not hand out a message. The program keeps trying.',
    mailbox_protocol: 'What answers is not a mail server as expected. Please check port and TLS.',
    storage_full: 'The disk is full. Nothing is lost; what lies there is taken in later.',
    unavailable: 'The database does not answer. The program keeps trying.',
    internal: "The program made a mistake. Those who run it find it in the program's log.",
  },
  unknownProblem: (code) => `Something went wrong (${code}).`,
};

/** The words about sources in the language in use. */
export function useIntakeWords(): typeof intakeDe {
  const { settings } = useSettings();
  const words: Record<Language, typeof intakeDe> = { de: intakeDe, en: intakeEn };
  return words[settings.language];
}

/** The sentence for what went wrong at a look. */
export const problemOf = (words: typeof intakeDe, code: string): string =>
  Object.hasOwn(words.problem, code) ? (words.problem[code] as string) : words.unknownProblem(code);
