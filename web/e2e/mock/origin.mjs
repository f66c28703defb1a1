// What made a suggestion: rules are called rules, a model by its name, and the figure says what it is worth.
import assert from 'node:assert/strict';
import { byModel, fields } from './data.mjs';
import { FIELDS, focusRow, run } from './kit.mjs';

const IBAN = 'bank.iban';

/** The IBAN as if a model had a part in it; all other entries of the made-up answers are read by rules. */
const override = ({ method, path }) => {
  if (method !== 'GET' || !path.endsWith('/fields')) return null;
  const list = fields().map((field) =>
    field.id === IBAN ? { ...field, suggestion: { ...field.suggestion, ...byModel } } : field,
  );
  return { json: { version: 7, fields: list } };
};

/** Names and words of the drawer behind `D`. */
async function detailsOf(page, id) {
  await focusRow(page, id);
  await page.keyboard.press('d');
  await page.locator(`[data-row="${id}"] .field-details summary`).click();
  const rows = await page
    .locator('.field-details dl > div')
    .evaluateAll((all) =>
      all.map((row) => [row.querySelector('dt').textContent, row.querySelector('dd').textContent]),
    );
  return Object.fromEntries(rows);
}

export const origin = {
  'origin: what rules made is not said of a model, and a model is named': (kit) =>
    run(kit, FIELDS, { override }, async (page) => {
      const rules = await detailsOf(page, 'household.member_count');
      assert.equal(rules['Gemacht von'], 'Regeln des Programms, ohne Modell');
      assert.match(rules.Sicherheit, /^97 von 100\. Die Regeln sind von Hand gewichtet, nicht .*gemessen\.$/);
      assert.deepEqual(
        [rules.Modell, rules.Anweisungen, rules.Regelwerk],
        [undefined, undefined, '9f2c41aa'],
      );
      await page.screenshot({ path: `${kit.output}act-origin-rules.png` });
      const model = await detailsOf(page, IBAN);
      assert.deepEqual([model.Modell, model.Anweisungen], ['e5-small:1571fc98', 'v1']);
      assert.match(model.Sicherheit, /^97 von 100, aus Regeln und Modell zusammen\./);
      assert.equal(model['Gemacht von'], undefined);
      await page.screenshot({ path: `${kit.output}act-origin-model.png` });
    }),
};
