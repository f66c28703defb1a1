// What is new since the person last opened a case: said at the tab and in the history, and the mark moves once.
import assert from 'node:assert/strict';
import { CASE, history } from './data.mjs';
import { holds, run } from './kit.mjs';

const FIELDS = `/akten/${CASE}/angaben`;
const [newest, , seen] = history().items.map((item) => item.sequence);

/** A server that keeps the mark. */
function viewServer(seenThrough) {
  const server = { sent: [], mark: { seen_through: seenThrough, last: newest, changes: 2 } };
  server.override = ({ method, path, body, headers }) => {
    if (path !== `/api/cases/${CASE}/view`) return null;
    if (method === 'GET') return { json: server.mark };
    server.sent.push({ ...body(), token: headers['x-csrf-token'] });
    server.mark = { ...server.mark, seen_through: newest, changes: 0 };
    return { status: 204 };
  };
  return server;
}

export const caseViews = {
  'case view: the tab says what changed, the history where, and the mark moves when the case is opened': (
    kit,
  ) => {
    const server = viewServer(seen);
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      const tab = page.getByRole('link', { name: 'Verlauf 2 neu seit Ihrer letzten Ansicht geändert' });
      await tab.focus();
      await page.keyboard.press('Enter');
      const divider = page.locator('.timeline-divider');
      await divider.getByText('2 neue Einträge seit Ihrer letzten Ansicht').waitFor();
      await page.screenshot({ path: `${kit.output}act-case-view.png` });
      // Own steps above it are none: it stands before the newest entry that was there.
      const next = divider.locator('xpath=following-sibling::li[1]');
      await holds(async () => assert.match(await next.textContent(), /Bruttoeinkommen/));
      await page.getByText('KI', { exact: true }).first().click();
      await page.getByText('1 neuer Eintrag seit Ihrer letzten Ansicht').waitFor();
      assert.deepEqual(server.sent, [{ seen_through: newest, token: 'token' }], 'once for an opening');
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.reload();
      await page.getByRole('link', { name: 'Verlauf', exact: true }).waitFor();
      await holds(async () => assert.equal(await divider.count(), 0));
      assert.equal(server.sent.length, 1, 'nothing is new, nothing moves');
    });
  },
  'case view: at 320 pixels and in the dark': (kit) => {
    const server = viewServer(seen);
    return run(kit, FIELDS, { width: 320, theme: 'dark', override: server.override }, async (page) => {
      await page.getByText('2 neu', { exact: true }).waitFor();
      await page.screenshot({ path: `${kit.output}act-case-view-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `the page is ${wide} px wide`);
      kit.problems.push(...(await kit.smallTargets(page)));
    });
  },
  'case view: a supervisor has no mark': (kit) => {
    let asked = 0;
    const override = ({ path }) => {
      if (path.endsWith('/view')) asked += 1;
      return null;
    };
    return run(kit, `/akten/${CASE}/verlauf`, { override, role: 'supervisor' }, async (page) => {
      await page.locator('.timeline-item').first().waitFor();
      assert.equal(asked, 0);
    });
  },
};
