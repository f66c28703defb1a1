// The queue: selecting with the keyboard, taking many cases at once, and a list of a hundred thousand.
import assert from 'node:assert/strict';
import { row, rows } from './data.mjs';
import { announced, run } from './kit.mjs';

const COUNTS = { all: 100_000, mine: 3, unassigned: 99_000, due: 20, missing: 400, decided: 7 };

/** Answers any page of a hundred thousand cases. */
const manyCases = (asked) => (call) => {
  if (call.path !== '/api/cases') return null;
  const offset = Number(call.query.get('offset'));
  asked.push(offset);
  const items = Array.from({ length: 50 }, (_, at) =>
    row({ id: `n${offset + at}`, reference: `AK-2026-${String(offset + at + 1).padStart(6, '0')}` }),
  );
  return { json: { total: 100_000, counts: COUNTS, items } };
};

export const queue = {
  'quellen: what is out of order is said in the queue, and one key leads there': (kit) =>
    run(kit, '/eingang', {}, async (page) => {
      const banner = page.locator('.banner.warning');
      assert.match(await banner.textContent(), /1 Eingang ist gestört.*antraege@amt\.example/);
      await banner.getByRole('link', { name: 'Eingänge ansehen' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/eingang/quellen');
      const heading = page.getByRole('heading', { name: 'Eingänge', level: 1 });
      await heading.waitFor();
      await page.waitForFunction(() => document.activeElement?.textContent === 'Eingänge');
      const mailbox = page.getByRole('region', { name: 'antraege@amt.example', exact: true });
      assert.match(await mailbox.textContent(), /lehnt Benutzer und Kennwort ab/);
      assert.match(await mailbox.textContent(), /INBOX\/1795420781\/20/);
    }),
  'quellen: without a source the queue says nothing of them': (kit) =>
    run(
      kit,
      '/eingang',
      { override: ({ path }) => path === '/api/intake/sources' && { json: { items: [] } } },
      async (page) => {
        await page.locator('.case-table').waitFor();
        assert.equal(await page.getByRole('link', { name: 'Eingänge', exact: true }).count(), 0);
        assert.equal(await page.locator('.banner').count(), 0);
      },
    ),
  'queue: arrows, space and Enter': (kit) =>
    run(kit, '/eingang', {}, async (page) => {
      await page.locator('.case-table [role=row][data-key]').first().focus();
      await page.keyboard.press('Space');
      await page.waitForSelector('.bulk');
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/akten/*/angaben');
    }),
  'queue: Shift extends, M takes what is selected, what failed stays selected': (kit) => {
    const taken = [];
    const override = ({ method, path, body }) => {
      if (method !== 'PUT' || !path.endsWith('/assignee')) return null;
      const id = path.split('/')[3];
      if (id === 'c3')
        return { status: 503, json: { type: 'about:blank', title: '', status: 503, code: 'unavailable' } };
      taken.push([id, body().assignee]);
      return { json: rows().find((entry) => entry.id === id) ?? row() };
    };
    const isExpected = (text) => /status of 503/.test(text);
    return run(kit, '/eingang', { override, isExpected }, async (page) => {
      await page.locator('.case-table [role=row][data-key="c2"]').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      assert.match(await page.locator('.bulk').textContent(), /3 ausgewählt/);
      await page.screenshot({ path: `${kit.output}act-queue-selected.png` });
      await page.keyboard.press('m');
      await page.getByText('1 ausgewählt').waitFor();
      assert.deepEqual(taken.map(([id]) => id).sort(), ['c2', 'c4']);
      assert.match(await announced(page), /2 Akten Ihnen zugewiesen/);
      kit.problems.push(...(await kit.axe(page)));
    });
  },
  'queue: a hundred thousand cases in pages, by button and by number': (kit) => {
    const asked = [];
    return run(kit, '/eingang', { override: manyCases(asked) }, async (page) => {
      assert.match(await page.locator('.pager').textContent(), /1 bis 50 von 100\.000/);
      assert.equal(await page.locator('.case-table [role=row][data-key]').count(), 50);
      await page.locator('.case-table [role=row][data-key]').first().focus();
      await page.keyboard.press('Space');
      await page.waitForSelector('.bulk');
      await page.getByRole('button', { name: 'Ende' }).click();
      await page.getByText('AK-2026-100000').waitFor();
      assert.match(await announced(page), /Seite 2000 von 2000/);
      assert.equal(await page.locator('.bulk').count(), 0, 'nothing unseen stays selected');
      assert.equal(new URL(page.url()).searchParams.get('ab'), '99950');
      const jump = page.locator('.page-jump input');
      await jump.fill('1234');
      await jump.press('Enter');
      await page.getByText('AK-2026-061651').waitFor();
      assert.equal(asked.at(-1), 61_650);
      await page.screenshot({ path: `${kit.output}act-queue-many.png`, fullPage: true });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      // From the address alone the same page comes back.
      await page.reload();
      await page.getByText('AK-2026-061651').waitFor();
    });
  },
  'queue: many cases at 320 pixels': (kit) =>
    run(kit, '/eingang', { width: 320, override: manyCases([]) }, async (page) => {
      await page.locator('.pager').scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${kit.output}act-queue-many-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${wide} px`);
      kit.problems.push(...(await kit.smallTargets(page)));
    }),
};
