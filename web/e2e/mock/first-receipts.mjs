// The receipt at another authority: entered with a page or a reason, taken back, and told among the steps of a deadline.
import assert from 'node:assert/strict';
import { CASE, detail } from './data.mjs';
import { announced, run } from './kit.mjs';

const CHECKS = `/akten/${CASE}/vollstaendigkeit`;
const basis = { citation: '§ 16 Abs. 2 Satz 2 SGB I', law: 'SGB 1', verified: true };

function receiptServer() {
  const server = { sent: [] };
  const view = { version: 7, received_on: '2026-11-12', basis, items: [] };
  const filed = () => {
    const last = view.items[0];
    if (!last?.received_on) return null;
    return { on: last.received_on, authority: last.authority, received_on: view.received_on, basis };
  };
  server.override = ({ method, path, body }) => {
    if (path === `/api/cases/${CASE}`) {
      const told = detail();
      return {
        json: {
          ...told,
          version: view.version,
          deadlines: told.deadlines.map((one, at) => (at === 0 ? { ...one, filed: filed() } : one)),
        },
      };
    }
    if (path !== `/api/cases/${CASE}/first-receipts`) return null;
    if (method === 'GET') return { json: view };
    const said = body();
    server.sent.push(said);
    view.version += 1;
    const by = { id: 'u1', display_name: 'Aylin Yılmaz' };
    view.items = [{ ...said, id: `f${view.version}`, by, at: '2026-11-22T09:00:00Z' }, ...view.items];
    return { status: 201, json: { ...view } };
  };
  return server;
}

export const firstReceipts = {
  'first receipt: entered by keys with a reason, told in the steps, and taken back': (kit) => {
    const server = receiptServer();
    return run(kit, CHECKS, { override: server.override }, async (page) => {
      const summary = page.getByText('Eingang bei einer anderen Behörde', { exact: true });
      await summary.focus();
      await page.keyboard.press('Enter');
      const save = page.getByRole('button', { name: 'Eingang festhalten' });
      await save.click();
      await page.getByText('Geben Sie die Behörde an.').waitFor();
      assert.equal(server.sent.length, 0, 'nothing is sent without day, authority and ground');
      await page.screenshot({ path: `${kit.output}act-first-receipt.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page
        .getByRole('spinbutton', { name: /Eingang dort am/ })
        .first()
        .focus();
      await page.keyboard.type('02112026');
      await page.getByLabel('Bei welcher Behörde').fill('Markt Musterdorf');
      await page.getByRole('textbox', { name: 'Begründung' }).fill('Stempel auf dem Umschlag');
      await save.press('Enter');
      await announced(page, /Eingang bei der anderen Behörde festgehalten/);
      assert.deepEqual(server.sent[0], {
        received_on: '2026-11-02',
        authority: 'Markt Musterdorf',
        document_id: null,
        page: null,
        reason: 'Stempel auf dem Umschlag',
      });
      await page.getByText(/^Zuerst eingegangen am .*: Markt Musterdorf\./).waitFor();
      await page.waitForFunction(() => document.activeElement?.tagName === 'UL');
      await page.locator('.deadlines summary').first().click();
      await page
        .getByText(/gilt als am .* gestellt: An diesem Tag ging er ein bei Markt Musterdorf/)
        .waitFor();
      await page.getByRole('textbox', { name: 'Begründung' }).fill('Falsche Akte');
      await page.getByRole('button', { name: 'Eingang zurücknehmen' }).click();
      await announced(page, /zurückgenommen/);
      assert.deepEqual([server.sent[1].received_on, server.sent[1].reason], [null, 'Falsche Akte']);
      await page.getByText('Zurückgenommen.').waitFor();
    });
  },
  'first receipt: at 320 pixels and in the dark': (kit) => {
    const server = receiptServer();
    return run(kit, CHECKS, { width: 320, theme: 'dark', override: server.override }, async (page) => {
      await page.getByText('Eingang bei einer anderen Behörde', { exact: true }).click();
      await page.getByRole('button', { name: 'Eingang festhalten' }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${kit.output}act-first-receipt-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `the page is ${wide} px wide`);
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
    });
  },
};
