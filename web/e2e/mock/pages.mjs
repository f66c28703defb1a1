// Invented pages: the words of a form and of a certificate, and pictures that print them where their boxes are.
import { RENT } from './data.mjs';

const WIDTH = 595;
const HEIGHT = 842;
/** Printed names of the entries and what stands behind them, row by row; `f` in the data counts the same rows. */
const FORM_ROWS = [
  ['Familienname', 'Musterfrau'],
  ['Vornamen', 'Erika Sabine'],
  ['Geburtsdatum', '12. August 1964'],
  ['Gesamtmiete', '812,00 EUR'],
  ['Untermiete', 'keine'],
  ['davon Heizkosten', '96,50 EUR'],
  ['Haushaltsmitglieder', '3'],
  ['Art des Antrags', 'Erstantrag'],
  ['Telefon', '0221 555 0199'],
  ['Bruttoeinkommen', '2.612,67 EUR'],
  ['Beruf', 'Floristin'],
  ['Anmerkung', 'Bitte nur nachmittags anrufen.'],
];
const CERTIFICATE_ROWS = [
  ['Vermieterin', 'Wohnbau Nord eG'],
  ['Mieterin', 'Erika Musterfrau'],
  ['Wohnung', 'Heidestraße 17'],
  ['Kaltmiete', '724,50 EUR'],
  ['Gesamtmiete', '821,00 EUR'],
];
const rowsOf = (path) => (path.includes(RENT) ? CERTIFICATE_ROWS : FORM_ROWS);

/** Words of a text in a fixed-width type, beginning at a share of the page's width. */
function placed(text, left, row) {
  const letter = 6 / WIDTH;
  let at = left;
  return text.split(' ').map((word) => {
    const box = [at, 0.1225 + row * 0.05, at + word.length * letter, 0.1375 + row * 0.05];
    at += (word.length + 1) * letter;
    return { text: word, box, confidence: null };
  });
}

export const words = (path) =>
  rowsOf(path).flatMap(([name, value], row) => [...placed(name, 0.1, row), ...placed(value, 0.41, row)]);

export function picture(path) {
  const title = path.includes(RENT) ? 'Mietbescheinigung' : 'Antrag auf Wohngeld';
  const printed = words(path).map(({ text, box }) => {
    const blue = box[0] >= 0.4 ? ' fill="#1a2a6c"' : '';
    return `<text x="${box[0] * WIDTH}" y="${box[3] * HEIGHT - 2.5}" font-family="Liberation Mono, monospace" font-size="10"${blue}>${text}</text>`;
  });
  const frames = rowsOf(path).map(
    (_, row) =>
      `<rect x="236" y="${(0.1175 + row * 0.05) * HEIGHT}" width="280" height="${0.025 * HEIGHT}" fill="none" stroke="#aaa"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/><text x="60" y="70" font-family="sans-serif" font-size="18" font-weight="bold">${title}</text>${frames.join('')}${printed.join('')}</svg>`;
}
