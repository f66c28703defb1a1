// Two people on one case: who works on it is said, taken over, heard by the other one, and keeps nobody from writing.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { announced, FIELDS, holds, lookAt, reviewServer, run } from './kit.mjs';

const MARA = { id: 'u2', display_name: 'Mara Özdemir' };
const ALONE = { held_by: null, others: [], taken_over: false };

/** A server whose answer to the next beat can be changed; it keeps what the screens said. */
function presenceServer(view, more = {}) {
  const server = { view, acts: [], screens: new Set(), isAway: false };
  const override = (call) => {
    if (!call.path.endsWith('/presence')) return more.override?.(call) ?? null;
    const { screen, act } = call.body();
    assert.ok(call.headers['x-csrf-token'] === 'token' && call.path === `/api/cases/${CASE}/presence`);
    server.acts.push(act);
    server.screens.add(screen);
    if (server.isAway)
      return { status: 503, json: { type: 'about:blank', title: '', status: 503, code: 'unavailable' } };
    if (act === 'take_over') server.view = { ...ALONE, others: [MARA] };
    return { json: server.view };
  };
  return { server, override };
}

/** Lets the time of the page go on to the next beat. */
const nextBeat = (page) => page.clock.runFor(16_000);

export const presence = {
  'presence: who works on the case is said, taken over, and lost again': (kit) => {
    const { server, override } = presenceServer({ held_by: MARA, others: [MARA], taken_over: false });
    return run(kit, FIELDS, { override }, async (page) => {
      const banners = page.locator('.case-banners');
      await banners.getByText('Wird gerade von Mara Özdemir bearbeitet.').waitFor();
      await announced(page, /Wird gerade von Mara Özdemir bearbeitet/);
      await page.screenshot({ path: `${kit.output}act-presence.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await banners.getByRole('button', { name: 'Bearbeitung übernehmen' }).press('Enter');
      await banners.getByText('Auch geöffnet: Mara Özdemir.').waitFor();
      assert.ok(server.acts.includes('take_over'));
      assert.equal(server.screens.size, 1, 'one window, one name');
    });
  },
  'presence: the one it was taken from is told, works on, and hears when nobody is there any more': (kit) => {
    const reviews = reviewServer();
    const { server, override } = presenceServer(ALONE, reviews);
    const isExpected = (text) => /status of 503/.test(text);
    return run(kit, FIELDS, { override, isExpected, clock: true }, async (page) => {
      const banners = page.locator('.case-banners');
      await holds(async () =>
        assert.equal(await banners.getByText(/geöffnet|bearbeitet|übernommen/).count(), 0),
      );
      server.view = { held_by: MARA, others: [MARA], taken_over: true };
      await nextBeat(page);
      await banners.getByText('Mara Özdemir hat übernommen.').waitFor();
      await announced(page, /Mara Özdemir hat übernommen/);
      await lookAt(page, 'household.member_count');
      await page.clock.runFor(1000);
      await page.keyboard.press('b');
      await page.waitForSelector('.undo-bar');
      assert.equal(reviews.sent.length, 1, 'a hint and no lock');
      // Without an answer nothing is claimed.
      server.isAway = true;
      await nextBeat(page);
      await banners.getByText('Mara Özdemir hat übernommen.').waitFor({ state: 'detached' });
      server.isAway = false;
      server.view = ALONE;
      await nextBeat(page);
      await holds(async () => assert.equal(await banners.locator('.banner').count(), 0));
    });
  },
  'presence: walking between the pages of a case is no leaving, going to the queue is': (kit) => {
    const { server, override } = presenceServer({ ...ALONE, others: [MARA] });
    return run(kit, FIELDS, { override }, async (page) => {
      await page.locator('#inhalt').getByText('Auch geöffnet: Mara Özdemir.').waitFor();
      await page.getByRole('link', { name: 'Entscheidung erfassen' }).click();
      await page.waitForURL('**/entscheidung');
      await page.locator('#inhalt').getByText('Auch geöffnet: Mara Özdemir.').waitFor();
      await page.waitForTimeout(2500);
      assert.ok(!server.acts.includes('leave'));
      assert.equal(server.screens.size, 1);
      const left = page.waitForRequest(
        (request) => request.url().endsWith('/presence') && request.postDataJSON().act === 'leave',
      );
      await page.locator('.crumbs').getByRole('link', { name: 'Eingang' }).click();
      await left;
    });
  },
  'presence: a supervisor neither tells nor is told; in English and on a narrow screen in the dark': async (
    kit,
  ) => {
    const { server, override } = presenceServer({ held_by: MARA, others: [MARA], taken_over: false });
    await run(kit, FIELDS, { override, role: 'supervisor' }, async (page) => {
      await page.waitForSelector('.case-bar h1');
      assert.deepEqual(server.acts, []);
    });
    const narrow = { override, language: 'en', width: 320, theme: 'dark' };
    await run(kit, FIELDS, narrow, async (page) => {
      await page.locator('#inhalt').getByText('Mara Özdemir is working on this case now.').waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      kit.problems.push(...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-presence-320.png` });
    });
  },
};
