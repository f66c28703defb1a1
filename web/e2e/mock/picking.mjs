// Words chosen in the document become value and evidence of a review: by frame with the mouse, in the text by keys.
import assert from 'node:assert/strict';
import { FORM } from './data.mjs';
import { announced, FIELDS, focusRow, holds, reviewServer, run } from './kit.mjs';

/** Middle of a word on the page image, in pixels of the window. */
async function middleOf(page, text) {
  const word = page.locator('.word-layer .word').nth(await indexOf(page, text));
  const box = await word.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, ...box };
}
const indexOf = async (page, text) => {
  const words = await page.evaluate(async (id) => {
    const answer = await fetch(`/api/documents/${id}/pages/1/words`);
    return (await answer.json()).map((word) => word.text);
  }, FORM);
  return words.indexOf(text);
};

export const picking = {
  'words: a frame drawn with the mouse becomes value and evidence, also after reload': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await focusRow(page, 'dwelling.heating_costs');
      await page.keyboard.press('k');
      await page.getByRole('button', { name: 'Im Dokument zeigen' }).click();
      await page.waitForSelector('.word-layer .word');
      kit.problems.push(...(await kit.axe(page)));
      const word = await middleOf(page, '96,50');
      await page.mouse.move(word.x - word.width, word.y - 14);
      await page.mouse.down();
      await page.mouse.move(word.x + 10, word.y + 4, { steps: 4 });
      await page.mouse.move(word.x + word.width * 2, word.y + 14, { steps: 4 });
      await page.waitForSelector('.rubber-band');
      await holds(async () => assert.equal(await page.locator('.word.chosen').count(), 2));
      await page.screenshot({ path: `${kit.output}act-words-frame.png` });
      await page.mouse.up();
      await page.waitForSelector('.taken-place');
      // The value is in the editor in the German way, the place on the page, the focus in the input.
      await holds(async () =>
        assert.equal(
          await page.locator('.field-editor input:not([type=hidden])').first().inputValue(),
          '96,50',
        ),
      );
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'INPUT'),
      );
      await page.screenshot({ path: `${kit.output}act-words-taken.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.keyboard.press('Enter');
      await page.waitForSelector('.undo-bar');
      const [sent] = server.sent;
      assert.deepEqual([sent.verdict, sent.value, sent.evidence.length], ['entered', '96.50', 1]);
      const [place] = sent.evidence;
      assert.deepEqual([place.document_id, place.page, place.text], [FORM, 1, '96,50 EUR']);
      assert.ok(Math.abs(place.box[0] - 0.41) < 0.001 && place.box[2] < 0.52, `${place.box}`);
      const boxOf = () =>
        page
          .locator('.evidence-box')
          .filter({ hasText: /^5$/ })
          .locator('.frame')
          .evaluateAll((frames) => frames.map((frame) => Math.round(Number(frame.getAttribute('width')))));
      const wide = Math.round((place.box[2] - place.box[0]) * 595 + 5);
      await holds(async () => assert.deepEqual(await boxOf(), [wide]));
      await page.reload();
      await page.waitForSelector('.evidence-box');
      await holds(async () => assert.deepEqual(await boxOf(), [wide]));
    });
  },
  'words: by keyboard alone in the text, with Shift and Enter': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await focusRow(page, 'dwelling.total_rent');
      await page.keyboard.press('i');
      await page.waitForSelector('.word-option:focus');
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      // It begins where the value stands, so the first line down is another entry.
      await holds(async () => assert.equal(await page.locator('.word-option:focus').textContent(), '812,00'));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Shift+ArrowRight');
      await holds(async () => assert.match(await page.locator('.pick-chosen').textContent(), /812,00 EUR/));
      await page.screenshot({ path: `${kit.output}act-words-text.png` });
      // T shows the image and comes back to the words; single keys of the field do nothing meanwhile.
      await page.keyboard.press('b');
      await page.keyboard.press('t');
      await page.waitForSelector('.word-layer');
      await page.keyboard.press('t');
      await page.waitForSelector('.word-option:focus');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.taken-place');
      await announced(page, /Übernommen: 812,00 EUR/);
      await holds(async () => assert.equal(await page.locator('.sheet').count(), 1, 'the image is back'));
      assert.equal(server.sent.length, 0);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.undo-bar');
      assert.deepEqual([server.sent[0].verdict, server.sent[0].evidence[0].text], ['accepted', '812,00 EUR']);
    });
  },
  'words: what does not read as a value is said, Escape goes back without taking': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await focusRow(page, 'applicant.date_of_birth');
      await page.keyboard.press('k');
      const start = page.getByRole('button', { name: 'Im Dokument zeigen' });
      await start.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.word-option:focus');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('.pick-bar'));
      await holds(async () =>
        assert.equal(await start.evaluate((element) => element === document.activeElement), true),
      );
      await page.keyboard.press('Enter');
      await page.waitForSelector('.word-option:focus');
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.taken-place .remark');
      await holds(async () =>
        assert.match(await page.locator('.taken-place').textContent(), /lässt sich nicht als Wert lesen/),
      );
      // First press of a word begins a run, the second one ends it: nothing must be dragged.
      await start.focus();
      await page.keyboard.press('Enter');
      await page.locator('.word-option', { hasText: '12.' }).click();
      await page.locator('.word-option', { hasText: '1964' }).click();
      await page.getByRole('button', { name: 'Übernehmen' }).click();
      await page.waitForSelector('.taken-place');
      await holds(async () =>
        assert.match(await page.locator('.taken-place').textContent(), /12\. August 1964/),
      );
      await holds(async () =>
        assert.match(await page.locator('.field-editor .date-input').textContent(), /12\.0?8\.1964/),
      );
    });
  },
  'words: at 320 pixels and in the dark': (kit) =>
    run(kit, FIELDS, { width: 320, theme: 'dark' }, async (page) => {
      await page.locator('[data-row="applicant.date_of_birth"]').click();
      await page.getByRole('button', { name: 'Korrigieren' }).click();
      await page.getByRole('button', { name: 'Im Dokument zeigen' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.word-option:focus');
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-words-320-dark.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${wide} px`);
    }),
};
