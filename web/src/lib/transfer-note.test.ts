// The transfer note in words: every value reads as people write it, and nothing is said that the note does not say.
import { describe, expect, it } from 'vitest';
import type { DocumentView, TransferEntry, TransferItem, TransferNote } from './api/types';
import { de } from './i18n/de';
import { en } from './i18n/en';
import { enteredProblem, hasTransferNote, noteRows, saidOf, valueInWords } from './transfer-note';

const measured = (item: TransferItem, value: string): TransferEntry => ({
  item,
  value,
  source: 'measured',
  place: null,
  by: null,
  at: null,
});
const stated = (item: TransferItem, value: string, place: string): TransferEntry => ({
  item,
  value,
  source: 'file',
  place,
  by: null,
  at: null,
});
const said = (item: TransferItem, value: string): TransferEntry => ({
  item,
  value,
  source: 'person',
  place: null,
  by: { id: 'u1', display_name: 'A. Yılmaz' },
  at: '2026-11-22T10:05:00.000000Z',
});
const german = (entry: TransferEntry) => valueInWords(entry, de, 'de');
const english = (entry: TransferEntry) => valueInWords(entry, en, 'en');

describe('values of a transfer note', () => {
  it('tell times as the clock of the device showed them, in no other zone', () => {
    const time = (value: string) => stated('captured_at', value, 'TIFF DateTime');
    expect(german(time('2026-11-22T10:05:07'))).toEqual(['22.11.2026, 10:05']);
    expect(english(time('2026-11-22T23:05:07'))).toEqual(['22/11/2026, 23:05']);
    expect(german(time('2026-06-22T10:05:07-05:00'))).toEqual(['22.06.2026, 10:05 (UTC-05:00)']);
    for (const odd of ['2026-02-30T10:00:00', '2026-02-30T10:00:00+01:00', 'im November'])
      expect(german(time(odd))).toEqual([odd]);
  });
  it('tell numbers and dots per inch', () => {
    expect(german(measured('pages', '1200'))).toEqual(['1.200']);
    expect(german(measured('resolution', '300x300,204x196'))).toEqual(['300 dpi, 204 × 196 dpi']);
    expect(english(measured('resolution', '1200x1200'))).toEqual(['1,200 dpi']);
    expect(german(measured('resolution', '0x0'))).toEqual(['nicht bekannt']);
  });
  it('tell codes in words, and none where there are none', () => {
    expect(german(measured('colour', 'bitonal,grey'))).toEqual(['schwarz-weiß, Graustufen']);
    expect(english(measured('treatment', 'turned,resampled'))).toEqual([
      'turned upright',
      'scaled to another resolution',
    ]);
    expect(german(measured('treatment', ''))).toEqual(['keine']);
    expect(english(measured('anomalies', ''))).toEqual(['none']);
    expect(german(measured('quality_checked_by', 'machine'))).toEqual(['dieses Programm']);
  });
  it('tell pages once for each code', () => {
    expect(german(measured('quality_result', '1:readable,2:readable,3:readable,5:readable,4:poor'))).toEqual([
      'Seiten 1–3, 5: lesbar',
      'Seite 4: schlecht lesbar',
    ]);
    expect(english(measured('anomalies', '2:scan_too_dark,partly_damaged,10:scan_too_dark'))).toEqual([
      'Pages 2, 10: The picture of the page is too dark.',
      'The file is damaged; parts could be read.',
    ]);
  });
  it('leave what a file or a person says as it was said', () => {
    expect(german(stated('device', 'Muster Scan 3, grey', 'TIFF Make, Model'))).toEqual([
      'Muster Scan 3, grey',
    ]);
    const person = { ...measured('quality_checked_by', 'machine'), source: 'person' as const };
    expect(german(person)).toEqual(['machine']);
  });
  it('tell what was only assumed like what was measured', () => {
    const assumed = { ...measured('resolution', '345x345'), source: 'assumed' as const };
    expect(german(assumed)).toEqual(['345 dpi']);
    const [row] = noteRows({ entries: [assumed], open: [] }, de, 'de');
    expect(row?.statements[0]?.how).toContain('nicht gemessen');
  });
  it('name a code that is not known yet', () => {
    expect(german(measured('colour', 'infrared'))[0]).toContain('infrared');
  });
});

describe('rows of a transfer note', () => {
  const note: TransferNote = {
    entries: [
      stated('software', 'Scanprogramm 4', 'PDF Creator'),
      stated('software', 'Bibliothek 2', 'PDF Producer'),
      measured('pages', '2'),
    ],
    open: ['operator', 'agrees_with_paper'],
  };
  it('say how each value is known, and have no value for what is open', () => {
    expect(noteRows(note, de, 'de')).toEqual([
      {
        item: 'software',
        name: 'Software',
        statements: [
          { lines: ['Scanprogramm 4'], how: 'laut Datei, nicht geprüft; Stelle: PDF Creator' },
          { lines: ['Bibliothek 2'], how: 'laut Datei, nicht geprüft; Stelle: PDF Producer' },
        ],
        said: null,
        isEnterable: true,
      },
      {
        item: 'pages',
        name: 'Zahl der Seiten, die Bilder sind',
        statements: [{ lines: ['2'], how: 'vom Programm festgestellt' }],
        said: null,
        isEnterable: false,
      },
      { item: 'operator', name: 'Gescannt von', statements: [], said: null, isEnterable: true },
      {
        item: 'agrees_with_paper',
        name: 'Übereinstimmung mit dem Papier in Bild und Inhalt',
        statements: [],
        said: null,
        isEnterable: true,
      },
    ]);
    expect(noteRows({ entries: [], open: [] }, en, 'en')).toEqual([]);
  });
  it('show what a person said before what the file says, with name and time', () => {
    const person = said('device', 'Gerät im Flur');
    const corrected: TransferNote = {
      entries: [person, stated('device', 'Muster Scan 3', 'TIFF Model')],
      open: [],
    };
    expect(noteRows(corrected, de, 'de')[0]).toEqual({
      item: 'device',
      name: 'Gerät',
      statements: [
        { lines: ['Gerät im Flur'], how: 'eingetragen von A. Yılmaz, 22.11.2026, 11:05' },
        { lines: ['Muster Scan 3'], how: 'laut Datei, nicht geprüft; Stelle: TIFF Model' },
      ],
      said: { value: 'Gerät im Flur', at: person.at },
      isEnterable: true,
    });
    expect(saidOf(note, 'software')).toBeNull();
  });
  it('are there for documents with a page that was read from a picture', () => {
    const pages = (...scans: unknown[]) =>
      ({ pages: scans.map((scan) => ({ scan })) }) as unknown as Pick<DocumentView, 'pages'>;
    expect(hasTransferNote(pages(null, {}))).toBe(true);
    expect(hasTransferNote(pages(null, null))).toBe(false);
    expect(hasTransferNote(pages())).toBe(false);
  });
});

describe('values that a person enters', () => {
  it('are neither empty nor longer than 500 characters', () => {
    expect(enteredProblem(' \t ')).toBe('empty');
    expect(enteredProblem(` ${'ä'.repeat(500)} `)).toBeNull();
    expect(enteredProblem('😀'.repeat(500))).toBeNull();
    expect(enteredProblem('ä'.repeat(501))).toBe('too_long');
  });
});
