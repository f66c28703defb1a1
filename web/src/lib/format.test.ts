// German numbers and dates, and the way back to the form of the wire.
import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  formatBytes,
  formatClock,
  formatDate,
  formatInstant,
  numberToWire,
  showValue,
  textToWire,
} from './format';

const words = { yes: 'ja', no: 'nein' };
const show = (kind: Parameters<typeof showValue>[0], value: string) =>
  showValue(kind, value, [], 'de', words);

describe('values for people', () => {
  it('writes money the German way, with the unit apart', () => {
    expect(show('money', '1234.50')).toEqual({ text: '1.234,50', unit: 'EUR' });
    expect(showValue('money', '1234.50', [], 'en', words).text).toBe('1,234.50');
    expect(show('money', 'about 800').text).toBe('about 800');
  });
  it('keeps the decimals a number has', () => {
    expect(show('decimal', '64.5').text).toBe('64,5');
    expect(show('integer', '3').text).toBe('3');
  });
  it('groups IBAN and tax id, and names codes and booleans', () => {
    expect(show('iban', 'DE02120300000000202051').text).toBe('DE02 1203 0000 0000 2020 51');
    expect(show('tax_id', '12345678901').text).toBe('12 345 678 901');
    expect(show('boolean', 'true').text).toBe('ja');
    const options = [{ id: 'first', label: { de: 'Erstantrag', en: 'First' } }];
    expect(showValue('code', 'first', options, 'de', words).text).toBe('Erstantrag');
  });
  it('writes dates and instants in the time of the office', () => {
    expect(formatDate('2026-11-12', 'de')).toBe('12.11.2026');
    expect(formatInstant('2026-11-22T23:30:00.000000Z', 'de')).toBe('23.11.2026, 00:30');
    expect(formatClock('2026-11-22T23:30:00', 'de')).toBe('22.11.2026, 23:30');
    for (const odd of ['2026-02-30T10:00:00', '2026', '']) expect(formatClock(odd, 'de')).toBe(odd);
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(formatBytes(1_500_000, 'de')).toBe('1,4 MB');
  });
});

describe('values for the wire', () => {
  it('writes money with two places and a point', () => {
    expect(numberToWire('money', 1234.5)).toBe('1234.50');
    expect(numberToWire('integer', 3.2)).toBe('3');
    expect(numberToWire('money', Number.NaN)).toBe('');
  });
  it('cleans codes and keeps names as they are', () => {
    expect(textToWire('iban', ' de02 1203 0000 0000 2020 51 ')).toBe('DE02120300000000202051');
    expect(textToWire('text', '  Schäfer-Łukasik   Maria ')).toBe('Schäfer-Łukasik Maria');
    expect(textToWire('text', 'Mu\u0308ller')).toBe('Müller');
  });
});
