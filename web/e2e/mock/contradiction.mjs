// Documents that contradict each other: no value at the head, every source taken by the same presses.
import assert from 'node:assert/strict';
import { announced, FIELDS, focusRow, holds, reviewServer, run } from './kit.mjs';

const RENT = 'dwelling.total_rent';
const rowOf = (page) => page.locator(`[data-row="${RENT}"]`);
const sourceOf = (page, value) => rowOf(page).locator('.sources li').filter({ hasText: value });

export const contradiction = {
  'contradiction: the field has no value, and its sources stand side by side with the same weight': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      await focusRow(page, RENT);
      const row = rowOf(page);
      await row.getByText('Unterlagen widersprechen sich: bitte eine Angabe übernehmen').waitFor();
      assert.doesNotMatch(
        await row.locator('.field-top, .field-value-line').allTextContents().then(String),
        /8[12][12],00|niedrig/,
      );
      assert.equal(await row.getByRole('button', { name: /^Bestätigen/ }).count(), 0);
      for (const name of ['Selbst eintragen', 'Verwerfen', 'Unklar'])
        await row.getByRole('button', { name }).waitFor();
      const looks = await row
        .locator('.sources .field-value, .sources .source-actions > :first-child')
        .evaluateAll((all) =>
          all.map((element) => {
            const { fontSize, fontWeight, color, backgroundColor, borderColor } = getComputedStyle(element);
            return [element.className, fontSize, fontWeight, color, backgroundColor, borderColor].join();
          }),
        );
      assert.equal(looks.length, 4);
      assert.deepEqual(looks.slice(0, 2), looks.slice(2));
      // Each has a box of its own, and the boxes are alike.
      const boxes = async () =>
        page
          .locator('.evidence-box.active')
          .evaluateAll((all) => all.map((one) => one.getAttribute('class')));
      await holds(async () => assert.deepEqual(await boxes(), ['evidence-box mark-low active']));
      await sourceOf(page, '821,00')
        .getByRole('button', { name: /^Stelle zeigen/ })
        .click();
      await page.getByText('Seite 1 von 1', { exact: false }).first().waitFor();
      await holds(async () => assert.deepEqual(await boxes(), ['evidence-box mark-low active']));
      await page.screenshot({ path: `${kit.output}act-contradiction.png` });
      // What is folded names both, and neither alone.
      await focusRow(page, 'household.member_count');
      await row.getByText('Genannt werden: 812,00 / 821,00').waitFor();
    }),
  'contradiction: B leads to the sources and says so; each is taken by its number, shown first': async (
    kit,
  ) => {
    for (const [number, verdict, value, document] of [
      ['1', 'accepted', null, 0],
      ['2', 'amended', '821.00', 1],
    ]) {
      const server = reviewServer();
      await run(kit, FIELDS, { override: server.override }, async (page) => {
        await focusRow(page, RENT);
        for (const _ of [1, 2]) await page.keyboard.press('b');
        await announced(page, /widersprechen sich: 2 Angaben.*bitte eine übernehmen/);
        await holds(async () =>
          assert.equal(await page.evaluate(() => document.activeElement.className), 'sources'),
        );
        await page.keyboard.press(number);
        await announced(page, /Fundstelle gezeigt. Noch einmal drücken übernimmt/);
        await rowOf(page)
          .getByRole('button', { name: /^Stelle gezeigt: übernehmen/ })
          .waitFor();
        assert.equal(server.sent.length, 0, 'the first press records nothing');
        await page.keyboard.press(number);
        await page.waitForSelector('.undo-bar');
        const [sent] = server.sent;
        assert.deepEqual([server.sent.length, sent.verdict, sent.value], [1, verdict, value]);
        assert.equal(sent.reason, document === 0 ? null : 'other_document');
        assert.equal(sent.evidence.length, 1);
        assert.deepEqual([sent.shown.value, ...sent.shown.alternatives], ['812.00', '821.00']);
        await holds(async () =>
          assert.notEqual(await page.evaluate(() => document.activeElement.dataset.row), RENT),
        );
      });
    }
  },
  'contradiction: looking at one source does not shorten the way to the other': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await focusRow(page, RENT);
      const take = (value) => sourceOf(page, value).getByRole('button', { name: /ernehmen/ });
      for (const value of ['821,00', '812,00', '821,00']) {
        await take(value).click();
        await sourceOf(page, value)
          .getByRole('button', { name: /^Stelle gezeigt/ })
          .waitFor();
        assert.equal(
          await rowOf(page)
            .getByRole('button', { name: /^Stelle gezeigt/ })
            .count(),
          1,
        );
      }
      assert.equal(server.sent.length, 0);
      await take('821,00').click();
      await page.waitForSelector('.undo-bar');
      assert.deepEqual([server.sent[0].verdict, server.sent[0].value], ['amended', '821.00']);
    });
  },
  'contradiction: numbers are the views again elsewhere, and one of the values may be typed': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await focusRow(page, RENT);
      await page.keyboard.press('k');
      const input = rowOf(page).locator('.field-editor input:not([type=hidden])').first();
      await holds(async () => assert.equal(await input.inputValue(), ''));
      await page.keyboard.type('821,00');
      await page.keyboard.press('Enter');
      // No reason is asked for, as little as for the other value.
      await page.waitForSelector('.undo-bar');
      assert.deepEqual([server.sent[0].verdict, server.sent[0].reason], ['amended', 'other_document']);
      await focusRow(page, 'household.member_count');
      await page.keyboard.press('2');
      await page.waitForURL('**/vollstaendigkeit');
    });
  },
  'contradiction: at 320 px in the dark': (kit) =>
    run(kit, FIELDS, { width: 320, theme: 'dark' }, async (page) => {
      await focusRow(page, RENT);
      await rowOf(page).scrollIntoViewIfNeeded();
      kit.problems.push(...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-contradiction-320.png` });
    }),
};
