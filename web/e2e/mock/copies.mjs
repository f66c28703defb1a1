// Documents that lie in another case too: told with the reason, seen side by side by keys, and with nothing to judge.
import assert from 'node:assert/strict';
import { CASE, detail, FORM, RENT } from './data.mjs';
import { FIELDS, holds, run } from './kit.mjs';

const OTHER = 'c2';
const [form] = detail().documents;
const copy = (more) => ({
  document_id: FORM,
  other_document_id: 'd9',
  file_name: 'Antrag-2.pdf',
  case_id: OTHER,
  reference: 'AK-2026-000469',
  state: 'under_review',
  applicant_name: 'Musterfrau, Erika',
  received_on: '2026-11-02',
  pages: [],
  ...more,
});
const items = [
  copy({}),
  copy({
    document_id: RENT,
    other_document_id: 'd8',
    pages: [1, 2, 3].map((page) => ({ page, other_page: page + 1 })),
  }),
];
const override = ({ method, path }) => {
  if (method !== 'GET') return null;
  if (path === `/api/cases/${CASE}/copies`) return { json: { items } };
  if (path !== `/api/cases/${OTHER}`) return null;
  const other = { ...form, id: 'd9', file_name: 'Antrag-2.pdf', received_on: '2026-11-02' };
  return { json: detail({ id: OTHER, reference: 'AK-2026-000469', documents: [other] }) };
};
const check = async (kit, page) =>
  kit.problems.push(...(await kit.axe(page)), ...(await kit.policy(page)), ...(await kit.smallTargets(page)));

export const copies = {
  'copies: the same file in another case, side by side with both references': (kit) =>
    run(kit, FIELDS, { override }, async (page) => {
      const summary = page.getByText('2 Unterlagen liegen vermutlich auch in einer anderen Akte');
      await summary.focus();
      await page.keyboard.press('Enter');
      await page.getByText(/: dieselbe Datei$/).waitFor();
      await page.getByText(/: Seiten 1–3 gleichen Seiten 2–4$/).waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-copies.png` });
      const compare = page.getByRole('button', {
        name: /Vergleichen: .* mit der Unterlage in AK-2026-000469/,
      });
      await compare.first().focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Unterlagen vergleichen' });
      await dialog.getByText('AK-2026-000471').waitFor();
      await dialog.getByText('AK-2026-000469').waitFor();
      await holds(async () => assert.equal(await dialog.getByRole('group').count(), 2, 'only the tools'));
      await check(kit, page);
      await page.keyboard.press('Escape');
      await compare.nth(1).click();
      await page.getByText('ist in der anderen Akte nicht mehr zu finden').waitFor();
    }),
  'copies: at 320 pixels and in the dark': (kit) =>
    run(kit, FIELDS, { override, width: 320, theme: 'dark' }, async (page) => {
      await page.getByText('2 Unterlagen liegen vermutlich').click();
      await page.getByText(/: dieselbe Datei$/).waitFor();
      await page.screenshot({ path: `${kit.output}act-copies-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `the page is ${wide} px wide`);
      await check(kit, page);
    }),
};
