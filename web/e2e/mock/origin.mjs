// What made a suggestion: rules are called rules, a model by its name, and the figure says what it is worth.
import assert from 'node:assert/strict';
import { byModel, fields } from './data.mjs';
import { FIELDS, focusRow, run } from './kit.mjs';

const IBAN = 'bank.iban';

/** The IBAN as if a model had a part in it; all that the made-up answers hold is read by rules. */
const withModel = ({ method, path }) => {
  if (method !== 'GET' || !path.endsWith('/fields')) return null;
  const asked = (field) =>
    field.id === IBAN ? { ...field, suggestion: { ...field.suggestion, ...byModel } } : field;
  return { json: { version: 7, fields: fields().map(asked) } };
};

/** Names and words of the drawer behind `D`. */
async function detailsOf(page, id) {
  await focusRow(page, id);
  await page.keyboard.press('d');
  await page.locator('.field-details summary').click();
  const rows = await page
    .locator('.field-details dl > div')
    .evaluateAll((all) =>
      all.map((row) => [row.querySelector('dt').textContent, row.querySelector('dd').textContent]),
    );
  return Object.fromEntries(rows);
}

export const origin = {
  'origin: what rules made is not said of a model': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      const rows = await detailsOf(page, IBAN);
      assert.equal(rows['Gemacht von'], 'Regeln des Programms, ohne Modell');
      assert.match(rows.Sicherheit, /^97 von 100\. Die Regeln sind von Hand gewichtet, nicht .*gemessen\.$/);
      assert.deepEqual([rows.Modell, rows.Anweisungen], [undefined, undefined]);
      assert.equal(rows.Regelwerk, '9f2c41aa');
      await page.screenshot({ path: `${kit.output}act-origin-rules.png` });
    }),
  'origin: the same in English': (kit) =>
    run(kit, FIELDS, { language: 'en' }, async (page) => {
      const rows = await detailsOf(page, IBAN);
      assert.equal(rows['Made by'], 'Rules of the program, no model');
      assert.match(rows.Certainty, /^97 of 100\. The rules are weighted by hand/);
      assert.deepEqual([rows.Model, rows.Instructions], [undefined, undefined]);
    }),
  'origin: a model that had a part is named with its instructions': (kit) =>
    run(kit, FIELDS, { override: withModel }, async (page) => {
      const rows = await detailsOf(page, IBAN);
      assert.deepEqual([rows.Modell, rows.Anweisungen], ['e5-small:1571fc98', 'v1']);
      assert.match(rows.Sicherheit, /^97 von 100, aus Regeln und Modell zusammen\./);
      assert.equal(rows['Gemacht von'], undefined);
      await page.screenshot({ path: `${kit.output}act-origin-model.png` });
    }),
};
