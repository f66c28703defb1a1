// Questions to the clerk: answered where completeness is decided, folded among the entries.
import assert from 'node:assert/strict';
import { CASE, completeness, FORM } from './data.mjs';
import { announced, FIELDS, holds, reviewServer, run } from './kit.mjs';

const PAGE = `/akten/${CASE}/vollstaendigkeit`;
const title = (page) => page.locator('#questions-title').textContent();

export const questions = {
  'questions: yes by keyboard, completeness is asked again, the focus goes on': (kit) => {
    const server = reviewServer();
    let asked = 0;
    const override = (call) => {
      if (call.path.endsWith('/completeness')) {
        asked += 1;
        return { json: completeness() };
      }
      return server.override(call);
    };
    return run(kit, PAGE, { override }, async (page) => {
      await holds(async () => assert.equal(await title(page), 'Offene Fragen an Sie (2)'));
      const first = page.locator('[data-question="office.student_in_household"]');
      await holds(async () =>
        assert.match(await first.textContent(), /Davon hängt ab: Immatrikulationsbescheinigung/),
      );
      const before = asked;
      await first.getByRole('button', { name: /^Ja/ }).focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() =>
        document.querySelector('#questions-title').textContent.includes('(1)'),
      );
      const [sent] = server.sent;
      assert.deepEqual(
        [sent.subject, sent.verdict, sent.value, sent.evidence],
        [{ kind: 'field', key: 'office.student_in_household' }, 'entered', 'true', []],
      );
      assert.ok(asked > before, 'completeness was asked again');
      await announced(page, /Studium\? ja, gespeichert/);
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'INPUT'),
      );
      await page.keyboard.type('2');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => !document.querySelector('.question-list .answer'));
      assert.deepEqual([server.sent[1].verdict, server.sent[1].value], ['entered', '2']);
      await holds(async () => assert.match(await title(page), /alle beantwortet/));
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY'),
      );
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Zurücknehmen: Ist ein/ }).click();
      await page.waitForFunction(() =>
        document.querySelector('#questions-title').textContent.includes('(1)'),
      );
      assert.equal(server.sent[2].verdict, 'withdrawn');
    });
  },
  'questions: an answer with its place in the document': (kit) => {
    const server = reviewServer();
    return run(kit, PAGE, { override: server.override }, async (page) => {
      const item = page.locator('[data-question="office.rooms_let"]');
      await item.getByRole('button', { name: /^Im Dokument zeigen/ }).focus();
      await page.keyboard.press('Enter');
      await page.locator('.word-option', { hasText: /^3$/ }).click();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.taken-place');
      await page.screenshot({ path: `${kit.output}act-question.png` });
      await page.keyboard.press('Enter');
      await page.waitForFunction(() =>
        document.querySelector('#questions-title').textContent.includes('(1)'),
      );
      const [sent] = server.sent;
      assert.deepEqual([sent.value, sent.evidence[0].document_id, sent.evidence[0].text], ['3', FORM, '3']);
    });
  },
  'questions: folded at the end of the entries, not counted among them': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      await holds(async () => assert.equal(await page.locator('[data-row^="office."]').count(), 0));
      const group = page.locator('.question-group > summary');
      await holds(async () =>
        assert.match(await group.textContent(), /Fragen an die Sachbearbeitung 2 von 3 offen/),
      );
      await group.focus();
      await page.keyboard.press('Enter');
      await page.locator('.question-group [data-question]').first().waitFor();
      await page.locator('.question-group').scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${kit.output}act-questions-folded.png` });
    }),
};
