// Marks on a page: off until somebody asks, then outlined with words, told as a list, and remembered.
import assert from 'node:assert/strict';
import { FORM } from './data.mjs';
import { announced, FIELDS, focusRow, holds, run } from './kit.mjs';

/** On the first page of the form; the boxes stand before "Erstantrag" and "keine". */
const MARKS = [
  { kind: 'signature', state: 'off', box: [0.1, 0.85, 0.4, 0.9], confidence: 0.8 },
  { kind: 'tick_box', state: 'on', box: [0.385, 0.4745, 0.4, 0.486], confidence: 0.95 },
  { kind: 'tick_box', state: 'unsure', box: [0.385, 0.3245, 0.4, 0.336], confidence: 0.5 },
  { kind: 'handwriting', state: null, box: [0.5, 0.85, 0.75, 0.9], confidence: 0.7 },
];

const override = ({ path }) => {
  if (!path.endsWith('/marks')) return null;
  return { json: path === `/api/documents/${FORM}/pages/1/marks` ? MARKS : [] };
};

const toggle = (page) => page.getByRole('button', { name: 'Zeichen auf der Seite' });

export const marks = {
  'marks: off at first, shown by button, told in words, remembered, hidden by key': (kit) =>
    run(kit, FIELDS, { override }, async (page) => {
      await page.waitForSelector('.sheet');
      await holds(async () => assert.equal(await toggle(page).getAttribute('aria-pressed'), 'false'));
      await holds(async () => assert.equal(await page.locator('.page-mark, .page-marks').count(), 0));
      await toggle(page).focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.page-mark');
      await holds(async () => assert.equal(await toggle(page).getAttribute('aria-pressed'), 'true'));
      await announced(page, /Zeichen werden gezeigt/);
      // Each outline has its word: nothing is told by colour alone.
      const labels = ['keine Unterschrift', 'Kreuz', 'unsicher', 'Handschrift'];
      await holds(async () =>
        assert.deepEqual(await page.locator('.page-mark text').allTextContents(), labels),
      );
      const summary = page.locator('.page-marks > summary');
      await holds(async () =>
        assert.equal(
          await summary.textContent(),
          'Zeichen auf Seite 1: Unterschriftszeile leer, Handschrift, Kästchen angekreuzt, Kästchen unsicher',
        ),
      );
      await summary.focus();
      await page.keyboard.press('Enter');
      await page.getByText('Kästchen angekreuzt: Erstantrag').waitFor();
      await holds(async () =>
        assert.deepEqual(await page.locator('.page-marks li').allTextContents(), [
          'Kästchen unsicher: keine',
          'Kästchen angekreuzt: Erstantrag',
          'Unterschriftszeile leer',
          'Handschrift',
        ]),
      );
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-marks.png` });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForFunction(() => document.documentElement.dataset.kernTheme === 'dark');
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-marks-dark.png` });
      await page.reload();
      await page.waitForSelector('.page-mark');
      await focusRow(page, 'household.member_count');
      await page.keyboard.press('z');
      await page.waitForFunction(() => !document.querySelector('.page-mark, .page-marks'));
      await announced(page, /Zeichen werden nicht gezeigt/);
    }),
  'marks: evidence can be pressed through them, and a page without any says so': (kit) =>
    run(kit, FIELDS, { override }, async (page) => {
      await toggle(page).click();
      await page.waitForSelector('.page-mark');
      const evidence = page.locator('.evidence-box').filter({ hasText: /^7$/ });
      await evidence.locator('.frame').click({ position: { x: 2, y: 2 } });
      await page.waitForFunction(() => document.querySelector('.evidence-box.active')?.textContent === '7');
      await page.getByRole('button', { name: 'Nächste Seite' }).click();
      await page.getByText('Auf Seite 2 sind keine Zeichen erkannt.').waitFor();
    }),
  'marks: on a narrow screen nothing is cut off': (kit) =>
    run(kit, FIELDS, { override, width: 320 }, async (page) => {
      await toggle(page).click();
      await page.waitForSelector('.page-mark');
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      kit.problems.push(...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-marks-320.png` });
    }),
};
