// Remarks on forms that no field asks for, what suggestions were worth, the figures of the office, a session that is made
// longer, and actions in the palette.
import assert from 'node:assert/strict';
import { CASE, FORM, session } from './data.mjs';
import { announced, FIELDS, focusRow, reviewServer, run } from './kit.mjs';

const FEW = { days: 90, minimum_n: 50, taken: { value: null, low: null, high: null, n: 12 } };

export const otherEntries = {
  'other entries: a remark stands below the fields with its place, and before a decision': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      const panel = page.getByRole('region', { name: 'Sonst noch auf den Formularen' });
      await panel.getByText('Bitte nur nachmittags anrufen.').waitFor();
      assert.equal(await panel.getByText('Floristin').isVisible(), false, 'short answers are folded');
      const folded = panel.getByText('1 weiterer kurzer Eintrag');
      await folded.focus();
      await page.keyboard.press('Enter');
      await panel.getByText('Floristin').waitFor();
      await page.screenshot({ path: `${kit.output}act-other-entries.png` });
      await panel.getByRole('button', { name: /: Anmerkung$/ }).click();
      await page.goto(`${kit.base}/akten/${CASE}/entscheidung`);
      await panel.getByText('Bitte nur nachmittags anrufen.').waitFor();
      await page.screenshot({ path: `${kit.output}act-other-entries-decision.png`, fullPage: true });
      await panel.getByRole('link', { name: 'In der Akte ansehen' }).click();
      await page.waitForURL('**/angaben');
    }),
  'other entries: what is written by hand on paper is told with its place, and is not folded': (kit) => {
    const place = { document_id: FORM, page: 1, box: [0.1, 0.7, 0.6, 0.75], text: '' };
    const items = [{ label: 'Bemerkungen', place, handwritten: true }];
    const override = ({ path }) => (path.endsWith('/other-entries') ? { json: { items } } : null);
    return run(kit, FIELDS, { override }, async (page) => {
      const panel = page.getByRole('region', { name: 'Sonst noch auf den Formularen' });
      await panel.getByText('handschriftlicher Eintrag, bitte lesen').waitFor();
      await panel.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${kit.output}act-other-entries-by-hand.png` });
      await panel.getByRole('button', { name: /: Bemerkungen$/ }).click();
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
    });
  },
  'other entries: one that cannot be fetched is said and not left out; at 320 pixels and in the dark': (
    kit,
  ) => {
    let fails = true;
    const override = ({ path }) =>
      path.endsWith('/other-entries') && fails
        ? { status: 500, json: { type: 'about:blank', title: '', status: 500, code: 'internal' } }
        : null;
    const options = {
      width: 320,
      theme: 'dark',
      override,
      isExpected: (text) => /status of 500/.test(text),
    };
    return run(kit, FIELDS, options, async (page) => {
      const retry = page.getByRole('button', { name: 'Erneut versuchen' });
      await retry.waitFor();
      fails = false;
      await retry.click();
      const panel = page.getByRole('region', { name: 'Sonst noch auf den Formularen' });
      await panel.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${kit.output}act-other-entries-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `the page is ${wide} px wide`);
      kit.problems.push(...(await kit.smallTargets(page)));
    });
  },
  'reliability: behind a value stands what became of such suggestions, and too few are no figure': async (
    kit,
  ) => {
    for (const [override, said] of [
      [undefined, /übernahmen Menschen in den letzten 90 Tagen 97\s% .*95,9\s% bis 97,9\s%, n = 1\.204/],
      [
        ({ path }) => (path === '/api/suggestions/reliability' ? { json: FEW } : null),
        /Noch zu wenige Fälle \(n = 12, ab 50 sichtbar\)/,
      ],
    ])
      await run(kit, FIELDS, { override }, async (page) => {
        await focusRow(page, 'household.member_count');
        await page.keyboard.press('d');
        await page.locator('.field-details').getByText(said).waitFor();
      });
  },
  'overview: figures lead to the cases behind them, and a week with few cases has none': (kit) =>
    run(kit, '/uebersicht', { role: 'supervisor' }, async (page) => {
      await page.getByText('7 (Median)').waitFor();
      await page.getByText('82 %').waitFor();
      const rows = page.getByRole('table', { name: 'Erste Nachforderungen nach Wochen' }).getByRole('row');
      assert.match(await rows.nth(1).textContent(), /läuft noch4––/);
      await page.getByRole('radio', { name: '26 Wochen' }).click();
      await page.waitForURL('**/uebersicht?wochen=26');
      await rows.nth(26).waitFor();
      await page.getByRole('link', { name: /^Frist in 7 Tagen/ }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/eingang?ansicht=due');
      await page.keyboard.press('g');
      await page.keyboard.press('u');
      await page.waitForURL('**/uebersicht');
    }),
  'session: five minutes before its end one key makes it longer, and a day is the longest': (kit) => {
    const told = (minutes) => ({
      ...session('clerk'),
      expires_at: new Date(Date.now() + minutes * 60_000).toISOString(),
    });
    let now = told(4);
    let asked = 0;
    const override = ({ method, path }) => {
      if (path === '/api/session') return { json: now };
      if (method !== 'POST' || path !== '/api/session/extension') return null;
      asked += 1;
      if (asked > 1) return { json: now };
      now = told(3);
      return { json: now };
    };
    return run(kit, FIELDS, { override }, async (page) => {
      const notice = page.locator('.session-notice');
      await notice.getByText(/^Ihre Sitzung endet um/).waitFor();
      await page.screenshot({ path: `${kit.output}act-session.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await focusRow(page, 'household.member_count');
      await page.keyboard.press('g');
      await page.keyboard.press('s');
      await announced(page, /Sie bleiben bis .* angemeldet/);
      await notice.getByRole('button', { name: 'Angemeldet bleiben' }).click();
      await notice.getByText('Länger geht es nicht').waitFor();
      assert.equal(asked, 2);
    });
  },
  'session: the notice covers nothing of the work': async (kit) => {
    const soon = () => ({
      ...session('clerk'),
      expires_at: new Date(Date.now() + 4 * 60_000).toISOString(),
    });
    const override = ({ path }) => (path === '/api/session' ? { json: soon() } : null);
    for (const [width, theme] of [
      [1440, 'light'],
      [1024, 'dark'],
      [320, 'light'],
    ])
      await run(kit, FIELDS, { override, width, theme }, async (page) => {
        await page.getByText(/^Ihre Sitzung endet um/).waitFor();
        await page.locator('.decision-foot').scrollIntoViewIfNeeded();
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        await page.screenshot({ path: `${kit.output}act-session-${width}-${theme}.png` });
        const [notice, rail, foot] = await Promise.all(
          ['.session-notice', '.rail', '.decision-foot'].map((one) => page.locator(one).boundingBox()),
        );
        const apart = (a, b) => a.y + a.height <= b.y + 1 || b.y + b.height <= a.y + 1;
        assert.ok(apart(notice, foot), 'the notice lies over the foot of the case');
        const stay = await page.getByRole('button', { name: 'Angemeldet bleiben' }).boundingBox();
        if (width < 400) assert.ok(apart(stay, rail), 'the bar lies over the button');
        else {
          const work = await page.locator('main').boundingBox();
          assert.ok(apart(notice, work), 'the notice lies over the page');
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `the page is ${wide} px wide`);
      });
  },
  'session: made longer, the notice is gone': (kit) => {
    const told = (minutes) => ({
      ...session('clerk'),
      expires_at: new Date(Date.now() + minutes * 60_000).toISOString(),
    });
    const override = ({ path }) =>
      path === '/api/session'
        ? { json: told(4) }
        : path === '/api/session/extension'
          ? { json: told(600) }
          : null;
    return run(kit, FIELDS, { override }, async (page) => {
      await page.getByRole('button', { name: 'Angemeldet bleiben' }).click();
      await page.waitForFunction(() => document.querySelector('.session-notice')?.textContent === '');
    });
  },
  'palette: what the page offers by key is done from it, on what had the focus': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await focusRow(page, 'applicant.date_of_birth');
      await page.keyboard.press('Control+k');
      await page.waitForSelector('.palette-menu');
      await page.screenshot({ path: `${kit.output}act-palette.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      assert.equal(
        await page.getByRole('menuitem', { name: /^Absenden/ }).count(),
        0,
        'nothing is sent from here',
      );
      await page.keyboard.type('verwerf');
      await page.keyboard.press('Enter');
      await page.locator('.reasons').waitFor();
      await page.keyboard.press('2');
      await page.waitForSelector('.undo-bar');
      assert.deepEqual(
        [server.sent[0].subject.key, server.sent[0].verdict, server.sent[0].reason],
        ['applicant.date_of_birth', 'rejected', 'wrong_place'],
      );
    });
  },
};
