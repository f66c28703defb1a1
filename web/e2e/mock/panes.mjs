// The line between documents and entries: by dragging, by keys, by a click; kept, and gone where panes stand below each
// other.
import assert from 'node:assert/strict';
import { FIELDS, run } from './kit.mjs';

const divider = (page) => page.getByRole('separator', { name: 'Breite der Unterlagen' });
const share = async (page) => Number(await divider(page).getAttribute('aria-valuenow'));
const shared = (page, wanted) =>
  page.waitForFunction(
    (wanted) => document.querySelector('.pane-divider')?.getAttribute('aria-valuenow') === String(wanted),
    wanted,
  );

export const panes = {
  'panes: moved by keys and kept after a reload': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      assert.equal(await share(page), 58);
      const width = async () => (await page.locator('.document-pane').boundingBox()).width;
      const before = await width();
      await divider(page).focus();
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
      await shared(page, 64);
      assert.ok((await width()) > before, 'the documents are wider');
      await page.keyboard.press('Home');
      await shared(page, 30);
      await page.keyboard.press('End');
      await shared(page, 70);
      await page.keyboard.press('Enter');
      await shared(page, 42);
      await page.screenshot({ path: `${kit.output}act-panes.png` });
      kit.problems.push(...(await kit.axe(page)));
      await page.reload();
      await divider(page).waitFor();
      await shared(page, 42);
    }),
  'panes: dragged with the mouse, and a click goes to the next division': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      const box = await divider(page).boundingBox();
      const y = box.y + box.height / 2;
      await page.mouse.click(box.x + 4, y);
      await shared(page, 70);
      const there = await divider(page).boundingBox();
      await page.mouse.move(there.x + 4, y);
      await page.mouse.down();
      await page.mouse.move(there.x - 200, y, { steps: 5 });
      await page.mouse.up();
      await page.waitForFunction(() => !document.querySelector('.case-work.dragged'));
      const now = await share(page);
      assert.ok(now > 50 && now < 62, `${now} % after dragging 200 px`);
      const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('aktenlage.settings')).split);
      assert.equal(kept, now);
    }),
  'panes: below each other there is nothing to move': (kit) =>
    run(kit, FIELDS, { width: 320 }, async (page) => {
      assert.equal(await page.locator('.pane-divider').isVisible(), false);
    }),
};
