// Settings: other keys for actions, where single keys act, the first page, and how much is announced.
import assert from 'node:assert/strict';
import { ANNOUNCER, announced, FIELDS, focusRow, holds, lookAt, reviewServer, run } from './kit.mjs';

/** Goes on by Tab until the focus is on what has this name. */
async function tabTo(page, name, most = 60) {
  for (let turn = 0; turn < most; turn += 1) {
    const now = await page.evaluate(() => document.activeElement.textContent.trim());
    if (name.test(now)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never came to ${name}`);
}
const chosen = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('aktenlage.settings') ?? '{}'));
/** Goes to a page as somebody who has chosen this in the settings. */
async function withSettings(kit, page, path, settings) {
  await page.evaluate((text) => localStorage.setItem('aktenlage.settings', text), JSON.stringify(settings));
  await page.goto(kit.base + path);
  await page.waitForLoadState('networkidle');
}

export const settings = {
  'settings: another key by keyboard, one that is taken is refused, and buttons, sheet and palette show it': (
    kit,
  ) => {
    const server = reviewServer();
    return run(kit, '/einstellungen', { override: server.override }, async (page) => {
      await tabTo(page, /^Neue Taste wählen/);
      await page.keyboard.press('Enter');
      await announced(page, /Neue Taste drücken/);
      await page.screenshot({ path: `${kit.output}act-settings-recording.png` });
      await page.keyboard.press('k');
      const alert = page.getByRole('alert');
      await alert
        .getByText('K gehört schon zu „Korrigieren oder eintragen“. Es bleibt beim Alten.')
        .waitFor();
      kit.problems.push(...(await kit.axe(page)));
      await tabTo(page, /^Neue Taste wählen/, 1);
      for (const key of ['Enter', 'Enter']) await page.keyboard.press(key);
      await alert.getByText('Diese Taste lässt sich nicht belegen.').waitFor();
      for (const key of ['Enter', 'Escape']) await page.keyboard.press(key);
      await announced(page, /Es bleibt bei der bisherigen Taste/);
      assert.deepEqual((await chosen(page)).keys, {});
      for (const key of ['Enter', 'x']) await page.keyboard.press(key);
      await announced(page, /„Bestätigen“ hat jetzt die Taste X/);
      await page.screenshot({ path: `${kit.output}act-settings.png`, fullPage: true });
      await holds(async () => assert.deepEqual((await chosen(page)).keys, { confirm: 'x' }));
      // It holds after the page is loaded anew.
      await page.goto(kit.base + FIELDS);
      await page.waitForLoadState('networkidle');
      await lookAt(page, 'household.member_count');
      const button = page
        .locator('[data-row="household.member_count"]')
        .getByRole('button', { name: 'Bestätigen' });
      assert.equal(await button.getAttribute('aria-keyshortcuts'), 'X');
      assert.match(await button.textContent(), /X$/);
      await page.keyboard.press('?');
      await page
        .getByRole('dialog')
        .getByText('Bestätigen', { exact: true })
        .locator('xpath=following-sibling::dd')
        .getByText('X', { exact: true })
        .waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Bestät');
      await page.getByRole('menuitem', { name: 'Bestätigen' }).getByText('X', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await lookAt(page, 'household.member_count');
      await page.keyboard.press('b');
      assert.equal(server.sent.length, 0);
      await page.keyboard.press('x');
      await page.waitForSelector('.undo-bar');
      assert.equal(server.sent[0].subject.key, 'household.member_count');
      await page.goto(`${kit.base}/einstellungen`);
      await tabTo(page, /^Zurücksetzen/);
      await page.keyboard.press('Enter');
      await announced(page, /„Bestätigen“ hat jetzt die Taste B/);
      await holds(async () => assert.deepEqual((await chosen(page)).keys, {}));
    });
  },
  'settings: single keys off, in lists, everywhere': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      const rail = page.getByRole('link', { name: 'Recht', exact: true });
      const focused = () => page.evaluate(() => document.activeElement.dataset.row ?? null);
      for (const [shortcuts, inList, elsewhere] of [
        ['off', false, false],
        ['lists', true, false],
        ['everywhere', true, true],
      ]) {
        await withSettings(kit, page, FIELDS, { shortcuts });
        await rail.focus();
        await page.keyboard.press('w');
        if (elsewhere) await holds(async () => assert.notEqual(await focused(), null));
        await focusRow(page, 'dwelling.total_rent');
        if (!elsewhere) {
          await page.keyboard.press('w');
          // What would have happened on the rail has had its time meanwhile.
          await holds(async () => assert.equal((await focused()) !== 'dwelling.total_rent', inList));
        }
        assert.equal(
          (await page.locator('[data-row][aria-current] kbd').count()) > 0,
          shortcuts !== 'off',
          'hints only where keys act',
        );
      }
    }),
  'settings: the first page is chosen by keyboard and opens after the sign-in': (kit) =>
    run(kit, '/einstellungen', {}, async (page) => {
      await tabTo(page, /^wie für die Rolle vorgesehen/);
      await page.keyboard.press('Enter');
      await page.getByRole('option', { name: 'Eingang: Meine Fälle' }).waitFor();
      await page.keyboard.type('Eingang: Mei');
      await page.keyboard.press('Enter');
      await holds(async () => assert.equal((await chosen(page)).start, 'mine'));
      await page.goto(kit.base);
      await page.waitForURL('**/eingang?ansicht=mine');
      // What another role chose here is not asked for.
      await withSettings(kit, page, '/', { start: 'overview' });
      await page.waitForURL(/\/eingang$/);
    }),
  'settings: of announcements only results, or only errors': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      const heard = () => page.locator(ANNOUNCER).textContent();
      for (const [announcements, note, result] of [
        ['all', true, true],
        ['results', false, true],
        ['off', false, false],
      ]) {
        await withSettings(kit, page, FIELDS, { announcements });
        await focusRow(page, 'household.member_count');
        await page.keyboard.press('z');
        await page.locator('.page-marks').waitFor();
        assert.equal((await heard()) !== '', note, `${announcements}: marks`);
        const before = server.sent.length;
        await page.keyboard.press('u');
        await holds(() => assert.equal(server.sent.length, before + 1));
        await page.locator('.undo-bar').waitFor();
        assert.equal(/Angabe \d+ unklar/.test(await heard()), result, `${announcements}: review`);
        await page.keyboard.press('Control+z');
        await page.locator('.undo-bar').waitFor({ state: 'detached' });
      }
    });
  },
  'settings: at 320 px in the dark': (kit) =>
    run(kit, '/einstellungen', { width: 320, theme: 'dark' }, async (page) => {
      await page.getByRole('heading', { name: 'Andere Tasten' }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${kit.output}act-settings-320.png` });
      kit.problems.push(...(await kit.smallTargets(page)));
    }),
};
