// What follows a decision: the next case of the queue as it was looked at, of one's own, or none.
import assert from 'node:assert/strict';
import { CASE, counts, row, rows } from './data.mjs';
import { announced, FIELDS, nextCaseHasFocus, run } from './kit.mjs';

const DECISION = `/akten/${CASE}/entscheidung`;

/** Takes decisions, and afterwards leaves the case out of the list, as a server does. */
function office(list = rows) {
  const asked = [];
  let decided = false;
  const override = ({ method, path, query }) => {
    if (method === 'POST' && path.endsWith('/decision')) {
      decided = true;
      return { status: 201, json: { version: 8, decision: {}, proposal: null } };
    }
    if (path.endsWith('/open-points')) return { json: { items: [] } };
    if (path !== '/api/cases') return null;
    asked.push(Object.fromEntries(query));
    const items = decided ? list().filter(({ id }) => id !== CASE) : list();
    return { json: { total: items.length, counts: counts({ mine: items.length }), items } };
  };
  return { asked, override };
}

async function decide(page) {
  await page.getByText('Bewilligung', { exact: true }).click();
  await page.locator('#field-reasons').fill('Die Voraussetzungen liegen vor.');
  await page.keyboard.press('Control+Enter');
}

export const afterDecision = {
  'after a decision: the next case of the view has the focus, and Enter opens it': (kit) => {
    const { asked, override } = office();
    return run(kit, '/eingang?ansicht=due&richtung=desc&q=e', { override }, async (page) => {
      await page.getByRole('row', { name: /Musterfrau/ }).click();
      await page.waitForURL(`**${FIELDS}`);
      await page.getByRole('link', { name: 'Entscheidung erfassen' }).click();
      await decide(page);
      await nextCaseHasFocus(page);
      await announced(page, /Die Entscheidung ist gespeichert/);
      await page.getByText('Die Entscheidung ist gespeichert: Bewilligung.').waitFor();
      await page.getByText('Aus Ihrer Ansicht im Eingang folgt: Özdemir, Kemal').waitFor();
      const { view, direction, q } = asked.at(-1);
      assert.deepEqual([view, direction, q], ['due', 'desc', 'e']);
      await page.screenshot({ path: `${kit.output}act-after-decision.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/akten/c2/angaben');
    });
  },
  'after a decision: opened by its address, one’s own cases follow; at 320 pixels and in the dark': (kit) => {
    const { asked, override } = office();
    return run(kit, DECISION, { override, width: 320, theme: 'dark' }, async (page) => {
      await decide(page);
      await nextCaseHasFocus(page);
      await page.getByText('Aus Ihren Fällen, nach Frist, folgt:').waitFor();
      assert.deepEqual([asked.at(-1).view, asked.at(-1).sort], ['mine', 'due']);
      await page.screenshot({ path: `${kit.output}act-after-decision-320.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `the page is ${wide} px wide`);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/verlauf');
    });
  },
  'after a decision: when nothing is left it says so and leads to the queue': (kit) => {
    const { override } = office(() => [row(), row({ id: 'c6', state: 'awaiting_release' })]);
    return run(kit, DECISION, { override }, async (page) => {
      await decide(page);
      await page.getByText('Kein weiterer Ihrer Fälle ist offen.').waitFor();
      await page.waitForFunction(() => document.activeElement.textContent === 'Zum Eingang');
    });
  },
  'after a decision: a list that does not come is said, and is not a failed decision': (kit) => {
    let decided = false;
    const server = office();
    const override = (call) => {
      if (call.path.endsWith('/decision')) decided = true;
      if (decided && call.path === '/api/cases')
        return { status: 500, json: { type: 'about:blank', title: '', status: 500, code: 'internal' } };
      return server.override(call);
    };
    const isExpected = (text) => /status of 500/.test(text);
    return run(kit, DECISION, { override, isExpected }, async (page) => {
      await decide(page);
      await page.getByText('ließ sich nicht feststellen').waitFor();
      await page.waitForFunction(() => document.activeElement.textContent === 'Zum Eingang');
    });
  },
  'decision: all panels stand in one line, and no button is wider than its words': async (kit) => {
    for (const [width, theme] of [
      [1440, 'light'],
      [1440, 'dark'],
      [320, 'light'],
    ])
      await run(kit, DECISION, { width, theme }, async (page) => {
        const panel = page.getByRole('region', { name: 'Sonst noch auf den Formularen' });
        await panel.waitFor();
        const edges = await page
          .locator('.decision .panel')
          .evaluateAll((all) =>
            all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]),
          );
        assert.ok(edges.length > 3);
        for (const edge of edges) assert.deepEqual(edge, edges[0]);
        const [outer, inner] = [await panel.boundingBox(), await panel.getByRole('link').boundingBox()];
        if (width > 400) assert.ok(inner.width < outer.width / 2, `the button is ${inner.width} px wide`);
        await page.screenshot({
          path: `${kit.output}act-decision-line-${width}-${theme}.png`,
          fullPage: true,
        });
      });
  },
};
