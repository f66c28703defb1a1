// Practice: by keyboard as on a real case, told what was wrong afterwards, and nothing kept anywhere.
import assert from 'node:assert/strict';
import { announced, enterValue, focusRow, holds, lookAt, run } from './kit.mjs';
import { practiceServer } from './practice-data.mjs';

const CASE = '/uebung/01-rent';
const NOTE = 'Übung: nichts davon wird gespeichert';

const check = async (kit, page) =>
  kit.problems.push(...(await kit.axe(page)), ...(await kit.policy(page)), ...(await kit.smallTargets(page)));

/** Nothing of practice may be left in the browser. */
const kept = (page) =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes('rent'));

export const practice = {
  'practice: from the account menu to a case, and nothing is accepted beforehand': (kit) => {
    const server = practiceServer();
    return run(kit, '/eingang', { override: server.override }, async (page) => {
      await page.getByRole('button', { name: 'Konto' }).click();
      await page.getByRole('menuitem', { name: 'Übung' }).click();
      await page.waitForURL('**/uebung');
      await page.getByText(NOTE).waitFor();
      await page.getByText(/Einige Vorschläge sind absichtlich falsch/).waitFor();
      await page.getByRole('link', { name: 'Formular und Mietvertrag' }).click();
      await page.waitForURL(`**${CASE}`);
      await page.getByText(NOTE).waitFor();
      await page.locator('[data-row="dwelling.total_rent"]').waitFor();
      await holds(async () => assert.equal(await page.locator('.field.reviewed').count(), 0));
      await check(kit, page);
    });
  },
  'practice: keys as on a case, then what was wrong with its place': (kit) => {
    const server = practiceServer();
    return run(kit, CASE, { override: server.override }, async (page) => {
      // The page is in view: a certain field is confirmed at once, as on a case.
      await lookAt(page, 'applicant.family_name');
      await page.keyboard.press('b');
      await page.locator('[data-row="applicant.family_name"].reviewed').waitFor();
      await lookAt(page, 'dwelling.total_rent');
      await page.keyboard.press('b');
      await page.locator('[data-row="dwelling.total_rent"].reviewed').waitFor();
      await page.locator('[data-row="dwelling.total_rent"]').getByText('812,00').waitFor();
      await enterValue(page, 'dwelling.heating_costs', '96,50');
      await page.locator('[data-row="dwelling.heating_costs"].reviewed').waitFor();
      await page.screenshot({ path: `${kit.output}act-practice.png` });
      assert.deepEqual(server.sent, [], 'nothing is sent before the end');
      await page.getByRole('button', { name: 'Auswerten' }).press('Enter');
      await announced(page, /Die Auswertung steht neben der Seite/);
      assert.deepEqual(server.sent, [
        [
          { field: 'applicant.family_name', verdict: 'accepted', value: 'Musterfrau' },
          { field: 'dwelling.total_rent', verdict: 'accepted', value: '812.00' },
          { field: 'dwelling.heating_costs', verdict: 'entered', value: '96.50' },
        ],
      ]);
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Auswertung'),
      );
      const headings = [
        'Einem falschen Vorschlag gefolgt',
        'Offen gelassen',
        'Selbst gefunden',
        'Richtigem Vorschlag gefolgt',
      ];
      await holds(async () =>
        assert.deepEqual(await page.locator('.practice-group h3').allTextContents(), headings),
      );
      await page.getByText('Neben dem Kasten steht ein anderes Wort.').waitFor();
      await page.getByRole('button', { name: /^Richtige Stelle: Gesamtmiete/ }).press('Enter');
      await page.locator('.evidence-box.active').first().waitFor();
      await page.getByText(NOTE).waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-practice-result.png` });
      await holds(async () => assert.equal(await kept(page), false));
      const strange = server.asked.filter(
        (asked) => !/\/api\/(practice|session|services|releases$)/.test(asked),
      );
      assert.deepEqual(strange, [], 'nothing of the record is asked');
      await page.getByRole('button', { name: 'Noch einmal von vorn' }).press('Enter');
      await page.locator('[data-row="dwelling.total_rent"].open').waitFor();
      await holds(async () => assert.equal(await page.locator('.field.reviewed').count(), 0));
    });
  },
  'practice: what is typed is kept nowhere, undo and reject work': (kit) => {
    const server = practiceServer();
    return run(kit, CASE, { override: server.override }, async (page) => {
      await focusRow(page, 'dwelling.total_rent');
      await page.keyboard.press('v');
      await page.locator('.reasons').waitFor();
      await page.keyboard.press('1');
      await page.locator('.undo-bar').waitFor();
      await page.keyboard.press('Control+z');
      await page.locator('[data-row="dwelling.total_rent"].open').waitFor();
      await focusRow(page, 'household.member_count');
      await page.keyboard.press('k');
      await page.locator('.field-editor').waitFor();
      await page.keyboard.type('7');
      await holds(async () => assert.equal(await kept(page), false));
      await holds(async () =>
        assert.equal(
          await page.evaluate(() => Object.keys(sessionStorage).some((key) => key.includes('uebung'))),
          false,
        ),
      );
      await page.reload();
      await page.locator('[data-row="household.member_count"].open').waitFor();
      await holds(async () => assert.equal(await page.locator('.field-editor').count(), 0));
    });
  },
  'practice: the frame stays on a phone, in the dark, over the page too': (kit) => {
    const server = practiceServer();
    const options = { override: server.override, width: 320, theme: 'dark' };
    return run(kit, CASE, options, async (page) => {
      await page.locator('[data-row="dwelling.total_rent"]').waitFor();
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await holds(async () => assert.equal(await page.getByText(NOTE).isVisible(), true));
      await page.getByRole('button', { name: 'Auswerten' }).click();
      await page.getByRole('heading', { name: 'Auswertung' }).waitFor();
      await page.screenshot({ path: `${kit.output}act-practice-result-320.png`, fullPage: true });
      await check(kit, page);
      await page.getByRole('button', { name: /^Richtige Stelle: Gesamtmiete/ }).click();
      await page.locator('.covered .document-pane').waitFor();
      const note = await page.getByText(NOTE).boundingBox();
      const top = await page.evaluate(
        ({ x, y }) => document.elementFromPoint(x, y)?.closest('.practice-note') !== null,
        { x: note.x + note.width / 2, y: note.y + note.height / 2 },
      );
      assert.ok(top, 'the page covers the note');
      await page.screenshot({ path: `${kit.output}act-practice-page-320.png` });
      await check(kit, page);
    });
  },
  'practice: a result that does not come leaves the answers': (kit) => {
    const server = practiceServer();
    let refuse = true;
    const override = (request) => {
      const isResult = request.method === 'POST' && request.path.endsWith('/result');
      if (!isResult || !refuse) return server.override(request);
      return {
        status: 503,
        json: { type: 'about:blank', title: '', status: 503, code: 'unavailable', request_id: 'r1' },
      };
    };
    const isExpected = (text) => /status of 503/.test(text);
    return run(kit, CASE, { override, isExpected }, async (page) => {
      await focusRow(page, 'dwelling.total_rent');
      await page.keyboard.press('u');
      await page.locator('[data-row="dwelling.total_rent"].reviewed').waitFor();
      await page.getByRole('button', { name: 'Auswerten' }).click();
      await page.getByRole('alert').waitFor();
      refuse = false;
      await page.getByRole('button', { name: 'Auswerten' }).click();
      await page.getByRole('heading', { name: 'Auswertung' }).waitFor();
      assert.equal(server.sent[0][0].verdict, 'unclear');
    });
  },
};
