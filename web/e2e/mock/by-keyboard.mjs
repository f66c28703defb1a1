// The clerk's path without a mouse, from the queue to the decision: after each step the focus is where one goes on.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { announced, holds, nextCaseHasFocus, reviewServer, run } from './kit.mjs';
import { letterServer } from './letters.mjs';

/** What has the focus, as a person would name it: its row, or its name. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const { row, key } = element.dataset;
    if (row ?? key) return row ?? key;
    if (element.id !== '' && !element.id.startsWith('react-aria')) return element.id;
    const label = element.closest('label');
    return (element.getAttribute('aria-label') ?? (label ?? element).textContent).trim();
  });
const isOn = (page, wanted) => holds(async () => assert.equal(await focused(page), wanted));

/** Presses a key until the focus is there. Fails when it is not met on the way through the page. */
async function go(page, key, wanted, most = 80) {
  const met = [];
  for (let turn = 0; turn < most; turn += 1) {
    const now = await focused(page);
    if (wanted instanceof RegExp ? wanted.test(now) : now === wanted) return;
    met.push(now);
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never came to ${wanted}: ${met.join(' | ')}`);
}

/** Goes to an entry by arrow keys. */
async function entry(page, id) {
  await page.keyboard.press('Home');
  await go(page, 'ArrowDown', id, 12);
}

/** Confirms an entry: if the first press only showed its place, the second does it. The focus goes on by itself. */
async function confirm(page, server, id) {
  const before = server.sent.length;
  await entry(page, id);
  await page.keyboard.press('b');
  await page
    .getByRole('button', { name: 'Stelle gezeigt: bestätigen' })
    .waitFor({ timeout: 2_000 })
    .then(() => page.keyboard.press('b'))
    .catch(() => {});
  await holds(() => assert.equal(server.sent.length, before + 1, id));
  assert.deepEqual([server.sent.at(-1).subject.key, server.sent.at(-1).verdict], [id, 'accepted']);
  await announced(page, /Angabe \d+ bestätigt, noch \d+ offen/);
  await holds(async () => assert.notEqual(await focused(page), id));
  await page.locator('[data-row]:focus').waitFor();
}

export const byKeyboard = {
  'by keyboard: from the queue to the decision, and the focus is always where one goes on': (kit) => {
    const server = reviewServer();
    const letters = letterServer();
    let decided = null;
    const override = (call) => {
      const { method, path, body } = call;
      if (method === 'POST' && path.endsWith('/decision')) {
        decided = body();
        return { status: 201, json: { version: 20, decision: {}, proposal: null } };
      }
      return server.override(call) ?? letters.override(call);
    };
    return run(kit, '/eingang', { override }, async (page) => {
      await go(page, 'Tab', CASE);
      await page.keyboard.press('Space');
      await announced(page, /^AK-2026-\d+ ausgewählt\.$/);
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/akten/${CASE}/angaben`);
      await go(page, 'Tab', 'dwelling.total_rent');
      for (const id of ['household.member_count', 'bank.iban', 'applicant.date_of_birth'])
        await confirm(page, server, id);
      // Correct one.
      await entry(page, 'dwelling.total_rent');
      await page.keyboard.press('k');
      await page.waitForSelector('.field-editor');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('815,00');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.reasons');
      await page.keyboard.press('1');
      await announced(page, /Angabe 4 korrigiert, noch \d+ offen/);
      await page.locator('[data-row]:focus').waitFor();
      // Reject one.
      await entry(page, 'application.kind');
      await page.keyboard.press('v');
      await page.waitForSelector('.reasons');
      await page.keyboard.press('2');
      await announced(page, /Angabe 7 verworfen, noch \d+ offen/);
      await page.locator('[data-row]:focus').waitFor();
      assert.deepEqual(
        server.sent.map(({ verdict }) => verdict),
        ['accepted', 'accepted', 'accepted', 'amended', 'rejected'],
      );
      // A dialog gives the focus back to what opened it.
      const opener = await focused(page);
      await page.keyboard.press('Control+k');
      await page.waitForSelector('.palette-menu');
      await page.keyboard.press('Escape');
      await isOn(page, opener);
      // The document request.
      await page.keyboard.press('n');
      await page.waitForURL('**/nachforderung');
      await page.locator('.letter-item').first().waitFor();
      await go(page, 'Tab', /^Mietbescheinigung mit Heizkosten/);
      await page.keyboard.press('Space');
      await go(page, 'Tab', 'Anschrift übernehmen');
      await page.keyboard.press('Enter');
      await isOn(page, 'letter-recipient');
      await page.locator('.letter-state', { hasText: 'Entwurf gespeichert:' }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog', { name: 'Brief absenden?' }).waitFor();
      await page.keyboard.press('Escape');
      await isOn(page, 'letter-recipient');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog', { name: 'Brief absenden?' }).waitFor();
      await go(page, 'Tab', 'Jetzt absenden', 8);
      await page.keyboard.press('Enter');
      await holds(() => assert.equal(letters.sent.length, 1));
      await holds(async () => assert.match(await focused(page), /Der Brief ist abgesendet/));
      // The decision.
      await page.keyboard.press('Shift+Tab');
      await go(page, 'Shift+Tab', 'Zum Inhalt springen');
      await go(page, 'Tab', /^AK-2026-000471/);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/angaben');
      await go(page, 'Tab', 'Entscheidung erfassen');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/entscheidung');
      await page.locator('.open-points .checkbox').first().waitFor();
      for (const kind of ['field_open', 'requirement_missing', 'service_unconfirmed']) {
        await go(page, 'Tab', `field-${kind}`);
        await page.keyboard.press('Space');
      }
      await go(page, 'Tab', /^(Bewilligung|Teilbewilligung|Ablehnung)$/);
      await page.keyboard.press('Space');
      await go(page, 'Tab', 'field-reasons');
      await page.keyboard.type('Die Voraussetzungen liegen vor.');
      await page.keyboard.press('Control+Enter');
      await nextCaseHasFocus(page);
      assert.deepEqual([decided.outcome, decided.open_points_acknowledged.length], ['granted', 3]);
    });
  },
};
