// What was typed and not saved: asked about before it is lost, there again after a reload, never another person's.
import assert from 'node:assert/strict';
import { CASE, detail, fields, review, session } from './data.mjs';
import {
  announced,
  FIELDS,
  focusRow,
  holds,
  lookAt,
  nextCaseHasFocus,
  reviewServer,
  run,
  typeValue,
} from './kit.mjs';

const RENT = 'dwelling.total_rent';
const HINT = '.draft-hint';
const schulz = { display_name: 'B. Schulz', role: 'clerk' };
const kept = (page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('aktenlage.draft/')));
const inLocal = (page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

/** Answers the browser's and the program's questions, and remembers them. */
function answering(page, yes = true) {
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type() === 'beforeunload' ? 'beforeunload' : dialog.message());
    return yes ? dialog.accept() : dialog.dismiss();
  });
  return asked;
}

/** Loads the page anew as a crash or a closed tab would, through the question of the browser. */
async function reload(page) {
  await page.reload();
  await page.waitForLoadState('networkidle');
}

const check = async (kit, page) =>
  kit.problems.push(...(await kit.axe(page)), ...(await kit.policy(page)), ...(await kit.smallTargets(page)));

export const drafts = {
  'drafts: a half-typed amount is there after a reload, and is saved once': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      const asked = answering(page);
      await typeValue(page, 'dwelling.heating_costs', '96,5');
      await holds(async () => assert.equal((await kept(page)).length, 1));
      await holds(async () => assert.doesNotMatch(await inLocal(page), /96|heating/));
      await reload(page);
      assert.deepEqual(asked, ['beforeunload']);
      await page.locator(HINT).waitFor();
      await holds(async () =>
        assert.match(await page.locator(HINT).textContent(), /Entwurf wiederhergestellt/),
      );
      await announced(page, /Entwurf wiederhergestellt: davon Heizkosten/);
      const input = page.locator('.field-editor input:not([type=hidden])').first();
      await holds(async () => assert.equal(await input.inputValue(), '96,50'));
      // Nothing takes the focus on arrival, and the row is the active one and in view.
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.tagName), 'BODY'),
      );
      const row = page.locator('[data-row="dwelling.heating_costs"]');
      await holds(async () => assert.equal(await row.getAttribute('aria-current'), 'true'));
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-draft.png` });
      await input.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.undo-bar');
      assert.deepEqual([server.sent.length, server.sent[0].value], [1, '96.50']);
      await holds(async () => assert.deepEqual(await kept(page), []));
      await reload(page);
      assert.deepEqual(asked, ['beforeunload'], 'nothing unsaved, nothing asked');
      await holds(async () => assert.equal(await page.locator(HINT).count(), 0));
    });
  },
  'drafts: discarded by key, and what is saved stands there again': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      answering(page);
      await typeValue(page, RENT, '815,00');
      await reload(page);
      await page.getByRole('button', { name: 'Entwurf verwerfen: Gesamtmiete' }).focus();
      await page.keyboard.press('Enter');
      await page.locator(HINT).waitFor({ state: 'detached' });
      const input = page.locator('.field-editor input:not([type=hidden])').first();
      await holds(async () => assert.equal(await input.inputValue(), ''));
      await holds(async () =>
        assert.equal(await input.evaluate((element) => element === document.activeElement), true),
      );
      await holds(async () => assert.deepEqual(await kept(page), []));
    }),
  'drafts: leaving an entry for another keeps both, with a mark; Escape gives one up': (kit) => {
    const server = reviewServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await typeValue(page, 'applicant.phone', '0221 9');
      await lookAt(page, 'household.member_count');
      await page.keyboard.press('b');
      await page.waitForSelector('.undo-bar');
      await holds(async () =>
        assert.equal(await page.locator('.field-editor').count(), 1, 'the other editor stays'),
      );
      await typeValue(page, RENT, '815,00');
      const phone = page.locator('[data-row="applicant.phone"]');
      await holds(async () => assert.match(await phone.textContent(), /Entwurf/));
      await check(kit, page);
      await page.keyboard.press('Escape');
      await holds(async () => assert.equal((await kept(page)).length, 1));
      await focusRow(page, 'applicant.phone');
      await page.keyboard.press('k');
      await page.locator(HINT).waitFor();
      await holds(async () =>
        assert.equal(await page.locator('.field-editor input').first().inputValue(), '0221 9'),
      );
    });
  },
  'drafts: what somebody else saved meanwhile is shown, not overwritten': (kit) => {
    const theirs = review('amended', '821.00', { id: 'other', by: { id: 'u2', display_name: 'B. Schulz' } });
    const server = reviewServer();
    let saved = false;
    const override = (call) =>
      saved && call.method === 'GET' && call.path.endsWith('/fields') && server.sent.length === 0
        ? {
            json: {
              version: 9,
              fields: fields().map((field) => (field.id === RENT ? { ...field, review: theirs } : field)),
            },
          }
        : server.override(call);
    return run(kit, FIELDS, { override }, async (page) => {
      answering(page);
      await typeValue(page, RENT, '815,00');
      saved = true;
      await reload(page);
      await page.locator('.field-editor input:not([type=hidden])').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.reasons');
      await page.keyboard.press('1');
      const conflict = page.locator(`[data-row="${RENT}"] .conflict`);
      await conflict.waitFor();
      await holds(async () =>
        assert.match(await conflict.textContent(), /B\. Schulz.*815,00 EUR.*821,00 EUR/),
      );
      assert.equal(server.sent.length, 0, 'nothing was sent');
      await holds(async () => assert.equal((await kept(page)).length, 1, 'still kept'));
      await check(kit, page);
      await page.getByRole('button', { name: 'Gespeicherten Wert behalten' }).click();
      await conflict.waitFor({ state: 'detached' });
      await holds(async () => assert.deepEqual(await kept(page), []));
    });
  },
  'drafts: note of a rejection, verdict on a document, answer to a question': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      const asked = answering(page);
      await focusRow(page, 'applicant.date_of_birth');
      await page.keyboard.press('v');
      await page.locator('.reasons input').fill('Tag unleserlich');
      await reload(page);
      await page.locator(HINT).waitFor();
      await holds(async () =>
        assert.equal(await page.locator('.reasons input').inputValue(), 'Tag unleserlich'),
      );
      await check(kit, page);
      // Inside the case one may look elsewhere without being asked again.
      await page.getByRole('link', { name: /^Vollständigkeit/ }).click();
      await page.locator('.requirements').first().waitFor();
      assert.deepEqual(asked, ['beforeunload']);
      await page.getByRole('button', { name: /^Ändern: Mietbescheinigung/ }).click();
      await page.locator('.state-editor .choice-button').click();
      await page.getByRole('option', { name: 'vorhanden' }).click();
      await page.locator('.state-editor input[type=text]').fill('liegt in der Akte von 2024');
      await page.locator('[data-question="office.rooms_let"] input:not([type=hidden])').first().fill('2');
      await reload(page);
      await page.locator('.state-editor .draft-hint').waitFor();
      await holds(async () =>
        assert.equal(
          await page.locator('.state-editor input[type=text]').inputValue(),
          'liegt in der Akte von 2024',
        ),
      );
      await holds(async () =>
        assert.match(await page.locator('.state-editor .choice-button').textContent(), /vorhanden/),
      );
      const question = page.locator('[data-question="office.rooms_let"]');
      await question.locator(HINT).waitFor();
      await holds(async () =>
        assert.equal(await question.locator('input:not([type=hidden])').first().inputValue(), '2'),
      );
      await holds(async () => assert.equal((await kept(page)).length, 3));
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-draft-requirement.png` });
    }),
  'drafts: the reasons of a decision, and what else waits in the case': (kit) => {
    let sent = 0;
    const override = ({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/decision')) return null;
      sent += 1;
      return { status: 201, json: { version: 8, decision: {}, proposal: null } };
    };
    return run(kit, FIELDS, { override }, async (page) => {
      const asked = answering(page);
      await typeValue(page, RENT, '815,00');
      await page.getByRole('link', { name: 'Entscheidung erfassen' }).click();
      await page.getByText('In dieser Akte ist 1 Eingabe noch nicht gespeichert.').waitFor();
      await page.getByText('Bewilligung', { exact: true }).click();
      await page.locator('#field-reasons').fill('Die Voraussetzungen liegen vor.');
      for (const kind of await page.locator('.open-points .checkbox').all()) await kind.click();
      await reload(page);
      await page.locator(HINT).waitFor();
      await holds(async () =>
        assert.equal(await page.locator('#field-reasons').inputValue(), 'Die Voraussetzungen liegen vor.'),
      );
      await holds(async () =>
        assert.equal(await page.locator('input[type=radio]:checked').getAttribute('value'), 'granted'),
      );
      await holds(async () =>
        assert.equal(
          await page.locator('input[type=checkbox]:checked').count(),
          0,
          'known points are asked again',
        ),
      );
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-draft-decision.png` });
      for (const kind of await page.locator('.open-points .checkbox').all()) await kind.click();
      await page.keyboard.press('Control+Enter');
      await nextCaseHasFocus(page);
      await holds(async () => assert.deepEqual([sent, await kept(page), asked], [1, [], ['beforeunload']]));
    });
  },
  'drafts: of a case that was decided meanwhile are shown and can be thrown away': (kit) => {
    let over = false;
    const override = ({ path }) =>
      over && path === `/api/cases/${CASE}` ? { json: detail({ state: 'decided' }) } : null;
    return run(kit, FIELDS, { override }, async (page) => {
      answering(page);
      await typeValue(page, RENT, '815,00');
      over = true;
      await reload(page);
      const banner = page.locator('.case-banners .banner.warning');
      await banner.waitFor();
      await holds(async () =>
        assert.match(await banner.textContent(), /Nicht gespeichert.*Gesamtmiete.*815,00/),
      );
      await check(kit, page);
      await banner.getByRole('button', { name: 'Entwürfe verwerfen' }).click();
      await banner.waitFor({ state: 'detached' });
      await holds(async () => assert.deepEqual(await kept(page), []));
    });
  },
  'drafts: leaving the case asks, and keeps them': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      const asked = [];
      let yes = false;
      page.on('dialog', (dialog) => {
        asked.push(dialog.message());
        return yes ? dialog.accept() : dialog.dismiss();
      });
      await typeValue(page, RENT, '815,00');
      await page.getByRole('link', { name: 'Eingang' }).first().click();
      await page.waitForTimeout(200);
      assert.ok(page.url().endsWith('/angaben'), 'stays');
      assert.match(asked[0], /bleibt als Entwurf in diesem Fenster/);
      yes = true;
      await page.getByRole('link', { name: 'Eingang' }).first().click();
      await page.waitForSelector('.case-table');
      await holds(async () => assert.equal((await kept(page)).length, 1));
      await page.goBack();
      await page.locator(HINT).waitFor();
    }),
  'drafts: sign-out asks and empties; another person never sees them': (kit) => {
    let user = 'u1';
    const override = ({ path }) =>
      path === '/api/session' && user !== 'u1'
        ? { json: { ...session('clerk'), user: { id: user, username: 'b.schulz', ...schulz } } }
        : null;
    return run(kit, FIELDS, { override }, async (page) => {
      let yes = true;
      const asked = [];
      page.on('dialog', (dialog) => {
        asked.push(dialog.type() === 'beforeunload' ? 'beforeunload' : dialog.message());
        return yes ? dialog.accept() : dialog.dismiss();
      });
      await typeValue(page, RENT, '815,00');
      user = 'u2';
      await reload(page);
      await page.locator('[data-row]').first().waitFor();
      await holds(async () =>
        assert.deepEqual([await page.locator(HINT).count(), await kept(page)], [0, []]),
      );
      await typeValue(page, RENT, '817,00');
      await page.route('**/abmelden', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><html lang="de"><title>Abgemeldet</title><main><h1>Abgemeldet</h1></main>',
        }),
      );
      const signOut = async () => {
        await page.getByRole('button', { name: 'Konto' }).click();
        await page.getByRole('menuitem', { name: 'Abmelden' }).click();
      };
      yes = false;
      await signOut();
      assert.match(asked.at(-1), /gehen beim Abmelden verloren/);
      await holds(async () => assert.equal((await kept(page)).length, 1));
      yes = true;
      await signOut();
      await page.getByRole('heading', { name: 'Abgemeldet' }).waitFor();
      await holds(async () => assert.deepEqual(await kept(page), []));
      assert.equal(asked.at(-1) === 'beforeunload', false, 'asked once');
      await page.goto(kit.base + FIELDS);
      await page.locator('[data-row]').first().waitFor();
    });
  },
  'drafts: at 320 pixels and in the dark': (kit) =>
    run(kit, FIELDS, { width: 320, theme: 'dark' }, async (page) => {
      answering(page);
      await page.locator('[data-row="applicant.phone"]').click();
      await page.getByRole('button', { name: 'Eintragen' }).click();
      await page.keyboard.type('0221 77');
      await reload(page);
      await page.locator(HINT).waitFor();
      await page.locator(HINT).scrollIntoViewIfNeeded();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-draft-320-dark.png` });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${wide} px`);
    }),
};
