// Two people at one case, and a session that ends: nothing typed is lost, nothing is overwritten unseen.
import assert from 'node:assert/strict';
import { CASE, completeness, fields, review } from './data.mjs';
import { announced, enterValue, FIELDS, holds, reviewServer, run } from './kit.mjs';

const other = { id: 'u2', display_name: 'B. Schulz' };
const problem = (status, code, more = {}) => ({
  status,
  json: { type: 'about:blank', title: '', status, code, ...more },
});
const stale = () => problem(412, 'version_conflict', { current_version: 9, changed_by: 'B. Schulz' });
const isExpected = (text) => /status of (412|401)/.test(text);

/** Refuses writes of the old version, and then shows what the other person saved. */
function otherPerson(change) {
  const sent = [];
  let stood = false;
  const override = ({ method, path, body, headers }) => {
    if (path.endsWith('/reviews') && method === 'POST') {
      if (headers['if-match'] === '"7"') {
        stood = true;
        return stale();
      }
      sent.push({ ...body(), match: headers['if-match'] });
      return { status: 201, json: { version: 10, review: review(body().verdict, body().value) } };
    }
    return stood ? change(path) : null;
  };
  return { sent, override };
}
/** The entries, of which the other person has just reviewed one. */
function atFields(kit, id, theirs, steps) {
  const changed = fields().map((field) => (field.id === id ? { ...field, review: theirs } : field));
  const server = otherPerson((path) =>
    path.endsWith('/fields') ? { json: { version: 9, fields: changed } } : null,
  );
  const { override } = server;
  return run(kit, FIELDS, { override, isExpected }, (page) => steps(page, server));
}

export const together = {
  'conflict: both values at the entry, none chosen, mine can be saved': (kit) => {
    const theirs = review('amended', '821.00', { id: 'other', by: other });
    return atFields(kit, 'dwelling.total_rent', theirs, async (page, server) => {
      await enterValue(page, 'dwelling.total_rent', '815,00');
      await page.waitForSelector('.reasons');
      await page.keyboard.press('1');
      const conflict = page.locator('[data-row="dwelling.total_rent"] .conflict');
      await conflict.waitFor();
      const text = await conflict.textContent();
      assert.match(text, /B\. Schulz/);
      assert.match(text, /815,00 EUR \(korrigiert\)/);
      assert.match(text, /821,00 EUR \(korrigiert\)/);
      await holds(async () =>
        assert.equal(await conflict.locator('.button.primary').count(), 0, 'none is preselected'),
      );
      await page.screenshot({ path: `${kit.output}act-conflict.png` });
      kit.problems.push(...(await kit.axe(page)));
      await page.getByRole('button', { name: 'Ihren Wert speichern' }).click();
      await conflict.waitFor({ state: 'detached' });
      assert.deepEqual([server.sent[0].value, server.sent[0].match], ['815.00', '"9"']);
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.dataset.row), 'dwelling.total_rent'),
      );
    });
  },
  'conflict: what I did not touch merges silently': (kit) => {
    const theirs = review('accepted', '3', { id: 'other', by: other });
    return atFields(kit, 'household.member_count', theirs, async (page, server) => {
      await enterValue(page, 'applicant.phone', '0221 1');
      await page.waitForSelector('.undo-bar');
      await holds(async () => assert.equal(await page.locator('.conflict').count(), 0));
      assert.deepEqual([server.sent[0].value, server.sent[0].match], ['0221 1', '"9"']);
      await page.locator('[data-row="household.member_count"].verdict-accepted').waitFor();
    });
  },
  'conflict: at a requirement, theirs can be kept': (kit) => {
    const theirs = review('amended', 'present', { id: 'other', by: other });
    const server = otherPerson((path) =>
      path.endsWith('/completeness')
        ? {
            json: {
              ...completeness(),
              version: 9,
              items: completeness().items.map((item) =>
                item.requirement === 'rent' ? { ...item, state: 'present', review: theirs } : item,
              ),
            },
          }
        : null,
    );
    const path = `/akten/${CASE}/vollstaendigkeit`;
    return run(kit, path, { override: server.override, isExpected }, async (page) => {
      await page.getByRole('button', { name: /^Bestätigen: Mietbescheinigung/ }).click();
      const conflict = page.locator('.conflict');
      await conflict.waitFor();
      await holds(async () =>
        assert.match(await conflict.textContent(), /fehlt \(bestätigt\).*vorhanden \(korrigiert\)/),
      );
      kit.problems.push(...(await kit.axe(page)));
      await page.getByRole('button', { name: 'Gespeicherten Wert behalten' }).click();
      await conflict.waitFor({ state: 'detached' });
      assert.equal(server.sent.length, 0);
    });
  },
  'session over while saving: what was typed is saved after signing in again': (kit) => {
    const server = reviewServer();
    let over = true;
    const override = (call) =>
      over && call.method === 'POST' && call.path.endsWith('/reviews')
        ? problem(401, 'not_signed_in')
        : server.override(call);
    return run(kit, FIELDS, { override, isExpected }, async (page) => {
      await enterValue(page, 'dwelling.heating_costs', '96,50');
      const dialog = page.getByRole('alertdialog');
      await dialog.waitFor();
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-sign-in-again.png` });
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.type), 'password'),
      );
      await page.keyboard.press('Escape');
      await page.keyboard.type('falsch');
      await page.keyboard.press('Enter');
      await dialog.getByRole('alert').waitFor();
      await holds(async () =>
        assert.match(await dialog.getByRole('alert').textContent(), /Benutzername oder Passwort/),
      );
      over = false;
      await page.keyboard.press('Control+a');
      await page.keyboard.type('richtig');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.waitForSelector('.undo-bar');
      assert.deepEqual([server.sent.length, server.sent[0].value], [1, '96.50']);
      await announced(page, /von Hand|wieder angemeldet/);
      const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
      assert.doesNotMatch(stored, /96|richtig|Yılmaz/);
    });
  },
};
