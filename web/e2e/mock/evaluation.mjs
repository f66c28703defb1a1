// The screens of the data team: the threshold by keys, a cell to its errors, a doubt about a label, two runs.
import assert from 'node:assert/strict';
import { items } from './evaluation-data.mjs';
import { announced, holds, run } from './kit.mjs';

const RUN = '/auswertung/mit-klassifikator';
const DATA = { role: 'data' };

export const evaluation = {
  'evaluation: the first run is explained with commands to type': (kit) =>
    run(kit, '/auswertung', { ...DATA, state: 'empty' }, async (page) => {
      const commands = await page.locator('.commands').textContent();
      assert.match(commands, /aktenlage samples \/var\/lib\/aktenlage\/evaluations\/cases/);
      assert.match(commands, /aktenlage evaluate --cases .*\/cases --out .*\/erster-lauf/);
    }),
  'evaluation: the threshold moves by keys and says what it means': (kit) =>
    run(kit, `${RUN}/sicherheit`, DATA, async (page) => {
      const slider = page.getByRole('slider');
      const output = page.locator('.threshold output');
      assert.match(
        await output.textContent(),
        /Bei 99,\d\s%.* Trefferquote schlägt das System in 54 von 100 Angaben etwas vor/,
      );
      await slider.focus();
      await page.keyboard.press('End');
      await holds(async () => assert.match(await output.textContent(), /in 92 von 100 Angaben/));
      await holds(async () => assert.match(await slider.getAttribute('aria-valuetext'), /92 von 100/));
      await page.keyboard.press('Home');
      await holds(async () => assert.match(await output.textContent(), /in 3 von 100 Angaben/));
      await page.locator('.chart-table summary').first().click();
      await holds(async () =>
        assert.match(await page.locator('.chart-table[open]').textContent(), /n = 2, ab 30 sichtbar/),
      );
      await page.screenshot({ path: `${kit.output}act-evaluation-threshold.png`, fullPage: true });
    }),
  'evaluation: a confusion leads to its errors, and back out of the choice': (kit) => {
    const asked = [];
    const override = ({ path, query }) => {
      if (path.endsWith('/errors')) asked.push(Object.fromEntries(query));
      return null;
    };
    return run(kit, `${RUN}/verwechslungen?aufgabe=kind`, { ...DATA, override }, async (page) => {
      await holds(async () => assert.equal(await page.locator('.confusion-cell.confused').count(), 2));
      await holds(async () => assert.equal(await page.locator('.confusion th[scope=row]').count(), 5));
      await page.locator('.confusion-cell.confused a').last().click();
      await page.waitForURL('**/fehler?**');
      await page.locator('.error-cell').waitFor();
      assert.deepEqual(
        { task: asked.at(-1).task, truth: asked.at(-1).truth, suggested: asked.at(-1).suggested },
        { task: 'kind', truth: 'payslip', suggested: 'rental_agreement' },
      );
      await page.locator('.error-cell button').click();
      await page.waitForFunction(() => !document.querySelector('.error-cell'));
      assert.equal(asked.at(-1).truth, undefined);
    });
  },
  'evaluation: a doubt about a label by key, the page beside it': (kit) => {
    const sent = [];
    const override = ({ method, path, body, headers }) => {
      if (method === 'GET' && path.endsWith('/errors') && sent.length > 0)
        return {
          json: {
            total: 3,
            items: items().map((one) =>
              one.number === 3 && sent.at(-1).is_wrong
                ? { ...one, flag: { at: '2026-11-23T08:00:00Z', by: 'u1' } }
                : one,
            ),
          },
        };
      if (method !== 'POST' || !path.endsWith('/flags')) return null;
      sent.push({ path, token: headers['x-csrf-token'], ...body() });
      return { status: 201, json: { flag: null } };
    };
    return run(kit, `${RUN}/fehler`, { ...DATA, override }, async (page) => {
      const first = page.locator('[data-item="3"]');
      await first.locator('summary').click();
      await first.locator('.crop-box').first().waitFor();
      await holds(async () => assert.equal(await first.locator('.crop img').count(), 2));
      await page.screenshot({ path: `${kit.output}act-evaluation-error.png` });
      await first.locator('summary').focus();
      await page.keyboard.press('j');
      await first.getByText('Etikett bezweifelt').waitFor();
      assert.deepEqual(sent[0], {
        path: '/api/evaluations/mit-klassifikator/items/3/flags',
        token: 'token',
        is_wrong: true,
      });
      await announced(page, /Zweifel am Etikett vermerkt/);
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY'),
      );
      await page.keyboard.press('n');
      await first.getByText('Etikett falsch?').waitFor();
      assert.equal(sent[1].is_wrong, false);
    });
  },
  'evaluation: two runs are chosen and compared': (kit) =>
    run(kit, '/auswertung', DATA, async (page) => {
      const boxes = page.getByRole('checkbox');
      await holds(async () => assert.equal(await boxes.count(), 2, 'what cannot be read cannot be compared'));
      await boxes.nth(0).check();
      await boxes.nth(1).check();
      await page.getByRole('button', { name: 'Gewählte vergleichen' }).click();
      await page.waitForURL('**/vergleich?mit=ohne-klassifikator');
      await page.getByText('kaum Zufall').waitFor();
      await page.getByText('n = 12, ab 30 sichtbar').waitFor();
    }),
};
