// What the screens do, checked with invented answers: keyboard, undo, conflict, decision, sign-in.
import assert from 'node:assert/strict';
import { adaptation } from './adaptation.mjs';
import { afterDecision } from './after-decision.mjs';
import { assistance } from './assistance.mjs';
import { byKeyboard } from './by-keyboard.mjs';
import { caseViews } from './case-views.mjs';
import { contradiction } from './contradiction.mjs';
import { copies } from './copies.mjs';
import { CASE, openPoints } from './data.mjs';
import { division } from './division.mjs';
import { drafts } from './drafts.mjs';
import { drift } from './drift.mjs';
import { duplicates } from './duplicates.mjs';
import { evaluation } from './evaluation.mjs';
import { evaluationRuns } from './evaluation-runs.mjs';
import { fileNote } from './file-note.mjs';
import { firstReceipts } from './first-receipts.mjs';
import { joining } from './joining.mjs';
import {
  announced,
  enterValue,
  FIELDS,
  focusRow,
  holds,
  lookAt,
  nextCaseHasFocus,
  reviewServer,
  run,
} from './kit.mjs';
import { language } from './language.mjs';
import { law } from './law.mjs';
import { letters } from './letters.mjs';
import { marks } from './marks.mjs';
import { navigation } from './navigation.mjs';
import { origin } from './origin.mjs';
import { otherEntries } from './other-entries.mjs';
import { packed } from './packed.mjs';
import { pageStrip } from './page-strip.mjs';
import { panes } from './panes.mjs';
import { past } from './past.mjs';
import { picking } from './picking.mjs';
import { practice } from './practice.mjs';
import { presence } from './presence.mjs';
import { questions } from './questions.mjs';
import { queue } from './queue.mjs';
import { reading } from './reading.mjs';
import { releases } from './releases.mjs';
import { restart } from './restart.mjs';
import { samples } from './samples.mjs';
import { seen } from './seen.mjs';
import { settings } from './settings.mjs';
import { singly } from './singly.mjs';
import { sorting } from './sorting.mjs';
import { status } from './status.mjs';
import { textSize } from './text-size.mjs';
import { together } from './together.mjs';
import { transfer } from './transfer.mjs';
import { turning } from './turning.mjs';
import { upload } from './upload.mjs';

export const acts = {
  ...adaptation,
  ...afterDecision,
  ...assistance,
  ...byKeyboard,
  ...contradiction,
  ...caseViews,
  ...copies,
  ...packed,
  ...presence,
  ...division,
  ...duplicates,
  ...panes,
  ...pageStrip,
  ...past,
  ...fileNote,
  ...picking,
  ...practice,
  ...marks,
  ...turning,
  ...transfer,
  ...questions,
  ...together,
  ...drafts,
  ...navigation,
  ...queue,
  ...reading,
  ...samples,
  ...releases,
  ...restart,
  ...upload,
  ...firstReceipts,
  ...joining,
  ...language,
  ...law,
  ...letters,
  ...origin,
  ...otherEntries,
  ...seen,
  ...settings,
  ...singly,
  ...sorting,
  ...status,
  ...textSize,
  ...evaluation,
  ...evaluationRuns,
  ...drift,
  'keyboard: first B shows, second B confirms what is not certain': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await lookAt(page, 'application.kind');
      await page.keyboard.press('b');
      assert.equal(server.sent.length, 0);
      await announced(page, /Fundstelle gezeigt/);
      await page.keyboard.press('b');
      await page.waitForSelector('.undo-bar');
      assert.equal(server.sent[0].verdict, 'accepted');
      assert.equal(server.sent[0].match, '"7"');
      assert.equal(server.sent[0].token, 'token');
      assert.ok(server.sent[0].dwell_ms >= 0 && server.sent[0].shown.value === 'first');
      // The next open field has the focus.
      await holds(async () => {
        const focused = await page.evaluate(() => document.activeElement.dataset.row);
        assert.ok(focused && focused !== 'application.kind', `focus on ${focused}`);
      });
      await page.keyboard.press('Control+z');
      await page.waitForFunction(() => !document.querySelector('.undo-bar'));
      assert.equal(server.sent[1].verdict, 'withdrawn');
    });
  },
  'keyboard: certain field in view is confirmed at once, key repeat is not': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await lookAt(page, 'household.member_count');
      await page.evaluate(() =>
        document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'b', repeat: true, bubbles: true }),
        ),
      );
      assert.equal(server.sent.length, 0);
      await page.keyboard.press('b');
      await page.waitForSelector('.undo-bar');
      assert.equal(server.sent[0].subject.key, 'household.member_count');
    });
  },
  'keyboard: correct money with a reason, in German format': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await enterValue(page, 'dwelling.total_rent', '1.234,56');
      await page.waitForSelector('.reasons');
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-reason.png` });
      await page.keyboard.press('1');
      await page.waitForSelector('.undo-bar');
      assert.equal(server.sent[0].verdict, 'amended');
      assert.equal(server.sent[0].value, '1234.56');
      assert.equal(server.sent[0].reason, 'misread');
    });
  },
  'keyboard: reject with a reason; letters in inputs do nothing': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await focusRow(page, 'applicant.date_of_birth');
      await page.keyboard.press('v');
      await page.waitForSelector('.reasons');
      await page.locator('.reasons input').focus();
      await page.keyboard.type('b3k');
      assert.equal(server.sent.length, 0);
      await page.locator('.reason-buttons button').nth(1).focus();
      await page.keyboard.press('2');
      await page.waitForSelector('.undo-bar');
      assert.deepEqual(
        [server.sent[0].verdict, server.sent[0].reason, server.sent[0].note],
        ['rejected', 'wrong_place', 'b3k'],
      );
    });
  },
  'editors: date, code, yes or no, and a value by hand': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      for (const id of [
        'applicant.date_of_birth',
        'application.kind',
        'declaration.signed',
        'applicant.phone',
      ]) {
        await focusRow(page, id);
        await page.keyboard.press('k');
        await page.waitForSelector('.field-editor');
        kit.problems.push(...(await kit.axe(page)));
        if (id === 'applicant.phone') {
          await page.keyboard.type('0221 123');
          await page.keyboard.press('Enter');
          await page.waitForSelector('.undo-bar');
        } else await page.keyboard.press('Escape');
        await page.waitForFunction(() => !document.querySelector('.field-editor'));
      }
      assert.deepEqual([server.sent[0].verdict, server.sent[0].value], ['entered', '0221 123']);
    });
  },
  'editors: a refused value is named, corrected and sent again': (kit) => {
    const server = reviewServer();
    let refused = 0;
    const override = (call) => {
      if (call.method !== 'POST' || !call.path.endsWith('/reviews') || refused > 0)
        return server.override(call);
      refused += 1;
      return {
        status: 422,
        json: {
          type: 'about:blank',
          title: '',
          status: 422,
          code: 'invalid_request',
          fields: [{ field: 'value', code: 'invalid_form' }],
        },
      };
    };
    const isExpected = (text) => /status of 422/.test(text);
    return run(kit, FIELDS, { override, isExpected }, async (page) => {
      await enterValue(page, 'applicant.phone', 'abc');
      await page.locator('.field-editor [role=alert]').waitFor();
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.press('Control+a');
      await page.keyboard.type('0221 5');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.undo-bar');
      assert.equal(server.sent[0].value, '0221 5');
    });
  },
  'text view marks evidence; help sheet and palette open by key': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      await focusRow(page, 'applicant.family_name');
      await page.keyboard.press('t');
      await page.waitForSelector('.page-text mark');
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.press('?');
      await page.waitForSelector('.shortcut-groups');
      await page.screenshot({ path: `${kit.output}act-help.png` });
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.waitForSelector('.palette-menu');
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.type('recht');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/recht');
    }),
  'details, service choice and account menu are accessible': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      await focusRow(page, 'bank.iban');
      await page.keyboard.press('d');
      await page.waitForSelector('.field-details');
      await page.screenshot({ path: `${kit.output}act-details.png` });
      kit.problems.push(...(await kit.axe(page)));
      await page.getByRole('button', { name: 'Ändern: Verfahren' }).click();
      await page.waitForSelector('.assignment-actions .choice');
      kit.problems.push(...(await kit.axe(page)));
      await page.getByRole('button', { name: 'Konto' }).click();
      await page.waitForSelector('.account-menu');
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-account.png` });
      await page.getByRole('menuitemradio', { name: 'English' }).click();
      await page.waitForFunction(() => document.documentElement.lang === 'en');
    }),
  'decision: pressed too early it says what is missing and takes the focus': (kit) => {
    let decided = null;
    const override = ({ method, path, body }) => {
      if (method !== 'POST' || !path.endsWith('/decision')) return null;
      decided = body();
      return { status: 201, json: { version: 8, decision: {}, proposal: null } };
    };
    return run(kit, `/akten/${CASE}/entscheidung`, { override }, async (page) => {
      await holds(async () => assert.equal(await page.locator('input[type=radio]:checked').count(), 0));
      await page.keyboard.press('Control+Enter');
      await page.locator('#field-reasons').focus();
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('.error-summary');
      await holds(async () =>
        assert.equal(
          await page.evaluate(() => document.activeElement.className.includes('error-summary')),
          true,
        ),
      );
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-decision.png` });
      await page.getByText('Bewilligung', { exact: true }).click();
      await page.locator('#field-reasons').fill('Die Voraussetzungen liegen vor.');
      // Each kind of open points is confirmed by itself.
      const kinds = page.locator('.open-points .checkbox');
      const count = await holds(async () => {
        assert.ok((await kinds.count()) > 1, 'several kinds are open');
        return kinds.count();
      });
      for (let index = 0; index < count - 1; index += 1) await kinds.nth(index).click();
      await page.keyboard.press('Control+Enter');
      await page.waitForSelector('.error-summary li:only-child');
      assert.equal(decided, null);
      await kinds.last().click();
      await page.keyboard.press('Control+Enter');
      await nextCaseHasFocus(page);
      assert.deepEqual(decided, {
        outcome: 'granted',
        reasons: 'Die Voraussetzungen liegen vor.',
        open_points_acknowledged: [...new Set(openPoints().items.map((point) => point.kind))],
      });
    });
  },
  'completeness: own verdict with a reason': (kit) => {
    const server = reviewServer();
    return run(kit, `/akten/${CASE}/vollstaendigkeit`, { override: server.override }, async (page) => {
      await page.getByRole('button', { name: /^Ändern: Mietbescheinigung/ }).click();
      await page.locator('.state-editor .choice-button').click();
      await page.getByRole('option', { name: 'vorhanden' }).click();
      await page.getByRole('button', { name: 'fachlich anders' }).click();
      await page.waitForFunction(() => !document.querySelector('.state-editor'));
      assert.deepEqual(
        [server.sent[0].verdict, server.sent[0].value, server.sent[0].reason],
        ['amended', 'present', 'professional_judgement'],
      );
    });
  },
  'completeness: a waiver needs its reason in words and is settled': (kit) => {
    const server = reviewServer();
    return run(kit, `/akten/${CASE}/vollstaendigkeit`, { override: server.override }, async (page) => {
      await page.getByRole('button', { name: /^Ändern: Mietbescheinigung/ }).click();
      await page.locator('.state-editor .choice-button').click();
      await page.getByRole('option', { name: 'verzichtbar' }).click();
      const waive = page.getByRole('button', { name: 'Auf den Nachweis verzichten' });
      await waive.click();
      await page.getByText('Bitte begründen Sie den Verzicht.').waitFor();
      assert.equal(server.sent.length, 0);
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
      await page.screenshot({ path: `${kit.output}act-waiver.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.keyboard.type('Liegt aus dem Vorantrag vor.');
      await waive.click();
      await page.waitForFunction(() => !document.querySelector('.state-editor'));
      const { verdict, value, reason, note } = server.sent[0];
      assert.deepEqual(
        [verdict, value, reason, note],
        ['waived', null, null, 'Liegt aus dem Vorantrag vor.'],
      );
    });
  },
  'audit: the chain is checked': (kit) =>
    run(kit, '/protokoll', { role: 'supervisor' }, async (page) => {
      await page.getByRole('button', { name: 'Kette prüfen' }).click();
      await page.waitForSelector('[data-verification=valid]');
    }),
  'session over: leads to sign-in and back': async (kit) => {
    const override = ({ path }) =>
      path === '/api/session'
        ? { status: 401, json: { type: 'about:blank', title: '', status: 401, code: 'not_signed_in' } }
        : null;
    const { page, close } = await kit.open(1440, 'light', { override });
    await page.goto(`${kit.base}/eingang?ansicht=mine`);
    await page.waitForURL('**/anmelden?ziel=*');
    assert.equal(new URL(page.url()).searchParams.get('ziel'), '/eingang?ansicht=mine');
    await close();
  },
};
