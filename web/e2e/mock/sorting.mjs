// Sorting new post: by keys alone, with the mouse, on a phone and in the dark; every act undone; forty pages; refusals.
import assert from 'node:assert/strict';
import { review } from './data.mjs';
import { announced, holds, run } from './kit.mjs';
import {
  ATTACHMENT,
  joining,
  LETTER,
  NEXT,
  OTHER,
  POST,
  partId,
  placed,
  post,
  REFERENCE,
  rows,
  SCAN,
} from './sorting-data.mjs';

const SCREEN = '/eingang/zuordnen';

/** A server that keeps what is said and where documents count. `refuse` is what it answers to a placement instead. */
function postServer({ pages = 4, members = {}, attached = false } = {}) {
  const server = { sent: [], refuse: null };
  const state = { division: null, kinds: {}, gone: [], pages, attached };
  let placements = [];
  let waiting = rows();
  let version = 7;
  const record = (what, body, headers) => {
    version += 1;
    server.sent.push({ what, ...body, match: headers['if-match'], token: headers['x-csrf-token'] });
  };
  server.override = ({ method, path, query, body, headers }) => {
    if (method === 'POST' && path === `/api/cases/${POST}/reviews`) {
      const said = body();
      record('review', said, headers);
      const division = said.subject.kind === 'division';
      const suggested = { [SCAN]: division ? '1,2;4' : 'application_form', [LETTER]: 'rent_certificate' };
      const value = said.verdict === 'accepted' ? suggested[said.subject.key] : said.value;
      const stored = review(said.verdict, value, { id: `r${version}` });
      const kept = said.verdict === 'withdrawn' ? null : stored;
      if (division) state.division = kept;
      else state.kinds = { ...state.kinds, [said.subject.key]: kept };
      return { status: 201, json: { version, review: stored } };
    }
    if (method === 'POST' && path === `/api/cases/${POST}/placements`) {
      const asked = body();
      record('placement', asked, headers);
      if (server.refuse) return server.refuse;
      state.gone = state.gone.filter((id) => id !== asked.document_id);
      placements = placements.filter((one) => one.document_id !== asked.document_id);
      if (asked.into) {
        state.gone.push(asked.document_id);
        placements.push(placed(asked.document_id));
      }
      return { status: 201, json: { version, other: OTHER, other_version: asked.other_version + 1 } };
    }
    if (method === 'POST' && path === `/api/cases/${POST}/joining`) {
      record('joining', body(), headers);
      waiting = waiting.filter((row) => row.id !== POST);
      return { status: 201, json: { version, into: OTHER, into_version: 13 } };
    }
    if (method === 'PUT' && path.endsWith('/assignee')) {
      const { assignee } = body();
      record('assignee', { path, assignee }, headers);
      waiting = assignee ? waiting.filter((row) => !path.includes(row.id)) : rows();
      return { json: rows()[0] };
    }
    if (method !== 'GET') return null;
    if (path === '/api/cases' && query.get('limit') === '200')
      return { json: { total: waiting.length, counts: {}, items: waiting } };
    if (path === '/api/cases' && query.get('q') === REFERENCE)
      return {
        json: {
          total: 1,
          counts: {},
          items: [{ ...rows()[0], id: OTHER, reference: REFERENCE, version: 14 }],
        },
      };
    if (path === '/api/cases' && query.get('q')) return { json: { total: 0, counts: {}, items: [] } };
    if (path === `/api/cases/${POST}`) return { json: post(state, { version, ...members }) };
    if (path === `/api/cases/${POST}/joining`) return { json: joining({ placed: placements }) };
    return null;
  };
  return server;
}

const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const focusOn = (page, key) =>
  page.waitForFunction((wanted) => document.activeElement?.dataset.page === wanted, key);
const check = async (kit, page) =>
  kit.problems.push(...(await kit.axe(page)), ...(await kit.policy(page)), ...(await kit.smallTargets(page)));

export const sorting = {
  'sorting: cut, merge, kinds, case and next post by keys alone, each taken back': (kit) => {
    const server = postServer();
    return run(kit, '/eingang', { override: server.override }, async (page) => {
      await page.locator('h1').waitFor();
      // Both at once: a busy machine may take longer between two keys than a person does.
      await Promise.all([page.keyboard.press('g'), page.keyboard.press('z')]);
      await page.waitForURL(`**${SCREEN}`);
      await focusOn(page, `${SCAN} 1`);
      await press(page, 'ArrowRight', 'ArrowRight');
      await focusOn(page, `${SCAN} 3`);
      await press(page, 'x');
      await announced(page, /Vor Seite 3 getrennt/);
      await page.getByText('Scan.pdf, Seiten 3, 4').first().waitFor();
      await focusOn(page, `${SCAN} 3`);
      const [cut] = server.sent;
      assert.deepEqual(
        [cut.subject, cut.verdict, cut.value, cut.reason, cut.match, cut.token],
        [{ kind: 'division', key: SCAN }, 'amended', '1,2;3,4', 'professional_judgement', '"7"', 'token'],
      );
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-sorting.png` });
      await press(page, 'ArrowRight', 'x');
      await announced(page, /Vor Seite 4 getrennt/);
      await press(page, 'm');
      await announced(page, /Verbunden/);
      assert.equal(server.sent.at(-1).value, '1,2;3,4');
      // Three acts, taken back one after the other, to the undivided scan.
      for (const value of ['1,2;3;4', '1,2;3,4', null]) {
        const before = server.sent.length;
        await press(page, 'Control+z');
        while (server.sent.length === before) await page.waitForTimeout(20);
        const last = server.sent.at(-1);
        assert.deepEqual([last.verdict, last.value], [value === null ? 'withdrawn' : 'amended', value]);
      }
      await page.getByText('Scan.pdf, 4 Seiten').waitFor();
      await page.waitForFunction(() => document.activeElement?.dataset.page);
      await press(page, 'End');
      await focusOn(page, `${LETTER} 1`);
      await press(page, 'm');
      await page.getByText('Davor steht keine Unterlage desselben Scans.').waitFor();
      await press(page, 'b');
      await announced(page, /Anschreiben.pdf: Mietbescheinigung/);
      assert.equal(server.sent.at(-1).verdict, 'accepted');
      await press(page, 'k');
      await page.getByRole('dialog').waitFor();
      await check(kit, page);
      await page.keyboard.type('antrag');
      await press(page, 'ArrowDown', 'Enter');
      await announced(page, /Anschreiben.pdf: Antragsformular/);
      assert.deepEqual(
        [server.sent.at(-1).verdict, server.sent.at(-1).value],
        ['amended', 'application_form'],
      );
      await focusOn(page, `${LETTER} 1`);
      await press(page, 'a');
      await page.getByText('Dafür spricht etwas in dieser Unterlage').waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-sorting-case.png` });
      await page.getByRole('button', { name: `Nur diese Unterlage zu ${REFERENCE}` }).focus();
      await press(page, 'Enter');
      await announced(page, /zählt jetzt zur Akte AK-2026-000469/);
      const there = server.sent.at(-1);
      assert.deepEqual([there.document_id, there.into, there.other_version], [LETTER, OTHER, 12]);
      await page.getByRole('heading', { name: 'Zählt zu anderen Akten' }).waitFor();
      await press(page, 'Control+z');
      await announced(page, /Rückgängig gemacht/);
      await page.getByText('Anschreiben.pdf, 1 Seite').waitFor();
      assert.equal(server.sent.at(-1).into, null);
      await page.locator(`[data-page="${SCAN} 1"]`).focus();
      await press(page, 'Enter');
      await announced(page, /AK-2026-000480 übernommen/);
      await page.getByRole('heading', { name: /AK-2026-000481/ }).waitFor();
      assert.ok(server.sent.at(-1).path.includes(POST));
      await press(page, 'Control+z');
      await page.getByRole('heading', { name: /AK-2026-000480/ }).waitFor();
      assert.equal(server.sent.at(-1).assignee, null);
      await page.waitForFunction(() => document.activeElement?.dataset.page);
      await press(page, 'w');
      await announced(page, /AK-2026-000480 auf später gelassen/);
      await page.getByRole('heading', { name: /AK-2026-000481/ }).waitFor();
    });
  },
  'sorting: with the mouse; suggested cuts are shown and taken only when asked': (kit) => {
    const server = postServer();
    return run(kit, SCREEN, { override: server.override }, async (page) => {
      await page.getByText('Trennung vorgeschlagen').waitFor();
      assert.equal(server.sent.length, 0, 'nothing is accepted beforehand');
      await page.getByRole('button', { name: 'Vorgeschlagene Trennungen übernehmen' }).click();
      await page.getByText('In keiner Unterlage: Scan.pdf').waitFor();
      assert.deepEqual([server.sent[0].verdict, server.sent[0].value], ['accepted', null]);
      await page.locator(`[data-page="${SCAN} 4"]`).click();
      await page.getByText('Ausgewählt: Seite 4, Scan.pdf, Seite 4').waitFor();
      await page.getByRole('button', { name: 'Akte wählen …' }).click();
      await page.getByText('Dafür spricht etwas im übrigen Eingang').waitFor();
      const field = page.getByRole('textbox', { name: 'Aktenzeichen einer anderen Akte' });
      await field.fill('AK-2026-999999');
      await page.keyboard.press('Enter');
      await page.getByText('Mit diesem Aktenzeichen gibt es keine offene Akte.').waitFor();
      await field.fill(REFERENCE.toLowerCase());
      await page.keyboard.press('Enter');
      // The case that was found stands below the same one that was likely.
      await page
        .getByRole('button', { name: `Nur diese Unterlage zu ${REFERENCE}` })
        .nth(1)
        .click();
      await page.getByRole('button', { name: /^Zurücknehmen/ }).waitFor();
      const sent = server.sent.at(-1);
      assert.deepEqual([sent.document_id, sent.other_version], [partId('4'), 14]);
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-sorting-placed.png` });
      await page.getByRole('button', { name: /^Zurücknehmen/ }).click();
      await announced(page, /zurück in diesem Eingang/);
      assert.deepEqual([server.sent.at(-1).into, server.sent.at(-1).other_version], [null, 13]);
    });
  },
  'sorting: attachments go with what they came in, and come back with it': (kit) => {
    const server = postServer({ attached: true });
    return run(kit, SCREEN, { override: server.override }, async (page) => {
      await page.locator(`[data-page="${LETTER} 1"]`).focus();
      await press(page, 'a');
      await page.getByRole('button', { name: `Mit 1 Anlage zu ${REFERENCE}` }).focus();
      await press(page, 'Enter');
      await announced(page, /zählt mit 1 Anlage jetzt zur Akte AK-2026-000469/);
      const documents = () =>
        server.sent.filter(({ what }) => what === 'placement').map((one) => [one.document_id, one.into]);
      assert.deepEqual(documents(), [
        [LETTER, OTHER],
        [ATTACHMENT, OTHER],
      ]);
      await press(page, 'Control+z');
      await announced(page, /Rückgängig gemacht/);
      assert.deepEqual(documents().slice(2), [
        [ATTACHMENT, null],
        [LETTER, null],
      ]);
    });
  },
  'sorting: the whole post goes only after a question, and for good': (kit) => {
    const server = postServer();
    return run(kit, SCREEN, { override: server.override }, async (page) => {
      await page.getByRole('button', { name: 'Akte wählen …' }).click();
      await page.getByRole('button', { name: `Ganzen Eingang zu ${REFERENCE} …` }).click();
      await page.getByText(/Das lässt sich nicht rückgängig machen/).waitFor();
      assert.equal(server.sent.length, 0);
      await check(kit, page);
      await page.getByRole('button', { name: 'Ganz zuordnen' }).click();
      await announced(page, /Der ganze Eingang zählt jetzt zur Akte AK-2026-000469/);
      assert.deepEqual([server.sent[0].into, server.sent[0].into_version], [OTHER, 12]);
      await page.getByRole('heading', { name: /AK-2026-000481/ }).waitFor();
      await holds(async () => assert.ok(await page.getByRole('button', { name: 'Rückgängig' }).isDisabled()));
    });
  },
  'sorting: a refusal is said, and nothing is lost': (kit) => {
    const server = postServer();
    server.refuse = {
      status: 409,
      json: { type: 'about:blank', title: '', status: 409, code: 'case_is_decided' },
    };
    const isExpected = (text) => /status of 409/.test(text);
    return run(kit, SCREEN, { override: server.override, isExpected }, async (page) => {
      await page.locator(`[data-page="${LETTER} 1"]`).click();
      await page.getByRole('button', { name: 'Akte wählen …' }).click();
      await page.getByRole('button', { name: `Nur diese Unterlage zu ${REFERENCE}` }).click();
      await page.getByText(/Die Entscheidung ist erfasst/).waitFor();
      await page.getByText('Anschreiben.pdf, 1 Seite').waitFor();
    });
  },
  'sorting: forty pages in small are fetched as they are looked at': (kit) => {
    const server = postServer({ pages: 40 });
    return run(kit, SCREEN, { override: server.override, theme: 'dark' }, async (page) => {
      await page.locator(`[data-page="${SCAN} 40"]`).waitFor({ state: 'attached' });
      const sizes = await page
        .locator('.post-page img')
        .evaluateAll((images) => [
          images.length,
          images.filter((image) => image.getAttribute('loading') === 'lazy').length,
          images.filter((image) => image.src.endsWith('/200.webp')).length,
        ]);
      assert.deepEqual(sizes, [41, 41, 41]);
      await press(page, 'End', 'ArrowLeft');
      await focusOn(page, `${SCAN} 40`);
      const isInView = () =>
        page.locator(`[data-page="${SCAN} 40"]`).evaluate((cell) => {
          const { top, bottom } = cell.getBoundingClientRect();
          return top >= 0 && bottom <= window.innerHeight;
        });
      await holds(async () => assert.ok(await isInView(), 'the page that has the focus is seen'));
      await page.screenshot({ path: `${kit.output}act-sorting-forty.png` });
    });
  },
  'sorting: on a phone nothing is cut off, and post that is no longer new is passed over': (kit) => {
    const server = postServer();
    const override = (call) =>
      call.path === `/api/cases/${POST}/joining` && call.method === 'GET'
        ? { json: joining({ may_be_joined: false }) }
        : server.override(call);
    return run(kit, SCREEN, { override, width: 320 }, async (page) => {
      await page.getByRole('heading', { name: /AK-2026-000481/ }).waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      await check(kit, page);
      await page.getByRole('button', { name: /Eigene Akte/ }).click();
      await page.getByText('Kein neuer Eingang wartet.').waitFor();
      assert.ok(server.sent.at(-1).path.includes(NEXT));
    });
  },
};
