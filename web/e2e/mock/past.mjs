// Entries of the history open what was suggested then: with its place on the page, and with nothing to press but that.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { run } from './kit.mjs';

const HISTORY = `/akten/${CASE}/verlauf`;

export const past = {
  'past suggestions: a run opens what it said, abstentions too, with place, model and no way to change it': (
    kit,
  ) =>
    run(kit, HISTORY, {}, async (page) => {
      const entry = page.locator('.timeline-item', { hasText: '14 Vorschläge' });
      await entry.getByText('Vorschläge wie damals').focus();
      await page.keyboard.press('Enter');
      const list = entry.locator('.past-suggestions');
      await list.getByText('2.621,67 EUR').waitFor();
      assert.equal(await list.locator('> li').count(), 3);
      await list.getByText('In den Unterlagen steht dazu nichts.').waitFor();
      await list.getByText('Antragsformular').first().waitFor();
      const buttons = await list.getByRole('button').allTextContents();
      assert.deepEqual([...new Set(buttons)], ['Stelle zeigen'], 'read only');
      await list.locator('details summary').first().click();
      await list.getByText('e5-small:0a1b2c3d').first().waitFor();
      await page.screenshot({ path: `${kit.output}act-past-suggestions.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await list
        .getByRole('button', { name: /Stelle zeigen/ })
        .first()
        .click();
    }),
  'past suggestions: a review opens the one it was about; at 320 pixels and in the dark': (kit) =>
    run(kit, HISTORY, { width: 320, theme: 'dark' }, async (page) => {
      const entry = page.locator('.timeline-item', { hasText: 'Bruttoeinkommen' });
      await entry.getByText('Vorschlag wie damals').click();
      await entry.locator('.past-suggestions').getByText('2.621,67 EUR').waitFor();
      await page.screenshot({ path: `${kit.output}act-past-suggestions-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `the page is ${wide} px wide`);
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
    }),
  'past suggestions: one that is not there is said': (kit) =>
    run(kit, HISTORY, {}, async (page) => {
      const entry = page.locator('.timeline-item', { hasText: 'nach einer Prüfung erneuert' });
      await entry.getByText('Vorschläge wie damals').click();
      await entry.getByText('ist in dieser Akte kein Vorschlag gespeichert').waitFor();
    }),
};
