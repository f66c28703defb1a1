// The queue: selecting with the keyboard, taking many cases at once, and a list of a hundred thousand.
import assert from 'node:assert/strict';
import { counts, filters, row, rows } from './data.mjs';
import { announced, holds, run } from './kit.mjs';

const COUNTS = counts({ all: 100_000, mine: 3, unassigned: 99_000, due: 20, missing: 400, decided: 7 });

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
      await holds(async () =>
        assert.match(await banner.textContent(), /1 Eingangsquelle ist gestört.*antraege@amt\.example/),
      );
      await banner.getByRole('link', { name: 'Eingangsquellen ansehen' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/eingang/quellen');
      const heading = page.getByRole('heading', { name: 'Eingangsquellen', level: 1 });
      await heading.waitFor();
      await page.waitForFunction(() => document.activeElement?.textContent === 'Eingangsquellen');
      const mailbox = page.getByRole('region', { name: 'antraege@amt.example', exact: true });
      await holds(async () => assert.match(await mailbox.textContent(), /lehnt Benutzer und Passwort ab/));
      await holds(async () => assert.match(await mailbox.textContent(), /INBOX\/1795420781\/20/));
    }),
  'quellen: without a source the queue says nothing of them': (kit) =>
    run(
      kit,
      '/eingang',
      { override: ({ path }) => path === '/api/intake/sources' && { json: { items: [] } } },
      async (page) => {
        await page.locator('.case-table').waitFor();
        await holds(async () =>
          assert.equal(await page.getByRole('link', { name: 'Eingangsquellen', exact: true }).count(), 0),
        );
        await holds(async () => assert.equal(await page.locator('.banner').count(), 0));
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
      await holds(async () => assert.match(await page.locator('.bulk').textContent(), /3 ausgewählt/));
      await page.screenshot({ path: `${kit.output}act-queue-selected.png` });
      await page.keyboard.press('m');
      await page.getByText('1 ausgewählt').waitFor();
      assert.deepEqual(taken.map(([id]) => id).sort(), ['c2', 'c4']);
      await announced(page, /2 Akten Ihnen zugewiesen/);
      kit.problems.push(...(await kit.axe(page)));
    });
  },
  'queue: a hundred thousand cases in pages, by button and by number': (kit) => {
    const asked = [];
    return run(kit, '/eingang', { override: manyCases(asked) }, async (page) => {
      await holds(async () =>
        assert.match(await page.locator('.pager').textContent(), /1 bis 50 von 100\.000/),
      );
      await holds(async () =>
        assert.equal(await page.locator('.case-table [role=row][data-key]').count(), 50),
      );
      await page.locator('.case-table [role=row][data-key]').first().focus();
      await page.keyboard.press('Space');
      await page.waitForSelector('.bulk');
      await page.getByRole('button', { name: 'Ende' }).click();
      await page.getByText('AK-2026-100000').waitFor();
      await announced(page, /Seite 2000 von 2000/);
      await holds(async () =>
        assert.equal(await page.locator('.bulk').count(), 0, 'nothing unseen stays selected'),
      );
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
  'queue: selected cases are given to a colleague': (kit) => {
    const given = [];
    const override = ({ method, path, body }) => {
      if (method !== 'PUT' || !path.endsWith('/assignee')) return null;
      given.push([path.split('/')[3], body().assignee]);
      return { json: row() };
    };
    return run(kit, '/eingang', { override }, async (page) => {
      await page.locator('.case-table [role=row][data-key="c2"]').focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Weitergeben' }).click();
      const dialog = page.getByRole('dialog', { name: '1 Akte weitergeben' });
      await dialog.getByRole('button', { name: /^Bitte wählen|An/ }).click();
      await holds(async () => assert.equal(await page.getByRole('option').count(), 1, 'others alone'));
      await page.getByRole('option', { name: 'Jonas Weber' }).click();
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await dialog.getByRole('button', { name: 'Weitergeben' }).click();
      await page.locator('.bulk').waitFor({ state: 'detached' });
      assert.deepEqual(given, [['c2', 'u2']]);
      await announced(page, /1 Akte an Jonas Weber gegeben/);
    });
  },
  'queue: Z puts back, what is refused stays, undo fetches back': (kit) => {
    const sent = [];
    const override = ({ method, path, body }) => {
      if (method !== 'PUT' || !path.endsWith('/snooze')) return null;
      const id = path.split('/')[3];
      sent.push([id, body()]);
      const found = rows().find((entry) => entry.id === id) ?? row();
      if (id !== 'c3') return { json: found };
      const fields = [{ field: 'until', code: 'after_deadline' }];
      const problem = { type: 'about:blank', title: '', status: 422, code: 'invalid_request', fields };
      return { status: 422, json: problem };
    };
    const isExpected = (text) => /status of 422/.test(text);
    return run(kit, '/eingang', { override, isExpected }, async (page) => {
      await page.locator('.case-table [role=row][data-key="c2"]').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('z');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Zurückstellen' }).click();
      await holds(async () =>
        assert.match(await dialog.locator('.error-summary').textContent(), /Tag nach heute.*Grund wählen/),
      );
      await dialog.getByRole('button', { name: 'in 2 Wochen' }).click();
      await dialog.getByRole('button', { name: /Grund/ }).click();
      await page.getByRole('option', { name: 'Antwort einer anderen Stelle' }).click();
      await dialog.getByLabel('Bemerkung').fill('Rentenstelle');
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-queue-snooze.png` });
      await dialog.getByRole('button', { name: 'Zurückstellen' }).click();
      await dialog.getByText(/AK-2026-000455: .*gesetzliche Frist/).waitFor();
      // Both are asked for at the same time, so either may come first.
      const [, asked] = sent.find(([id]) => id === 'c2');
      assert.deepEqual([asked.reason, asked.note], ['awaiting_office', 'Rentenstelle']);
      assert.match(asked.until, /^\d{4}-\d\d-\d\d$/);
      await announced(page, /1 Akte zurückgestellt bis/);
      await dialog.getByRole('button', { name: 'Abbrechen' }).click();
      await page.getByText('1 ausgewählt').waitFor();
      await page.screenshot({ path: `${kit.output}act-queue-snoozed.png` });
      await page.locator('.case-table [role=row][data-key="c3"]').focus();
      await page.keyboard.press('Control+z');
      await page.locator('.undo-bar').waitFor({ state: 'detached' });
      assert.deepEqual(sent.at(-1), ['c2', { until: null }]);
      await announced(page, /1 Akte zurückgeholt/);
    });
  },
  'queue: Z on the row in focus, at 320 pixels and dark': (kit) =>
    run(kit, '/eingang', { width: 320, theme: 'dark' }, async (page) => {
      await page.locator('.case-table [role=row][data-key="c2"]').focus();
      await page.keyboard.press('z');
      const dialog = page.getByRole('dialog', { name: '1 Akte zurückstellen' });
      await dialog.getByLabel('Bemerkung').waitFor();
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-queue-snooze-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${wide} px`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-key'));
      await holds(async () => assert.equal(await focused(), 'c2', 'the focus comes back to the row'));
    }),
  'queue: a view of one’s own is saved, renamed, shown from its address and removed': (kit) => {
    let kept = filters().items;
    const sent = [];
    const override = ({ method, path, body }) => {
      if (!path.startsWith('/api/filters')) return null;
      if (method === 'GET') return { json: { items: kept } };
      sent.push([method, path]);
      const id = path.split('/')[3] ?? 'f2';
      if (path.endsWith('/removal')) {
        kept = kept.filter((filter) => filter.id !== id);
        return { json: null };
      }
      const filter = { ...body(), id, count: 3 };
      kept = [...kept.filter((other) => other.id !== id), filter];
      return { status: method === 'POST' ? 201 : 200, json: filter };
    };
    return run(kit, '/eingang', { override }, async (page) => {
      await page.getByRole('radio', { name: /Elterngeld, älteste zuerst/ }).click();
      const address = new URL(page.url()).searchParams;
      assert.deepEqual(
        ['ansicht', 'verfahren', 'sort'].map((name) => address.get(name)),
        ['unassigned', 'parental_allowance', 'received'],
      );
      await page.getByRole('radio', { name: /^Meine Fälle/ }).click();
      await page.getByRole('button', { name: 'Ansicht speichern' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name der jetzigen Ansicht').fill('Meins');
      await page.keyboard.press('Enter');
      await dialog.getByRole('button', { name: 'Löschen Meins' }).waitFor();
      const [, own] = kept;
      assert.deepEqual(
        [own.view, own.service, own.sort, own.direction],
        ['mine', 'parental_allowance', 'received', 'asc'],
      );
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-queue-filters.png` });
      const old = dialog.getByRole('listitem').first();
      await old.getByRole('textbox').fill('Elterngeld');
      await old.getByRole('button', { name: /Umbenennen/ }).click();
      await dialog.getByRole('button', { name: 'Löschen Elterngeld' }).click();
      await dialog.getByRole('button', { name: 'Löschen Elterngeld' }).waitFor({ state: 'detached' });
      assert.deepEqual(sent, [
        ['POST', '/api/filters'],
        ['PUT', '/api/filters/f1'],
        ['POST', '/api/filters/f1/removal'],
      ]);
      await page.keyboard.press('Escape');
      const shown = page.getByRole('radio', { name: /^Meins/ });
      await holds(async () => assert.equal(await shown.getAttribute('aria-checked'), 'true'));
      await page.reload();
      await shown.waitFor();
      await holds(async () =>
        assert.equal(await shown.getAttribute('aria-checked'), 'true', 'the address alone shows it'),
      );
    });
  },
  'queue: at 1280 pixels and below no column has to be scrolled to': async (kit) => {
    for (const language of ['de', 'en'])
      await run(kit, '/eingang', { width: 1280, language }, async (page) => {
        for (const width of [1280, 1024]) {
          await page.setViewportSize({ width, height: 800 });
          const hidden = () =>
            page.locator('.table-frame').evaluate((frame) => frame.scrollWidth - frame.clientWidth);
          await holds(async () => assert.equal(await hidden(), 0, `${language} at ${width} px`));
        }
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
