// Post that belongs to a case that is there: what speaks for it with its place, joined only after a question, refused with
// a reason, and named by hand, also at the upload.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { CASE, detail, row } from './data.mjs';
import { holds, run } from './kit.mjs';

const FIELDS = `/akten/${CASE}/angaben`;
const CHECKS = `/akten/${CASE}/vollstaendigkeit`;
const OTHER = 'c2';
const [form] = detail().documents;

const likely = (more = {}) => ({
  case_id: OTHER,
  reference: 'AK-2026-000469',
  version: 12,
  state: 'awaiting_documents',
  service: 'housing_benefit_rent',
  applicant_name: 'Özdemir, Kemal',
  received_on: '2026-11-02',
  grounds: ['reference', 'person'],
  evidence: [{ document_id: form.id, page: 1, box: [0.1, 0.1, 0.3, 0.12], text: 'AK-2026-000469' }],
  ...more,
});

/** A server that keeps what was joined; `refuse` is what it answers instead. */
function joinServer(candidates, members = {}) {
  const server = { sent: [], refuse: null };
  const view = { into: null, joined: [], placed: [], taken: [], may_be_joined: true, likely: candidates };
  server.override = ({ method, path, query, body, headers }) => {
    if (method === 'POST' && path === `/api/cases/${CASE}/joining`) {
      server.sent.push({ ...body(), match: headers['if-match'], token: headers['x-csrf-token'] });
      return server.refuse ?? { status: 201, json: { version: 8, into: OTHER, into_version: 13 } };
    }
    if (method !== 'GET') return null;
    if (path === '/api/cases' && query?.get('q')) {
      const found = row({ id: OTHER, reference: 'AK-2026-000469', version: 12 });
      const items = query.get('q') === found.reference && query.get('view') === 'snoozed' ? [found] : [];
      return { json: { total: items.length, counts: {}, items } };
    }
    if (path === `/api/cases/${CASE}/joining`) return { json: view };
    if (path === `/api/cases/${CASE}`)
      return { json: detail({ likely_cases: candidates.length, ...members }) };
    return null;
  };
  return server;
}

const check = async (kit, page) =>
  kit.problems.push(...(await kit.axe(page)), ...(await kit.policy(page)), ...(await kit.smallTargets(page)));

export const joining = {
  'joining: one case with its place, joined by key only after a question': (kit) => {
    const server = joinServer([likely()]);
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await page.getByText('Gehört vermutlich zu dieser Akte:').waitFor();
      await page.getByText('Ihr Aktenzeichen steht darin. Name und Geburtsdatum stimmen überein.').waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-joining.png` });
      await page.getByRole('button', { name: /AK-2026-000469, Seite 1/ }).click();
      const join = page.getByRole('button', { name: 'Akte AK-2026-000469 zuordnen …' });
      await join.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Akte AK-2026-000469 zuordnen?' }).waitFor();
      await page.getByText('Das lässt sich nicht rückgängig machen.').waitFor();
      await check(kit, page);
      await page.keyboard.press('Escape');
      assert.deepEqual(server.sent, []);
      await join.click();
      await page.getByRole('button', { name: 'Zuordnen', exact: true }).click();
      await page.waitForURL(`**/akten/${OTHER}/vollstaendigkeit`);
      assert.deepEqual(server.sent, [{ into: OTHER, into_version: 12, match: '"7"', token: 'token' }]);
      await page.locator('[data-announcer]').getByText('Der Akte AK-2026-000469 zugeordnet.').waitFor();
    });
  },
  'joining: several cases stand side by side, on a phone and in the dark': (kit) => {
    const second = likely({ case_id: 'c3', reference: 'AK-2026-000455', grounds: ['person'] });
    const server = joinServer([second, likely()]);
    const options = { override: server.override, width: 320, theme: 'dark' };
    return run(kit, CHECKS, options, async (page) => {
      await page.getByText('Kann zu 2 Akten gehören. Bitte vergleichen Sie:').waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: /zuordnen …/ }).count(), 2),
      );
      await check(kit, page);
    });
  },
  'joining: a refusal is said, and the question stays': (kit) => {
    const server = joinServer([likely()]);
    server.refuse = {
      status: 409,
      json: { type: 'about:blank', title: '', status: 409, code: 'case_is_decided' },
    };
    const isExpected = (text) => /status of 409/.test(text);
    return run(kit, FIELDS, { override: server.override, isExpected }, async (page) => {
      await page.getByRole('button', { name: 'Akte AK-2026-000469 zuordnen …' }).click();
      await page.getByRole('button', { name: 'Zuordnen', exact: true }).click();
      await page
        .getByRole('dialog')
        .getByText(/Die Entscheidung ist erfasst/)
        .waitFor();
      await page.getByRole('heading', { name: 'Akte AK-2026-000469 zuordnen?' }).waitFor();
    });
  },
  'joining: a case named by hand is found, an unknown one is not': (kit) => {
    const server = joinServer([]);
    return run(kit, CHECKS, { override: server.override }, async (page) => {
      await page.getByText('Eingang zu einer anderen Akte').click();
      const field = page.getByRole('textbox', { name: 'Aktenzeichen der Akte' });
      await field.fill('AK-2026-999999');
      await page.keyboard.press('Enter');
      await page.getByText('Mit diesem Aktenzeichen gibt es keine offene Akte.').waitFor();
      await check(kit, page);
      await field.fill('ak-2026-000469');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Zuordnen', exact: true }).click();
      await page.waitForURL(`**/akten/${OTHER}/vollstaendigkeit`);
      assert.equal(server.sent[0].into_version, 12);
    });
  },
  'joining: a case that was joined says where to, and takes nothing': (kit) => {
    const into = {
      case_id: OTHER,
      reference: 'AK-2026-000469',
      ground: 'reference',
      by: { id: 'u1', display_name: 'A. Yılmaz' },
      at: '2026-11-20T09:15:00.000000Z',
    };
    const override = ({ method, path }) => {
      if (method !== 'GET') return null;
      if (path === `/api/cases/${CASE}/joining`)
        return { json: { into, joined: [], placed: [], taken: [], may_be_joined: false, likely: [] } };
      return path === `/api/cases/${CASE}` ? { json: detail({ state: 'joined' }) } : null;
    };
    return run(kit, FIELDS, { override }, async (page) => {
      await page.getByText(/Zugeordnet zu AK-2026-000469 von A. Yılmaz/).waitFor();
      await page.getByRole('link', { name: 'Akte AK-2026-000469 öffnen' }).waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: /Bestätigen/ }).count(), 0),
      );
      await check(kit, page);
    });
  },
  'joining: a case named at the upload takes the files': (kit) => {
    const override = ({ method, path }) =>
      method === 'POST' && path === '/api/submissions'
        ? { status: 201, json: { case_id: OTHER, reference: 'AK-2026-000469', documents: [] } }
        : null;
    return run(kit, '/eingang', { override }, async (page) => {
      await page.evaluate(() => {
        const { send } = XMLHttpRequest.prototype;
        XMLHttpRequest.prototype.send = function keep(form) {
          window.__case = form.get('case');
          return send.call(this, form);
        };
      });
      const path = `${kit.output}nachreichung.pdf`;
      await writeFile(path, 'x');
      await page.getByRole('button', { name: 'Unterlagen hochladen' }).click();
      await page.locator('input[type=file]').setInputFiles([path]);
      await page.getByRole('textbox', { name: /Aktenzeichen/ }).fill(' AK-2026-000469 ');
      await check(kit, page);
      await page.getByRole('button', { name: 'Zur Akte nehmen' }).click();
      await page.getByText('Zur Akte AK-2026-000469 genommen.').waitFor();
      await holds(async () => assert.equal(await page.evaluate(() => window.__case), 'AK-2026-000469'));
    });
  },
};
