// Where each role can go: by the rail, by keys, by the palette, and on a phone by the account menu.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { holds, run } from './kit.mjs';

const RAIL = {
  clerk: ['Eingang', 'Freigaben', 'Recht', 'Einstellungen'],
  supervisor: [
    'Eingang',
    'Übersicht',
    'Freigaben',
    'Recht',
    'Stichproben',
    'Prüfspur',
    'Protokoll',
    'Modelle',
    'Einstellungen',
  ],
  data: ['Modelle', 'Auswertung', 'Einstellungen'],
};
const START = { clerk: '/eingang', supervisor: '/eingang', data: '/modelle' };

export const navigation = {
  'navigation: the title of the window says how much is open, and what is shown': (kit) =>
    run(kit, '/eingang', {}, async (page) => {
      const titled = (title) =>
        page
          .waitForFunction((title) => document.title.startsWith(title), title)
          .catch(async () => {
            assert.fail(`${await page.title()} is not ${title}`);
          });
      page.setDefaultTimeout(10_000);
      await titled('(3) Eingang · ');
      await page.goto(`${kit.base}/akten/${CASE}/angaben`);
      await titled('(8) AK-2026-000471 · Angaben · ');
      await page.getByRole('link', { name: /^Vollständigkeit/ }).click();
      await titled('(3) AK-2026-000471 · Vollständigkeit · ');
      await page.getByRole('link', { name: 'Verlauf', exact: true }).click();
      await titled('AK-2026-000471 · Verlauf · ');
    }),
  'navigation: an address without a page offers the search of the queue': (kit) =>
    run(kit, '/gibt/es/nicht', { width: 320 }, async (page) => {
      await page.getByRole('searchbox', { name: 'Aktenzeichen oder Name' }).fill('471');
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-not-found-320.png` });
      await page.keyboard.press('Enter');
      await page.waitForURL('**/eingang?q=471');
      await page.getByRole('heading', { level: 1, name: 'Eingang' }).waitFor();
    }),
  'navigation: each role has its own rail': async (kit) => {
    for (const [role, words] of Object.entries(RAIL))
      await run(kit, START[role], { role }, async (page) => {
        await page.locator('.to-settings').waitFor();
        await holds(async () =>
          assert.deepEqual(
            await page.locator('.rail-links .rail-item > span:not(.count)').allTextContents(),
            words,
          ),
        );
      });
  },
  'navigation: releases by keys, sources by the palette, and the heading has the focus': (kit) =>
    run(kit, '/recht', {}, async (page) => {
      const arrived = (title) =>
        page.waitForFunction((title) => document.activeElement?.textContent === title, title);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('f');
      await page.waitForURL('**/freigaben');
      await arrived('Freigaben');
      await page.keyboard.press('Control+k');
      await page.waitForSelector('.palette-menu');
      await page.keyboard.type('quellen');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/eingang/quellen');
      await arrived('Eingangsquellen');
    }),
  'navigation: on a phone a supervisor finds the log, models and settings in the account menu': (kit) =>
    run(kit, '/freigaben', { role: 'supervisor', width: 320, theme: 'dark' }, async (page) => {
      const bar = await page.locator('.rail').boundingBox();
      assert.ok(bar.height <= 64, `the bar is ${bar.height} px high and hides what the page keeps free`);
      for (const [name, path] of [
        ['Protokoll', '/protokoll'],
        ['Modelle', '/modelle'],
        ['Einstellungen', '/einstellungen'],
      ]) {
        await page.getByRole('button', { name: 'Konto' }).click();
        await page.locator('.account-menu').waitFor();
        kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
        await page.screenshot({ path: `${kit.output}act-account-320.png` });
        await page.getByRole('menuitem', { name }).click();
        await page.waitForURL(`**${path}`);
      }
    }),
  'navigation: the frame stands while menus and dialogs still load, and what was asked for comes': (kit) =>
    run(kit, '/recht', {}, async (page) => {
      let letGo = () => {};
      const held = new Promise((done) => {
        letGo = done;
      });
      await page.route(/\/assets\/(AccountMenu|FrameDialogs)-/, async (route) => {
        await held;
        await route.continue();
      });
      await page.reload({ waitUntil: 'commit' });
      await page.getByRole('heading', { level: 1, name: 'Recht' }).waitFor();
      const account = page.getByRole('button', { name: 'Konto' });
      await holds(async () => assert.ok(await account.isDisabled(), 'there is nothing to open yet'));
      await page.keyboard.press('?');
      letGo();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await account.click();
      await page.locator('.account-menu').waitFor();
    }),
};
