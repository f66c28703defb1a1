// What a person at an office screen of 1280×800 sees: bars cover nothing in use, a first press says what it did,
// hints and tabs have room.
import assert from 'node:assert/strict';
import { CASE, detail } from './data.mjs';
import { announced, FIELDS, focusRow, holds, reviewServer, run } from './kit.mjs';

const OFFICE = { width: 1280, height: 800 };

/** Buttons of the entry in focus whose middle something else covers, once the screen stands still. */
const covered = (page) =>
  page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const row = document.activeElement.closest('[data-row]');
    if (!row) return ['no entry has the focus'];
    return [...row.querySelectorAll('button')].flatMap((button) => {
      const box = button.getBoundingClientRect();
      const over = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      return button.contains(over) ? [] : [`${button.textContent} under ${over?.className}`];
    });
  });

export const seen = {
  'seen: the bar that takes back covers no button of the entry in focus': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { ...OFFICE, override: server.override }, async (page) => {
      await focusRow(page, 'dwelling.total_rent');
      for (let number = 1; number <= 6; number += 1) {
        await page.keyboard.press('u');
        await holds(() => assert.equal(server.sent.length, number));
        await page.locator('.undo-bar', { hasText: 'unklar' }).waitFor();
        // Long before the bar goes by itself, which would uncover everything.
        await holds(async () => assert.deepEqual(await covered(page), [], `after ${number}`), 2_000);
        assert.equal(await page.locator('.undo-bar').count(), 1);
      }
      await page.screenshot({ path: `${kit.output}act-undo-bar.png` });
    });
  },
  'seen: a first press with the mouse says that the place is shown, the second confirms': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { ...OFFICE, override: server.override }, async (page) => {
      await focusRow(page, 'application.kind');
      const row = page.locator('[data-row="application.kind"]');
      await row.getByRole('button', { name: 'Bestätigen', exact: true }).click();
      const shown = row.getByRole('button', { name: 'Stelle gezeigt: bestätigen' });
      await shown.waitFor();
      await announced(page, /Fundstelle gezeigt.*Noch einmal/);
      await page.screenshot({ path: `${kit.output}act-place-shown.png` });
      assert.equal(server.sent.length, 0, 'the first press records nothing');
      // Going elsewhere and coming back begins anew.
      await focusRow(page, 'applicant.date_of_birth');
      await focusRow(page, 'application.kind');
      await row.getByRole('button', { name: 'Bestätigen', exact: true }).click();
      await shown.click();
      await holds(() =>
        assert.deepEqual(
          server.sent.map(({ verdict }) => verdict),
          ['accepted'],
        ),
      );
    });
  },
  'seen: hints are clear of the focus ring of their field': (kit) =>
    run(kit, `/akten/${CASE}/nachforderung`, OFFICE, async (page) => {
      await page.getByRole('textbox', { name: 'Name und Anschrift' }).focus();
      const near = await page.evaluate(() =>
        [...document.querySelectorAll('[slot=description]')].flatMap((hint) => {
          const field = document.querySelector(`[aria-describedby~="${CSS.escape(hint.id)}"]`);
          if (!field) return [];
          const [words, box] = [hint.getBoundingClientRect(), field.getBoundingClientRect()];
          // The ring is 3 px wide and 2 px away.
          const room = Math.max(box.top - words.bottom, words.top - box.bottom);
          return [{ words: hint.textContent, room }];
        }),
      );
      assert.ok(near.length > 0, 'there are hints');
      for (const { words, room } of near) assert.ok(room > 5, `${room} px: ${words}`);
      await page.screenshot({ path: `${kit.output}act-hint.png` });
    }),
  'seen: the views of a case stand in one line': async (kit) => {
    const counts = { fields_total: 34, fields_reviewed: 12, requirements_missing: 10 };
    const override = ({ method, path }) =>
      method === 'GET' && path === `/api/cases/${CASE}` ? { json: detail(counts) } : null;
    for (const language of ['de', 'en'])
      await run(kit, FIELDS, { ...OFFICE, language, override }, async (page) => {
        const tops = await page
          .locator('.case-side .tab')
          .evaluateAll((tabs) => tabs.map((tab) => tab.getBoundingClientRect().top));
        assert.equal(tops.length, 4);
        assert.equal(new Set(tops).size, 1, `${language}: lines at ${[...new Set(tops)]}`);
      });
  },
};
