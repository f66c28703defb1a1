// The server goes away in the middle of typing and comes back: nothing typed is lost, and what is sent counts once.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { FIELDS, focusRow, nextCaseHasFocus, reviewServer, run, typeValue } from './kit.mjs';

/** Answers nothing while it is down, as a server that starts again. */
async function breakable(page) {
  const server = { down: false };
  await page.route('**/api/**', (route) =>
    server.down ? route.abort('connectionrefused') : route.fallback(),
  );
  return server;
}
const isExpected = (text) => /ERR_CONNECTION_REFUSED/.test(text);

export const restart = {
  'restart: a value that could not be saved stays in its editor and is saved once when the server is back': (
    kit,
  ) => {
    const { sent, override } = reviewServer();
    return run(kit, FIELDS, { override, isExpected }, async (page) => {
      const server = await breakable(page);
      await typeValue(page, 'dwelling.total_rent', '815,00');
      server.down = true;
      await page.keyboard.press('Enter');
      await page.locator('.reasons').waitFor();
      await page.keyboard.press('1');
      await page.getByText('Keine Verbindung zum Server.').first().waitFor();
      assert.equal(sent.length, 0);
      await page.screenshot({ path: `${kit.output}act-restart.png` });
      kit.problems.push(...(await kit.axe(page)));
      // Somebody who does not wait and reloads as soon as it is there again.
      server.down = false;
      page.on('dialog', (dialog) => dialog.accept());
      await page.reload();
      await focusRow(page, 'dwelling.total_rent');
      await page.keyboard.press('k');
      const input = page.locator('[data-row="dwelling.total_rent"] .field-editor input').first();
      await input.waitFor();
      assert.match(await input.inputValue(), /815,00/);
      await input.focus();
      await page.keyboard.press('Enter');
      await page.locator('.reasons').waitFor();
      await page.locator('.reason-buttons button').first().click();
      await page.waitForSelector('.undo-bar');
      assert.deepEqual(
        sent.map(({ value, verdict, match }) => [value, verdict, match]),
        [['815.00', 'amended', '"7"']],
      );
    });
  },
  'restart: reasons of a decision stand when the server is back, and are sent once': (kit) => {
    const sent = [];
    const override = ({ method, path, body }) => {
      if (method === 'POST' && path.endsWith('/decision')) {
        sent.push(body());
        return { status: 201, json: { version: 8, decision: null, proposal: null } };
      }
      return path.endsWith('/open-points') ? { json: { items: [] } } : null;
    };
    return run(kit, `/akten/${CASE}/entscheidung`, { override, isExpected }, async (page) => {
      const server = await breakable(page);
      await page.getByText('Ablehnung', { exact: true }).click();
      await page.locator('#field-reasons').fill('Es fehlt der Nachweis der Miete.');
      server.down = true;
      await page.keyboard.press('Control+Enter');
      await page.getByText('Keine Verbindung zum Server.').first().waitFor();
      assert.equal(await page.locator('#field-reasons').inputValue(), 'Es fehlt der Nachweis der Miete.');
      // Everything that is asked again fails too, and takes nothing away.
      await page.waitForTimeout(4000);
      await page.locator('#field-reasons').focus();
      server.down = false;
      await page.keyboard.press('Control+Enter');
      await nextCaseHasFocus(page);
      assert.equal(sent.length, 1);
      assert.equal(sent[0].reasons, 'Es fehlt der Nachweis der Miete.');
    });
  },
  'restart: the queue keeps its rows and what is selected while nothing answers': (kit) =>
    run(kit, '/eingang', { isExpected, clock: true }, async (page) => {
      const server = await breakable(page);
      const row = page.locator('.case-table .row').first();
      await row.getByRole('checkbox').click({ force: true });
      await page.locator('.bulk').waitFor();
      server.down = true;
      await page.clock.runFor(45_000);
      await page.getByText('Keine Verbindung zum Server.').first().waitFor();
      assert.ok(await row.isVisible());
      assert.ok(await page.locator('.bulk').isVisible(), 'what is selected stays selected');
      server.down = false;
      await page.getByRole('button', { name: 'Erneut versuchen' }).first().click();
      await page.getByText('Keine Verbindung zum Server.').first().waitFor({ state: 'detached' });
      assert.ok(await page.locator('.bulk').isVisible());
    }),
};
