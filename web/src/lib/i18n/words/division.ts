// The division of a scan into documents.
import { plural } from './plural';

export const divisionDe = {
  division: {
    title: 'Aufteilung',
    suggested: (count: number) => `Vorschlag: ${count} Unterlagen in diesem Scan.`,
    unsure: 'Vielleicht mehrere Unterlagen in diesem Scan. Bitte ansehen.',
    divided: (count: number) => `Aufgeteilt in ${plural(count, 'Unterlage', 'Unterlagen')}.`,
    together: 'Die Seiten gehören zusammen.',
    pages: (pages: string) => `Seiten ${pages}`,
    page: (page: string) => `Seite ${page}`,
    leftOut: (pages: string) => `nur im Scan: ${pages}`,
    accept: 'Aufteilen',
    change: 'Aufteilung ändern',
    reject: 'Gehört zusammen',
    byHand: 'In Unterlagen aufteilen',
    editor: 'Seiten aufteilen',
    cutBefore: (page: number) => `Vor Seite ${page} trennen`,
    leaveOut: (page: number) => `Seite ${page} weglassen`,
    picture: (page: number) => `Verkleinertes Bild der Seite ${page}`,
    nothing: 'Noch ist nichts getrennt.',
    amendWhy: 'Warum anders aufteilen?',
    rejectWhy: 'Warum nicht aufteilen?',
  },
};

export const divisionEn: typeof divisionDe = {
  division: {
    title: 'Division',
    suggested: (count) => `Suggestion: ${count} documents in this scan.`,
    unsure: 'Perhaps several documents in this scan. Please have a look.',
    divided: (count) => `Divided into ${plural(count, 'document', 'documents')}.`,
    together: 'The pages belong together.',
    pages: (pages) => `Pages ${pages}`,
    page: (page) => `Page ${page}`,
    leftOut: (pages) => `in the scan only: ${pages}`,
    accept: 'Divide',
    change: 'Change division',
    reject: 'Belongs together',
    byHand: 'Divide into documents',
    editor: 'Divide pages',
    cutBefore: (page) => `Cut before page ${page}`,
    leaveOut: (page) => `Leave page ${page} out`,
    picture: (page) => `Small picture of page ${page}`,
    nothing: 'Nothing is cut yet.',
    amendWhy: 'Why divide it in another way?',
    rejectWhy: 'Why not divide it?',
  },
};
