// Four eyes and reopening on the screens: what waits, what changed, who may not, and the dialog that opens a case again.
import assert from 'node:assert/strict';
import { CASE, detail } from './data.mjs';
import { announced, holds, nextCaseHasFocus, run } from './kit.mjs';
import { changes, decidedFile, decision, file, PROPOSAL, proposal, waitingFile } from './release-data.mjs';

const DECISION = `/akten/${CASE}/entscheidung`;

/** Answers with this file, keeps what is posted, and says yes. */
function server(shown, state = 'awaiting_release', more = {}) {
  const sent = [];
  const override = ({ method, path, body, headers }) => {
    if (method === 'POST' && !path.endsWith('/presence')) {
      sent.push({ path: path.split('/').at(-1), body: body(), match: headers['if-match'] });
      return { status: 201, json: { version: 8, decision: null, proposal: proposal(), reopening: {} } };
    }
    if (path.endsWith('/decisions')) return { json: shown };
    if (path === `/api/cases/${CASE}`) return { json: detail({ state, ...more }) };
    return null;
  };
  return { sent, override };
}

async function check(kit, page) {
  kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
}

export const releases = {
  'releases: a second person releases by Ctrl+Enter and by nothing shorter': (kit) => {
    const { sent, override } = server(waitingFile());
    return run(kit, DECISION, { role: 'supervisor', override }, async (page) => {
      await page.getByRole('heading', { name: 'Entscheidung wartet auf Freigabe' }).waitFor();
      for (const key of ['f', 'b', 'Enter']) await page.keyboard.press(key);
      assert.deepEqual(sent, []);
      await page.screenshot({ path: `${kit.output}act-release.png`, fullPage: true });
      await page.locator('#field-reason').focus();
      await page.keyboard.press('Control+Enter');
      await page.waitForURL('**/freigaben');
      assert.deepEqual(sent, [
        {
          path: 'release',
          body: { proposal: PROPOSAL, verdict: 'released', reason: '' },
          match: '"7"',
        },
      ]);
      await announced(page, /freigegeben/);
    });
  },
  'releases: sending back needs a reason': (kit) => {
    const { sent, override } = server(waitingFile());
    return run(kit, DECISION, { override }, async (page) => {
      await page.getByRole('button', { name: 'Zurückgeben' }).click();
      await page.waitForSelector('.error-summary');
      assert.deepEqual(sent, []);
      await check(kit, page);
      await page.locator('#field-reason').fill('Die Anhörung fehlt.');
      await page.getByRole('button', { name: 'Zurückgeben' }).click();
      await page.waitForURL('**/freigaben');
      assert.deepEqual(sent[0].body, {
        proposal: PROPOSAL,
        verdict: 'sent_back',
        reason: 'Die Anhörung fehlt.',
      });
    });
  },
  'releases: nobody sees a button to release their own': async (kit) => {
    for (const obstacle of ['submitted', 'assigned', 'reviewed']) {
      const { sent, override } = server(waitingFile({ obstacle }));
      await run(kit, DECISION, { override }, async (page) => {
        await page.getByText('Freigeben kann eine andere Person:').waitFor();
        await holds(async () =>
          assert.equal(await page.getByRole('button', { name: 'Freigeben' }).count(), 0),
        );
        await page.keyboard.press('Control+Enter');
        assert.deepEqual(sent, [], obstacle);
        const own = obstacle === 'submitted' ? 'Zurückziehen' : 'Zurückgeben';
        await holds(async () => assert.equal(await page.getByRole('button', { name: own }).count(), 1));
      });
    }
    const { sent, override } = server(waitingFile({ obstacle: 'submitted' }));
    await run(kit, DECISION, { override }, async (page) => {
      await page.getByRole('button', { name: 'Zurückziehen' }).click();
      await page.waitForURL('**/verlauf');
      assert.equal(sent[0].body.verdict, 'withdrawn');
    });
  },
  'releases: what changed is shown and stands against it': async (kit) => {
    for (const [width, theme] of [
      [1440, 'light'],
      [1440, 'dark'],
      [320, 'light'],
      [320, 'dark'],
    ]) {
      const { sent, override } = server(waitingFile({ changes }));
      const options = { role: 'supervisor', override, width, theme };
      await run(kit, DECISION, options, async (page) => {
        await page.getByText('geändert von Jonas Becker').first().waitFor();
        await holds(async () =>
          assert.match(
            await page.locator('.changes').textContent(),
            /812,00 EUR.*821,00 EUR.*jetztvorhanden/,
          ),
        );
        await holds(async () =>
          assert.equal(await page.getByRole('button', { name: 'Freigeben' }).count(), 0),
        );
        await page.keyboard.press('Control+Enter');
        assert.deepEqual(sent, []);
        await check(kit, page);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(sideways <= width, `${sideways} px wide`);
        await page.screenshot({
          path: `${kit.output}act-release-changed-${width}-${theme}.png`,
          fullPage: true,
        });
      });
    }
  },
  'releases: a refusal of the server stays on the page': (kit) => {
    const { override } = server(waitingFile());
    const refusing = (call) =>
      call.method === 'POST'
        ? { status: 403, json: { type: 'about:blank', title: '', status: 403, code: 'own_case' } }
        : override(call);
    const isExpected = (text) => /status of 403/.test(text);
    return run(kit, DECISION, { override: refusing, isExpected }, async (page) => {
      await page.getByRole('button', { name: 'Freigeben' }).click();
      await page.getByText('Das ist Ihr eigener Fall.').waitFor();
      assert.match(page.url(), /entscheidung$/);
    });
  },
  'releases: an outcome that needs four eyes says so before it is sent': (kit) => {
    const { sent, override } = server(file(), 'under_review');
    return run(kit, DECISION, { override }, async (page) => {
      await page.getByText('Bewilligung', { exact: true }).click();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: 'Entscheidung speichern' }).count(), 1),
      );
      await page.getByText('Ablehnung', { exact: true }).click();
      await page.getByRole('button', { name: 'Zur Freigabe vorlegen' }).waitFor();
      await page.locator('#field-reasons').fill('Unterlagen fehlen.');
      for (const box of await page.locator('.open-points .checkbox').all()) await box.click();
      await check(kit, page);
      await page.keyboard.press('Control+Enter');
      await nextCaseHasFocus(page);
      assert.equal(sent[0].body.outcome, 'rejected');
      await announced(page, /zur Freigabe vorgelegt/);
    });
  },
  'releases: the case says that a decision waits': (kit) => {
    const { override } = server(waitingFile());
    return run(kit, `/akten/${CASE}/angaben`, { override }, async (page) => {
      await page.getByText('Eine Entscheidung wartet auf Freigabe.').waitFor();
      await page.getByRole('link', { name: 'Vorlage ansehen' }).first().click();
      await page.waitForURL('**/entscheidung');
    });
  },
  'releases: the list leads to the page, and gives the reason where one may not': (kit) =>
    run(kit, '/freigaben', { role: 'clerk' }, async (page) => {
      await page.getByText('Sie haben Angaben geprüft').waitFor();
      await holds(async () =>
        assert.deepEqual(await page.locator('.release-list .button').allTextContents(), [
          'Ansehen und freigeben',
          'Vorlage ansehen',
        ]),
      );
      await holds(async () =>
        assert.equal(await page.locator('.rail .to-releases .count').textContent(), '2'),
      );
      await page.locator('.release-list .button').first().click();
      await page.waitForURL('**/entscheidung');
    }),
  'reopening: a ground of the law and reasons, in a dialog': async (kit) => {
    for (const [width, theme] of [
      [1440, 'light'],
      [320, 'dark'],
    ]) {
      const current = decision({ id: 'd2', outcome: 'partly_granted', released_by: proposal().by });
      const { sent, override } = server(decidedFile(), 'decided', { decision: current });
      await run(kit, DECISION, { override, width, theme }, async (page) => {
        await page.getByText('Was vorher war').waitFor();
        await page.getByText('Das Einkommen war zu niedrig angesetzt.').waitFor();
        await page.getByText('Die Anhörung fehlt.').waitFor();
        await page.getByRole('button', { name: 'Akte wieder öffnen …' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        await dialog.locator('textarea').focus();
        await page.keyboard.press('Control+Enter');
        await dialog.getByText('Bitte einen Anlass wählen.').waitFor();
        assert.deepEqual(sent, []);
        await check(kit, page);
        await page.screenshot({ path: `${kit.output}act-reopen-${width}.png` });
        await dialog.getByText('Rücknahme (rechtswidriger Bescheid)').click();
        await dialog.locator('textarea').fill('Zahlendreher im Einkommen');
        await page.keyboard.press('Control+Enter');
        await page.waitForURL('**/angaben');
        assert.deepEqual(sent[0], {
          path: 'reopening',
          body: { ground: 'withdrawal', reasons: 'Zahlendreher im Einkommen' },
          match: '"7"',
        });
      });
    }
  },
};
