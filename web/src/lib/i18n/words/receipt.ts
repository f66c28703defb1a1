// The receipt of an application at another authority. Loaded with the panel that shows it.
const de = {
  intro: (here: string) =>
    `Hier eingegangen am ${here}. Ging der Antrag vorher bei einer anderen Behörde ein, tragen Sie das hier ein.`,
  counts: (norm: string) => `Für diese Leistung zählt der frühere Tag (${norm}); die Fristen rechnen damit.`,
  countsNot:
    'Für dieses Verfahren ist nicht hinterlegt, dass der frühere Tag zählt. Er wird festgehalten, die Fristen ändern sich nicht.',
  current: (day: string, authority: string) => `Zuerst eingegangen am ${day}: ${authority}.`,
  takenBack: 'Zurückgenommen.',
  page: (name: string, page: number) => `${name}, Seite ${page}`,
  pageOf: (page: number) => `Seite ${page}`,
  history: 'Bisher dazu festgehalten',
  none: 'Es ist kein früherer Eingang festgehalten.',
  day: 'Eingang dort am',
  authority: 'Bei welcher Behörde',
  evidence: 'Woran man es sieht',
  noPage: 'keine Seite der Akte',
  reason: 'Begründung',
  reasonHint: 'Nötig, wenn keine Seite der Akte es zeigt, und beim Zurücknehmen.',
  save: 'Eingang festhalten',
  takeBack: 'Eingang zurücknehmen',
  refused: 'Der Eingang ist noch nicht festgehalten',
  missingDay: 'Geben Sie den Tag an; er darf nicht nach dem Eingang hier liegen.',
  missingAuthority: 'Geben Sie die Behörde an.',
  missingReason: 'Wählen Sie eine Seite oder geben Sie eine Begründung an.',
  missingReasonBack: 'Geben Sie eine Begründung an.',
  saved: 'Eingang bei der anderen Behörde festgehalten',
  backTaken: 'Eingang bei der anderen Behörde zurückgenommen',
};

const en: typeof de = {
  intro: (here) =>
    `Received here on ${here}. If another authority received the application before, enter it here.`,
  counts: (norm) => `For this benefit the earlier day counts (${norm}); deadlines are counted with it.`,
  countsNot:
    'For this service nothing says that the earlier day counts. It is recorded, and the deadlines do not change.',
  current: (day, authority) => `First received on ${day}: ${authority}.`,
  takenBack: 'Taken back.',
  page: (name, page) => `${name}, page ${page}`,
  pageOf: (page) => `page ${page}`,
  history: 'Recorded so far',
  none: 'No earlier receipt is recorded.',
  day: 'Received there on',
  authority: 'By which authority',
  evidence: 'What shows it',
  noPage: 'no page of the case',
  reason: 'Reasons',
  reasonHint: 'Needed if no page of the case shows it, and to take it back.',
  save: 'Record the receipt',
  takeBack: 'Take the receipt back',
  refused: 'The receipt is not recorded yet',
  missingDay: 'Give the day; it must not be after the receipt here.',
  missingAuthority: 'Name the authority.',
  missingReason: 'Choose a page or give reasons.',
  missingReasonBack: 'Give reasons.',
  saved: 'Receipt at the other authority recorded',
  backTaken: 'Receipt at the other authority taken back',
};

export const receiptWords = { de, en };
