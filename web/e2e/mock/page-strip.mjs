// All pages of a case in small: opened and kept, by keys alone, with the evidence of the active entry in words.
import assert from 'node:assert/strict';
import { announced, FIELDS, focusRow, run } from './kit.mjs';

const toggle = (page) =>
  page.getByRole('button', { name: /^Seite 1 von 2, alle Seiten (zeigen|verbergen)$/ });
const strip = (page) => page.getByRole('toolbar', { name: 'Alle Seiten der Akte' });
const current = (page) =>
  strip(page)
    .locator('[aria-current]')
    .evaluateAll((all) => all.map((one) => one.textContent));

export const pageStrip = {
  'page strip: opened by key, walked by arrows, and the choice is kept': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      assert.equal(await strip(page).count(), 0, 'it is folded at first');
      await toggle(page).focus();
      await page.keyboard.press('Enter');
      await strip(page).waitFor();
      assert.equal(await toggle(page).getAttribute('aria-expanded'), 'true');
      await focusRow(page, 'applicant.family_name');
      await strip(page).getByRole('button', { name: 'Seite 1 Beleg' }).first().waitFor();
      assert.equal(await strip(page).getByText('Beleg', { exact: true }).count(), 1);
      await focusRow(page, 'dwelling.total_rent');
      await page.waitForFunction(() => document.querySelectorAll('.strip-evidence').length === 2);
      await page.screenshot({ path: `${kit.output}act-page-strip.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      // One stop: from the page that is shown to the first of the next document, and back out of the strip.
      await strip(page).locator('[tabindex="0"]').focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
      await announced(page, /Mietbescheinigung\.pdf, Seite 1/);
      await page.getByText('Seite 1 von 1', { exact: false }).first().waitFor();
      assert.equal((await current(page)).length, 1);
      const held = strip(page).getByRole('group', { name: 'Mietbescheinigung.pdf' });
      assert.equal(await held.locator('[aria-current=page]').count(), 1);
      await page.keyboard.press('Home');
      await page.keyboard.press('Tab');
      assert.equal(
        await page.evaluate(() => document.activeElement.closest('.page-strip')),
        null,
        'Tab leaves it',
      );
      await page.reload();
      await strip(page).waitFor();
    }),
  'page strip: in the dark and at 320 pixels it has room, and pictures come when they are seen': async (
    kit,
  ) => {
    for (const [width, theme] of [
      [1440, 'dark'],
      [320, 'light'],
    ])
      await run(kit, FIELDS, { width, theme }, async (page) => {
        await toggle(page).click();
        await strip(page).waitFor();
        await page.screenshot({ path: `${kit.output}act-page-strip-${width}.png` });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `the page is ${wide} px wide`);
        assert.deepEqual(
          await strip(page)
            .locator('img')
            .evaluateAll((all) => [...new Set(all.map((one) => one.loading))]),
          ['lazy'],
        );
        kit.problems.push(...(await kit.smallTargets(page)));
        await toggle(page).click();
        await strip(page).waitFor({ state: 'detached' });
      });
  },
};
