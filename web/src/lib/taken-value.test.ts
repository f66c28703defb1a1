// What a person points at on a page becomes a value the editor can hold, or nothing.
import { describe, expect, it } from 'vitest';
import type { FieldView, ValueKind } from './api/types';
import { takenToWire } from './taken-value';

const options: FieldView['options'] = [
  { id: 'first', label: { de: 'Erstantrag', en: 'First application' } },
  { id: 'renewal', label: { de: 'Weiterleistung', en: 'Renewal' } },
];
const read = (kind: ValueKind, text: string) => takenToWire({ kind, options }, text);

describe('taken words', () => {
  it.each([
    ['12.08.1964', '1964-08-12'],
    ['12. 8. 1964', '1964-08-12'],
    ['12. August 1964', '1964-08-12'],
    ['den 3. Mrz 2026', '2026-03-03'],
    ['1964-08-12', '1964-08-12'],
    ['12081964', '1964-08-12'],
    ['1 2 0 8 1 9 6 4', '1964-08-12'],
    ['31.02.2026', null],
    ['12.08.64', null],
    ['August 1964', null],
  ])('read as a date: %s', (text, wire) => expect(read('date', text)).toBe(wire));

  it.each([
    ['1.234,56 EUR', '1234.56'],
    ['812,- €', '812.00'],
    ['812,–', '812.00'],
    ['EUR 1.234', '1234.00'],
    ['812.5', '812.50'],
    ["1'234,56", '1234.56'],
    ['1 234,56', '1234.56'],
    ['-12,00', '-12.00'],
    ['12,345', null],
    ['1.23.4', null],
    ['keine Angabe', null],
  ])('read as money: %s', (text, wire) => expect(read('money', text)).toBe(wire));

  it('read as other kinds', () => {
    expect([read('integer', '3 Personen'), read('integer', '3,5')]).toEqual(['3', null]);
    expect([read('decimal', '64,50 m²'), read('decimal', '64')]).toEqual(['64.5', '64']);
    expect([read('boolean', 'Ja'), read('boolean', 'nein,'), read('boolean', 'x')]).toEqual([
      'true',
      'false',
      'true',
    ]);
    expect([read('boolean', '☒'), read('boolean', 'vielleicht')]).toEqual(['true', null]);
    expect([read('code', 'Erst-Antrag'), read('code', 'Renewal'), read('code', 'x')]).toEqual([
      'first',
      'renewal',
      null,
    ]);
    expect(read('iban', 'de02 1203 0000 0000 2020 51')).toBe('DE02120300000000202051');
    expect([read('text', '  Erika   Sabine '), read('text', ' ')]).toEqual(['Erika Sabine', null]);
  });
});
