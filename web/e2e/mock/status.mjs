// Links for the applicant: asked for when the panel is opened, shown once, copied, revoked after a question; and what
// others than clerks, and offices without the page, see of it.
import assert from 'node:assert/strict';
import { CASE, detail } from './data.mjs';
import { announced, holds, run } from './kit.mjs';

const CHECKS = `/akten/${CASE}/vollstaendigkeit`;
const SUMMARY = 'Statuslink für die antragstellende Person';
const clerk = { id: 'u1', display_name: 'A. Yılmaz' };
const TOKEN = '5f'.repeat(32);

const link = (id, members = {}) => ({
  id,
  state: 'open',
  by: clerk,
  at: '2026-11-20T09:15:00.000000Z',
  expires_on: '2027-12-25',
  revoked_by: null,
  revoked_at: null,
  ...members,
});

/** A server that keeps links; `settings` says what the office has switched on. */
function linkServer(settings = {}) {
  const server = { asked: 0, made: [], revoked: [], refuse: null };
  const items = [link('l1', { state: 'expired', expires_on: '2026-11-01' })];
  server.override = ({ method, path, headers }) => {
    if (path.endsWith('/revocation')) {
      const id = path.split('/').at(-2);
      server.revoked.push({ id, token: headers['x-csrf-token'] });
      if (server.refuse) return server.refuse;
      const found = items.findIndex((item) => item.id === id);
      items[found] = link(id, {
        state: 'revoked',
        revoked_by: clerk,
        revoked_at: '2026-11-20T10:00:00.000000Z',
      });
      return { json: items[found] };
    }
    if (path !== `/api/cases/${CASE}/status-links`) return null;
    if (method === 'GET') {
      server.asked += 1;
      return { json: { enabled: true, has_public_url: true, items, ...settings } };
    }
    server.made.push(headers['x-csrf-token']);
    const made = link(`l${items.length + 1}`);
    items.push(made);
    return { status: 201, json: { link: `https://stand.stadt.example/status/${TOKEN}`, item: made } };
  };
  return server;
}

const open = (page) => page.getByText(SUMMARY).click();
const check = async (kit, page) =>
  kit.problems.push(...(await kit.axe(page)), ...(await kit.policy(page)), ...(await kit.smallTargets(page)));
const lines = (page) => page.locator('.status-links li').allTextContents();

export const status = {
  'status link: fetched when opened, made by key, shown once and selected': (kit) => {
    const server = linkServer();
    return run(kit, CHECKS, { override: server.override }, async (page) => {
      assert.equal(server.asked, 0, 'nobody asked for it yet');
      await page.getByText(SUMMARY).focus();
      await page.keyboard.press('Enter');
      await page.getByText('abgelaufen am 01.11.2026').waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: /^Zurücknehmen/ }).count(), 0, 'it is over'),
      );
      await page.getByRole('button', { name: 'Link erstellen' }).focus();
      await page.keyboard.press('Enter');
      const field = page.getByRole('textbox', { name: 'Neuer Link' });
      await field.waitFor();
      await holds(async () =>
        assert.equal(await field.inputValue(), `https://stand.stadt.example/status/${TOKEN}`),
      );
      await holds(async () =>
        assert.equal(await page.evaluate(() => getSelection().toString().length), 35 + TOKEN.length),
      );
      await announced(page, 'Link erstellt.');
      assert.deepEqual(server.made, ['token']);
      await page.getByText('gilt bis 25.12.2027').waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-status-link.png` });
      await page.reload();
      await open(page);
      await page.getByText('gilt bis 25.12.2027').waitFor();
      await holds(async () => assert.equal(await page.getByText(TOKEN).count(), 0, 'it is shown once'));
    });
  },
  'status link: revoked only after a question, and the focus stays': (kit) => {
    const server = linkServer();
    return run(kit, CHECKS, { override: server.override }, async (page) => {
      await open(page);
      await page.getByRole('button', { name: 'Link erstellen' }).click();
      const revoke = page.getByRole('button', { name: 'Zurücknehmen: Link vom 20.11.2026, 10:15' });
      await revoke.click();
      await page.getByRole('heading', { name: 'Link zurücknehmen?' }).waitFor();
      await check(kit, page);
      await page.keyboard.press('Escape');
      assert.deepEqual(server.revoked, []);
      await revoke.click();
      await page.getByRole('button', { name: 'Link zurücknehmen', exact: true }).click();
      await page.getByText('zurückgenommen (hätte bis 25.12.2027 gegolten)').waitFor();
      assert.deepEqual(server.revoked, [{ id: 'l2', token: 'token' }]);
      await holds(async () =>
        assert.equal(await page.getByRole('textbox', { name: 'Neuer Link' }).count(), 0),
      );
      await page.waitForFunction(() => document.activeElement?.matches('.status-links ul'));
      await announced(page, 'Link zurückgenommen.');
      await holds(async () => assert.equal((await lines(page)).length, 2));
    });
  },
  'status link: a refusal is said and nothing is lost': (kit) => {
    const server = linkServer();
    const isExpected = (text) => /status of 503/.test(text);
    return run(kit, CHECKS, { override: server.override, isExpected }, async (page) => {
      await open(page);
      await page.getByRole('button', { name: 'Link erstellen' }).click();
      await page.getByText('gilt bis 25.12.2027').waitFor();
      server.refuse = {
        status: 503,
        json: { type: 'about:blank', title: '', status: 503, code: 'unavailable' },
      };
      await page.getByRole('button', { name: /^Zurücknehmen/ }).click();
      await page.getByRole('button', { name: 'Link zurücknehmen', exact: true }).click();
      await page.locator('.status-links [role=alert]').waitFor();
      await page.getByText('gilt bis 25.12.2027').waitFor();
    });
  },
  'status link: a decided case has one, others than clerks only look': async (kit) => {
    const server = linkServer();
    const decided = (call) =>
      call.method === 'GET' && call.path === `/api/cases/${CASE}`
        ? { json: detail({ state: 'decided' }) }
        : server.override(call);
    await run(kit, CHECKS, { override: decided }, async (page) => {
      await open(page);
      await page.getByRole('button', { name: 'Link erstellen' }).click();
      await page.getByRole('textbox', { name: 'Neuer Link' }).waitFor();
    });
    await run(kit, CHECKS, { override: linkServer().override, role: 'supervisor' }, async (page) => {
      await open(page);
      await page.getByText('abgelaufen am 01.11.2026').waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: 'Link erstellen' }).count(), 0),
      );
    });
  },
  'status link: what the office has not set is said, on a phone and in the dark': async (kit) => {
    const off = linkServer({ enabled: false, has_public_url: false });
    await run(kit, CHECKS, { override: off.override, width: 320, theme: 'dark' }, async (page) => {
      await open(page);
      await page.getByText('Ihre Stelle hat die Seite für Antragstellende nicht eingeschaltet.').waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: 'Link erstellen' }).count(), 0),
      );
    });
    const local = linkServer({ has_public_url: false });
    await run(kit, CHECKS, { override: local.override, width: 320, theme: 'dark' }, async (page) => {
      await open(page);
      await page.getByText(/^Unter welcher Adresse Antragstellende/).waitFor();
      await page.getByRole('button', { name: 'Link erstellen' }).click();
      await page.getByRole('textbox', { name: 'Neuer Link' }).waitFor();
      await check(kit, page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `${width} px wide`);
      await page.screenshot({ path: `${kit.output}act-status-link-320.png`, fullPage: true });
    });
  },
  'status link: in English': (kit) => {
    const { override } = linkServer();
    return run(kit, CHECKS, { override, language: 'en' }, async (page) => {
      await page.getByText('Status link for the applicant').click();
      await page.getByText('ended on 01/11/2026').waitFor();
      await page.getByRole('button', { name: 'Make a link' }).click();
      await page.getByRole('textbox', { name: 'New link' }).waitFor();
      await check(kit, page);
    });
  },
};
