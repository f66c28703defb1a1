// Documents that were not read because of the computer: reading again is offered beside the reason, waited for and told.
import assert from 'node:assert/strict';
import { CASE, detail } from './data.mjs';
import { ANNOUNCER, announced, FIELDS, holds, run } from './kit.mjs';

const TIMEOUT = [{ code: 'reader_timeout', page: null }];
const PAGES = [
  { code: 'recognition_failed', page: 1 },
  { code: 'recogniser_missing', page: null },
];

/** The case whose form has these issues. */
function caseWith(issues, more = {}) {
  const [form, ...others] = detail().documents;
  return { json: detail({ documents: [{ ...form, issues }, ...others], ...more }) };
}

/** A server that reads until it is told to end, and then finds `after`; or one that refuses. */
function readingServer(before, after, refusal = null) {
  const server = { asked: 0, processing: 'ready', state: 'under_review' };
  const override = ({ method, path, headers }) => {
    if (method === 'POST' && path === `/api/cases/${CASE}/processing`) {
      server.asked += 1;
      server.token = headers['x-csrf-token'];
      if (refusal) {
        server.state = refusal.state ?? server.state;
        return refusal;
      }
      server.processing = 'queued';
      return { status: 202, json: {} };
    }
    if (method !== 'GET' || path !== `/api/cases/${CASE}`) return null;
    const isEnded = server.asked > 0 && server.processing === 'ready';
    const { processing, state } = server;
    return caseWith(isEnded ? after : before, { processing, state });
  };
  const end = () => {
    server.processing = 'ready';
  };
  return { server, override, end };
}

const offer = (page) => page.getByRole('button', { name: 'Noch einmal lesen' });

export const reading = {
  'reading: asked for by key, not twice at once, and the document is there afterwards': (kit) => {
    const { server, override, end } = readingServer(TIMEOUT, []);
    return run(kit, FIELDS, { override }, async (page) => {
      await page.getByText('Das kann am Rechner liegen und nicht an der Unterlage.').waitFor();
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-reading.png` });
      await offer(page).focus();
      await page.keyboard.press('Enter');
      await announced(page, 'werden noch einmal gelesen');
      await page.getByText('Erst danach ist ein neuer Versuch möglich.').waitFor();
      await holds(async () => assert.equal(await offer(page).isDisabled(), true));
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.className), 'read-again'),
      );
      assert.deepEqual([server.asked, server.token], [1, 'token']);
      kit.problems.push(...(await kit.axe(page)));
      end();
      await announced(page, 'Die Vorschläge sind da.');
      await offer(page).waitFor({ state: 'detached' });
      await holds(async () => assert.doesNotMatch(await page.locator(ANNOUNCER).textContent(), /Nicht alle/));
      // What had the focus is gone; the document has it.
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.className), 'document-scroll'),
      );
    });
  },
  'reading: offered once for several reasons; that nothing changed is said': (kit) => {
    const { override, end } = readingServer(PAGES, PAGES);
    return run(kit, FIELDS, { override, width: 320 }, async (page) => {
      await holds(async () => assert.equal(await offer(page).count(), 1));
      await offer(page).click();
      await page.getByText('Erst danach ist ein neuer Versuch möglich.').waitFor();
      end();
      await announced(page, 'Nicht alle Unterlagen ließen sich ganz lesen.');
      await page.getByText('Noch einmal gelesen. Der Grund besteht weiter.').waitFor();
      await holds(async () => assert.equal(await offer(page).isEnabled(), true));
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-reading-narrow.png` });
    });
  },
  'reading: refused because the case was decided meanwhile': (kit) => {
    const problem = { type: 'about:blank', title: '', status: 409, code: 'case_is_decided' };
    const { override } = readingServer(TIMEOUT, TIMEOUT, { status: 409, json: problem, state: 'decided' });
    const isExpected = (text) => /status of 409/.test(text);
    return run(kit, FIELDS, { override, isExpected }, async (page) => {
      await offer(page).click();
      await page.locator('.document-issues [role=alert]').waitFor();
      await offer(page).waitFor({ state: 'detached' });
      await page.getByText('Diese Akte nimmt keine Änderungen mehr an.').first().waitFor();
    });
  },
  'reading: not offered to those who may not, nor for faults of the document': async (kit) => {
    const asSupervisor = readingServer(TIMEOUT, TIMEOUT);
    await run(kit, FIELDS, { override: asSupervisor.override, role: 'supervisor' }, async (page) => {
      await page.getByText('Das Lesen dauerte zu lange').waitFor();
      await holds(async () => assert.equal(await offer(page).count(), 0));
    });
    const damaged = readingServer([{ code: 'partly_damaged', page: null }], []);
    await run(kit, FIELDS, { override: damaged.override }, async (page) => {
      await page.getByText('Die Datei ist beschädigt; Teile').waitFor();
      await holds(async () => assert.equal(await offer(page).count(), 0));
    });
  },
};
