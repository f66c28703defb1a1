// One at a time: nothing decides several cases, nothing confirms several entries, neither a control nor a key.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { FIELDS, holds, lookAt, reviewServer, run } from './kit.mjs';

const ROLES = ['button', 'link', 'checkbox', 'menuitem', 'option'];
const FOR_ALL = /alle[ns]? .*(bestätigen|annehmen|übernehmen)|(accept|approve|confirm|take) all/i;
const DECIDES = /entscheidung|bewillig|ablehn|bestätig|annehm|verwerf|decision|grant|reject|accept|confirm/i;

/** The controls with such a name, as they are written. */
const controls = async (page, name) =>
  (await Promise.all(ROLES.map((role) => page.getByRole(role, { name }).allTextContents()))).flat();

/** Keeps every call that changes something, and lets another answer it. */
function keepWrites(answer = () => null) {
  const writes = [];
  const override = (call) => {
    // Who has a case open is told every few seconds and changes nothing in it.
    if (call.method !== 'GET' && !call.path.endsWith('/presence')) writes.push(`${call.method} ${call.path}`);
    return answer(call);
  };
  return { writes, override };
}

export const singly = {
  'singly: with several cases selected nothing decides': (kit) => {
    const { writes, override } = keepWrites();
    return run(kit, '/eingang', { override }, async (page) => {
      await page.locator('.case-table [role=row][data-key="c2"]').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      const bar = page.locator('.bulk');
      await holds(async () =>
        assert.match(await bar.textContent(), /3 ausgewählt.*Entscheidungen sind nur einzeln möglich/),
      );
      // All that can be done with several cases; whatever comes to it has to be thought about here.
      const offered = await bar.locator('a, button, input, select').evaluateAll((all) =>
        all.map((element) => {
          const copy = element.cloneNode(true);
          for (const hint of copy.querySelectorAll('kbd')) hint.remove();
          return copy.textContent;
        }),
      );
      assert.deepEqual(offered.join(), 'Mir zuweisen,Weitergeben,Zurückstellen,Zurückholen,Auswahl aufheben');
      await holds(async () => assert.deepEqual(await controls(page, DECIDES), []));
      for (const key of ['b', 'k', 'v', 'u', '1', '2']) await page.keyboard.press(key);
      await page.waitForTimeout(200);
      assert.deepEqual(writes, []);
      await holds(async () => assert.match(await bar.textContent(), /3 ausgewählt/));
    });
  },
  'singly: one confirmation confirms one entry, and nothing confirms all': (kit) => {
    const server = reviewServer();
    const { writes, override } = keepWrites(server.override);
    return run(kit, FIELDS, { override }, async (page) => {
      const confirmed = page.locator('.field.verdict-accepted');
      const before = await confirmed.count();
      await holds(async () => assert.deepEqual(await controls(page, FOR_ALL), []));
      await holds(async () =>
        assert.equal(
          await page.locator('.field-list input[type=checkbox]').count(),
          0,
          'none can be selected',
        ),
      );
      await lookAt(page, 'household.member_count');
      // Only the entry that one is looking at can be confirmed.
      const confirm = page.locator('.field-list').getByRole('button', { name: /bestätigen/i });
      await holds(async () => assert.equal(await confirm.count(), 1));
      await confirm.click();
      await page.locator('[data-row="household.member_count"].verdict-accepted').waitFor();
      await page.waitForTimeout(200);
      assert.deepEqual(writes, [`POST /api/cases/${CASE}/reviews`]);
      assert.deepEqual(server.sent[0].subject, { kind: 'field', key: 'household.member_count' });
      await holds(async () => assert.equal(await confirmed.count(), before + 1));
      await page.getByRole('link', { name: /^Vollständigkeit/ }).click();
      await page.locator('.requirement').first().waitFor();
      await holds(async () => assert.deepEqual(await controls(page, FOR_ALL), []));
    });
  },
};
