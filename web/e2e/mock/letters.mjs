// A letter: chosen by the clerk alone, kept while it is typed, asked about before it goes, and listed when it is sent.
import assert from 'node:assert/strict';
import { CASE, detail } from './data.mjs';
import { FIELDS, focusRow, holds, run } from './kit.mjs';
import { content, draft, items, letters as lettersOf, OFFICE, sentLetter } from './letter-data.mjs';

const REQUEST = `/akten/${CASE}/nachforderung`;
const RECEIPT = `/akten/${CASE}/eingangsbestaetigung`;
const HEARING = `/akten/${CASE}/anhoerung`;
const TRANSFER = `/akten/${CASE}/abgabe`;
const STATE = '.letter-state';
const RENT = 'Mietbescheinigung mit Heizkosten';
const schulz = { id: 'u2', display_name: 'B. Schulz' };
const problem = (status, code, more = {}) => ({
  status,
  json: { type: 'about:blank', title: '', status, code, ...more },
});

/** What keeps a draft from being sent, as far as these tests need the rules of the server. */
function problemsOf(kind, written) {
  const found = [];
  if (written.items.length === 0 && kind === 'document_request') found.push(['items', 'empty']);
  if (written.recipient.length === 0) found.push(['recipient', 'empty']);
  for (const { requirement, reason, ask_again } of written.items) {
    if (requirement === 'income' && !reason) found.push([`items.${requirement}`, 'reason_missing']);
    if (requirement === 'students' && !ask_again) found.push([`items.${requirement}`, 'asked_before']);
  }
  const isHearing = kind === 'hearing';
  const needsGrounds = isHearing || kind === 'transfer' || kind === 'transfer_notice';
  if (needsGrounds && !written.grounds) found.push(['grounds', 'empty']);
  if (isHearing && !written.intended_decision) found.push(['intended_decision', 'empty']);
  const isOther = kind !== 'acknowledgement' && written.legal_notice !== 'social_benefits';
  if (isOther && !written.legal_notice_reason) found.push(['legal_notice', 'reason_missing']);
  return found.map(([field, code]) => ({ field, code }));
}

/** A server with one draft of each kind. `meanwhile` is done once, before the next draft is kept. */
export function letterServer({ missing, start = {}, refusals = [] } = {}) {
  const server = {
    puts: [],
    sent: [],
    previews: [],
    discarded: [],
    letters: [],
    meanwhile: null,
    version: 7,
  };
  const kept = {
    document_request: start.document_request ?? draft('document_request'),
    acknowledgement: start.acknowledgement ?? draft('acknowledgement', 0, {}, { problems: [] }),
    hearing: start.hearing ?? draft('hearing'),
    transfer: start.transfer ?? draft('transfer'),
    transfer_notice: start.transfer_notice ?? draft('transfer_notice'),
  };
  const put = (request, match) => {
    server.puts.push({ ...request, match });
    server.meanwhile?.(kept);
    server.meanwhile = null;
    const refusal = refusals.shift();
    if (refusal) return refusal;
    const { kind, ...written } = request;
    const before = kept[kind];
    if (match !== `"${before.version}"`)
      return problem(412, 'version_conflict', {
        current_version: before.version,
        changed_by: before.by?.display_name ?? '',
      });
    const problems = problemsOf(kind, written);
    kept[kind] = draft(kind, before.version + 1, written, { problems });
    return { json: kept[kind] };
  };
  server.override = ({ method, path, query, body, headers }) => {
    const match = headers['if-match'];
    if (path.endsWith('/letters/draft'))
      return method === 'PUT' ? put(body(), match) : { json: kept[query.get('kind') ?? 'document_request'] };
    if (path.endsWith('/letters/draft/removal')) {
      const kind = query.get('kind');
      server.discarded.push({ kind, match });
      if (match !== `"${kept[kind].version}"`)
        return problem(412, 'version_conflict', {
          current_version: kept[kind].version,
          changed_by: kept[kind].by?.display_name ?? '',
        });
      kept[kind] = draft(kind);
      return { status: 204 };
    }
    if (path.endsWith('/letters/preview')) {
      server.previews.push(body());
      return { json: 'a file' };
    }
    if (path.endsWith('/letters') && method === 'POST') {
      const request = body();
      server.sent.push({ ...request, match, token: headers['x-csrf-token'] });
      const refusal = refusals.shift();
      if (refusal) return refusal;
      const written = kept[request.kind].content;
      const letter = sentLetter(request.kind, { content: written });
      server.letters.push(letter);
      server.version += 1;
      kept[request.kind] = draft(request.kind);
      return { status: 201, json: { version: server.version, letter } };
    }
    if (path.endsWith('/letters'))
      return { json: lettersOf({ missing, sent: server.letters, version: server.version }) };
    if (path === `/api/cases/${CASE}` && server.letters.some(({ kind }) => kind === 'document_request'))
      return { json: detail({ state: 'awaiting_documents', version: server.version }) };
    return null;
  };
  return server;
}

const check = async (kit, page) =>
  kit.problems.push(...(await kit.axe(page)), ...(await kit.policy(page)), ...(await kit.smallTargets(page)));
const isKept = (page) => page.locator(STATE, { hasText: 'Entwurf gespeichert:' }).waitFor();
const choose = (page, name) => page.getByRole('checkbox', { name, exact: true }).focus();
/** Landmarks, headings and inputs as they are heard; what changes with the day is no part of it. */
const heard = (page) => page.locator('.letter-desk').ariaSnapshot();

export const letters = {
  'letter: nothing is chosen, what must not be asked for is no choice, and it is heard in order': (kit) =>
    run(kit, REQUEST, { override: letterServer().override }, async (page) => {
      await page.locator('.letter-item').first().waitFor();
      await holds(async () =>
        assert.equal(await page.locator('.letter-item input[type=checkbox]:checked').count(), 0),
      );
      await holds(async () => assert.equal(await page.locator('.letter-item').count(), 4));
      await holds(async () =>
        assert.equal(await page.getByRole('checkbox', { name: /privaten Darlehen/ }).count(), 0),
      );
      await page.getByText('Nicht wählbar: Darf nicht verlangt werden.').waitFor();
      await page.getByText('angefordert am 02.11.2026').waitFor();
      await holds(async () =>
        assert.equal(
          await page.getByRole('radio', { name: /Sozialleistung.*nach der Regel/ }).isChecked(),
          true,
        ),
      );
      const order = [
        'heading "Entwurf" [level=2]',
        'heading "Was fehlt oder unklar ist" [level=3]',
        `checkbox "${RENT}"`,
        'radiogroup "Rechtlicher Hinweis"',
        'textbox "Name und Anschrift"',
        'textbox "Weitere Mitteilung"',
        'button "Absenden"',
        'heading "Vorschau" [level=2]',
      ];
      const text = await heard(page);
      const places = order.map((line) => text.indexOf(line));
      assert.ok(!places.includes(-1), `heard: ${text}`);
      assert.deepEqual(
        places,
        places.toSorted((one, two) => one - two),
      );
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter.png`, fullPage: true });
    }),
  'letter: written by key, kept by itself, sent after a question, and listed': (kit) => {
    const server = letterServer();
    return run(kit, REQUEST, { override: server.override }, async (page) => {
      await choose(page, RENT);
      await page.keyboard.press('Space');
      const wording = page.getByRole('textbox', { name: `Wortlaut im Brief (${RENT})` });
      await wording.fill('Bitte senden Sie uns die Bescheinigung.');
      await page.getByRole('button', { name: 'Anschrift übernehmen' }).press('Enter');
      await page.getByRole('textbox', { name: 'Weitere Mitteilung' }).fill('Vielen Dank.');
      await isKept(page);
      await holds(async () =>
        assert.equal(await page.locator('.letter-paper').getByText('Vielen Dank.').count(), 1),
      );
      await page.waitForFunction(
        () => !Object.keys(sessionStorage).some((key) => key.startsWith('aktenlage.draft/')),
      );
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-editing.png`, fullPage: true });
      await page.getByRole('textbox', { name: 'Weitere Mitteilung' }).press('Control+Enter');
      const dialog = page.getByRole('dialog', { name: 'Brief absenden?' });
      await dialog.waitFor();
      await dialog.getByText('Verlangt wird: 1 Punkt').waitFor();
      await dialog.getByText('Die Akte wartet dann auf Unterlagen.').waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-dialog.png` });
      // No key sends by itself: the question has to be answered.
      await page.keyboard.press('Control+Enter');
      assert.equal(server.sent.length, 0);
      await dialog.getByRole('button', { name: 'Jetzt absenden' }).press('Enter');
      await page.getByText('Die Akte wartet auf Unterlagen.').waitFor();
      const last = server.puts.at(-1);
      const [{ token, ...sent }] = server.sent;
      assert.deepEqual(sent, { kind: 'document_request', draft_version: server.puts.length, match: '"7"' });
      assert.ok(token);
      assert.deepEqual(
        [last.note, last.items[0].text, last.recipient.length],
        ['Vielen Dank.', 'Bitte senden Sie uns die Bescheinigung.', 3],
      );
      await page.getByRole('button', { name: 'Weiteres Schreiben beginnen' }).waitFor();
      const words = 'Der Brief ist abgesendet und festgehalten.';
      await page.locator('[data-announcer]', { hasText: words }).waitFor({ state: 'attached' });
      await page.waitForFunction((said) => document.activeElement.textContent.includes(said), words);
      const listed = page.locator('.letters-sent > li');
      await holds(async () =>
        assert.match(
          await listed.textContent(),
          /Nachforderung.*Aylin Yılmaz.*Mietbescheinigung.*3f2a3f2a3f2a…/s,
        ),
      );
      await holds(async () =>
        assert.match(await listed.locator('a').getAttribute('href'), /^\/api\/letters\/[^/]+\/pdf$/),
      );
      await page.screenshot({ path: `${kit.output}act-letter-sent.png`, fullPage: true });
    });
  },
  'letter: what is in the way is named, takes the focus, and stands at its place': (kit) => {
    const server = letterServer();
    return run(kit, REQUEST, { override: server.override }, async (page) => {
      await page.getByRole('button', { name: 'Absenden' }).press('Enter');
      await page.waitForSelector('.error-summary');
      await holds(async () =>
        assert.equal(
          await page.evaluate(() => document.activeElement.className.includes('error-summary')),
          true,
        ),
      );
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-problems.png`, fullPage: true });
      await page.getByRole('link', { name: /^Name und Anschrift: / }).press('Enter');
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.id), 'letter-recipient'),
      );
      await page.getByRole('link', { name: /^Was fehlt: / }).press('Enter');
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox'),
      );
      // What may be asked for only with a reason, and what was asked for before.
      await choose(page, 'Verdienstbescheinigung der letzten zwölf Monate');
      await page.keyboard.press('Space');
      await choose(page, 'Immatrikulationsbescheinigung');
      await page.keyboard.press('Space');
      const summary = page.locator('.error-summary');
      await summary.getByText('Verdienstbescheinigung der letzten zwölf Monate: Bitte begründen').waitFor();
      await summary.getByText('Immatrikulationsbescheinigung: Danach wurde schon gefragt').waitFor();
      await check(kit, page);
      await page.getByRole('textbox', { name: /^Begründung im Einzelfall/ }).fill('Die Abfrage blieb leer.');
      await page.getByRole('checkbox', { name: /^Noch einmal anfordern/ }).focus();
      await page.keyboard.press('Space');
      await page.getByRole('radio', { name: /^Allgemein/ }).press('Space');
      await page
        .getByRole('textbox', { name: 'Warum ein anderer Hinweis oder keiner' })
        .fill('Mündlich geklärt.');
      await page.getByRole('button', { name: 'Anschrift übernehmen' }).press('Enter');
      await summary.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Absenden' }).press('Enter');
      await page.getByRole('dialog', { name: 'Brief absenden?' }).waitFor();
      await page.keyboard.press('Escape');
      assert.equal(server.sent.length, 0);
    });
  },
  'letter: what the server refuses when it is sent is said, and nothing is lost': (kit) => {
    const ready = {
      recipient: ['Erika Musterfrau'],
      items: [{ requirement: 'rent', text: 'Bitte', reason: null, ask_again: false }],
    };
    const server = letterServer({
      start: { document_request: draft('document_request', 3, ready, { problems: [] }) },
      refusals: [
        problem(422, 'invalid_request', { fields: [{ field: 'letter', code: 'cannot_be_set' }] }),
        problem(412, 'version_conflict', { current_version: 8, changed_by: 'B. Schulz' }),
      ],
    });
    const isExpected = (text) => /status of (422|412)/.test(text);
    return run(kit, REQUEST, { override: server.override, isExpected }, async (page) => {
      const send = async () => {
        await page.getByRole('button', { name: 'Absenden' }).press('Enter');
        await page.getByRole('button', { name: 'Jetzt absenden' }).press('Enter');
      };
      await send();
      await page.locator('.error-summary').getByText('Brief: Daraus wird kein Brief').waitFor();
      await check(kit, page);
      await send();
      await page.getByText('inzwischen von B. Schulz geändert').waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('checkbox', { name: RENT, exact: true }).isChecked(), true),
      );
      assert.deepEqual(
        server.sent.map(({ draft_version }) => draft_version),
        [3, 3],
      );
    });
  },
  'letter: what somebody else wrote meanwhile is shown, none chosen, nothing overwritten': (kit) => {
    const server = letterServer();
    const isExpected = (text) => /status of 412/.test(text);
    return run(kit, REQUEST, { override: server.override, isExpected }, async (page) => {
      server.meanwhile = (kept) => {
        const theirs = { note: 'Fassung von Schulz', recipient: ['Erika Musterfrau'] };
        kept.document_request = draft('document_request', 5, theirs, { by: schulz });
      };
      await page.getByRole('textbox', { name: 'Weitere Mitteilung' }).fill('Meine Fassung');
      const conflict = page.locator('.conflict');
      await conflict.getByText('von B. Schulz geändert').waitFor();
      // Only the note: the address was touched by one of them.
      await holds(async () => assert.equal(await conflict.locator('fieldset').count(), 1));
      await holds(async () =>
        assert.equal(
          await page.getByRole('textbox', { name: 'Name und Anschrift' }).inputValue(),
          'Erika Musterfrau',
        ),
      );
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-conflict.png`, fullPage: true });
      await page.getByRole('button', { name: 'Absenden' }).press('Enter');
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.id), 'letter-conflict'),
      );
      assert.equal(server.puts.length, 1);
      await page.getByRole('button', { name: 'Ihre Fassung behalten: Weitere Mitteilung' }).press('Enter');
      await conflict.waitFor({ state: 'detached' });
      await isKept(page);
      assert.deepEqual([server.puts.at(-1).note, server.puts.at(-1).match], ['Meine Fassung', '"5"']);
    });
  },
  'letter: typed without a connection it is there after a reload, and is kept then': (kit) => {
    const broken = Array.from({ length: 20 }, () => problem(503, 'unavailable'));
    const server = letterServer({ refusals: broken });
    const isExpected = (text) => /status of 503/.test(text);
    return run(kit, REQUEST, { override: server.override, isExpected }, async (page) => {
      page.on('dialog', (dialog) => dialog.accept());
      await page.getByRole('textbox', { name: 'Weitere Mitteilung' }).fill('Vielen Dank.');
      await page.locator(STATE, { hasText: 'Entwurf nicht gespeichert' }).waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-lost.png` });
      broken.length = 0;
      await page.reload();
      await page.waitForLoadState('networkidle');
      const note = page.getByRole('textbox', { name: 'Weitere Mitteilung' });
      await holds(async () => assert.equal(await note.inputValue(), 'Vielen Dank.'));
      await isKept(page);
      assert.equal(server.puts.at(-1).note, 'Vielen Dank.');
    });
  },
  'letter: the preview is made when asked for, and is gone when the letter says something else': (kit) => {
    const server = letterServer();
    return run(kit, REQUEST, { override: server.override }, async (page) => {
      await page.getByRole('button', { name: 'Vorschau als PDF erstellen' }).press('Enter');
      const open = page.getByRole('link', { name: 'Vorschau als PDF öffnen (neues Fenster)' });
      await open.waitFor();
      await holds(async () => assert.match(await open.getAttribute('href'), /^blob:/));
      assert.deepEqual(server.previews, [{ kind: 'document_request', ...content('document_request') }]);
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Vorschau herunterladen' }).click(),
      ]);
      assert.equal(file.suggestedFilename(), 'entwurf.pdf');
      await check(kit, page);
      await page.getByRole('textbox', { name: 'Weitere Mitteilung' }).fill('Neu');
      await open.waitFor({ state: 'detached' });
    });
  },
  'letter: nothing is missing, and what must not be asked for is no reason to write': async (kit) => {
    const forbidden = items().filter((item) => item.refusal !== null);
    const cases = [
      [[], 'Es fehlt nichts.'],
      [forbidden, 'Es fehlt nichts, was verlangt werden darf.'],
    ];
    for (const [missing, words] of cases)
      await run(kit, REQUEST, { override: letterServer({ missing }).override }, async (page) => {
        await page.getByText(words, { exact: true }).waitFor();
        await holds(async () =>
          assert.equal(await page.getByRole('button', { name: 'Absenden' }).count(), 0),
        );
      });
  },
  'letter: the acknowledgement names a duration and no day': (kit) => {
    const server = letterServer();
    return run(kit, RECEIPT, { override: server.override }, async (page) => {
      await holds(async () => assert.equal(await page.getByRole('radiogroup').count(), 0));
      await holds(async () => assert.equal(await page.getByText('Antwort bis').count(), 0));
      await page.getByRole('textbox', { name: 'Voraussichtliche Dauer in Wochen' }).fill('8');
      await isKept(page);
      const { kind, expected_weeks, due_on } = server.puts.at(-1);
      assert.deepEqual([kind, expected_weeks, due_on], ['acknowledgement', 8, null]);
      await check(kit, page);
    });
  },
  'letter: a hearing says what is meant and why, with a day, and is refused without': (kit) => {
    const server = letterServer();
    return run(kit, HEARING, { override: server.override }, async (page) => {
      await page.locator('.letter-desk').waitFor();
      await holds(async () => assert.equal(await page.locator('.letter-item').count(), 0));
      await page.getByRole('button', { name: 'Absenden' }).press('Enter');
      const summary = page.locator('.error-summary');
      await summary.getByRole('link', { name: /^Was Sie entscheiden wollen: / }).press('Enter');
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.id), 'letter-intended_decision'),
      );
      await check(kit, page);
      await page.keyboard.type('Wir wollen den Antrag ablehnen.');
      await page.getByRole('textbox', { name: /^Tatsachen/ }).fill('Ihr Einkommen liegt über der Grenze.');
      await page.getByRole('button', { name: 'Anschrift übernehmen' }).press('Enter');
      await summary.waitFor({ state: 'detached' });
      const paper = page.locator('.letter-paper');
      await paper.getByText('Guten Tag Erika Sabine Musterfrau,').waitFor();
      await paper.getByRole('heading', { name: 'Was wir vorhaben' }).waitFor();
      await paper.getByText('Bitte antworten Sie bis zum 17. Dezember 2030.').waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-hearing.png`, fullPage: true });
      await page.getByRole('button', { name: 'Absenden' }).press('Enter');
      await page.getByRole('button', { name: 'Jetzt absenden' }).press('Enter');
      await page.locator('.letters-sent > li', { hasText: 'Anhörung' }).waitFor();
      const { kind, grounds, intended_decision, due_on } = server.puts.at(-1);
      assert.deepEqual(
        [kind, grounds, intended_decision, due_on],
        ['hearing', 'Ihr Einkommen liegt über der Grenze.', 'Wir wollen den Antrag ablehnen.', '2030-12-17'],
      );
    });
  },
  'letter: a case is handed over to an authority of the list, and the next steps are named': (kit) => {
    const server = letterServer();
    return run(kit, TRANSFER, { override: server.override }, async (page) => {
      await page.locator('.letter-desk').waitFor();
      await holds(async () => assert.equal(await page.getByText('Antwort bis').count(), 0));
      await page.getByRole('button', { name: `Anschrift übernehmen: ${OFFICE[0]}` }).press('Enter');
      await holds(async () =>
        assert.equal(
          await page.getByRole('textbox', { name: 'Zuständige Behörde' }).inputValue(),
          OFFICE.join('\n'),
        ),
      );
      await page
        .getByRole('textbox', { name: /^Warum eine andere Stelle/ })
        .fill('Die Wohnung liegt im Landkreis.');
      await isKept(page);
      await page.keyboard.press('Control+Enter');
      const dialog = page.getByRole('dialog', { name: 'Brief absenden?' });
      await dialog.getByText('Über die Akte ist damit nichts entschieden.').waitFor();
      await dialog.getByRole('button', { name: 'Jetzt absenden' }).press('Enter');
      await page.getByText(`Abgegeben an: ${OFFICE[0]}.`).waitFor();
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-transfer.png`, fullPage: true });
      await page.getByRole('link', { name: /^Benachrichtigen Sie/ }).press('Enter');
      await page.waitForURL('**/abgabenachricht');
      await page.getByRole('heading', { level: 1, name: 'Abgabenachricht' }).waitFor();
      await page.getByRole('textbox', { name: 'Name und Anschrift' }).waitFor();
      await check(kit, page);
    });
  },
  'letter: a draft is thrown away after a question, and the page begins anew': (kit) => {
    const written = { note: 'Alte Fassung', recipient: ['Erika Musterfrau'] };
    const server = letterServer({ start: { hearing: draft('hearing', 4, written) } });
    return run(kit, HEARING, { override: server.override }, async (page) => {
      const note = page.getByRole('textbox', { name: 'Weitere Mitteilung' });
      await holds(async () => assert.equal(await note.inputValue(), 'Alte Fassung'));
      const discard = page.getByRole('button', { name: 'Entwurf verwerfen' });
      await discard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Entwurf verwerfen?' });
      await check(kit, page);
      await dialog.getByRole('button', { name: 'Abbrechen' }).press('Enter');
      assert.deepEqual(server.discarded, []);
      await discard.press('Enter');
      await dialog.getByRole('button', { name: 'Jetzt verwerfen' }).press('Enter');
      await page.locator(STATE, { hasText: 'Noch kein Entwurf.' }).waitFor();
      await holds(async () => assert.equal(await note.inputValue(), ''));
      assert.deepEqual(server.discarded, [{ kind: 'hearing', match: '"4"' }]);
      assert.deepEqual(server.puts, []);
      await holds(async () => assert.equal(await discard.count(), 0));
      const words = 'Der Entwurf ist verworfen.';
      await page.locator('[data-announcer]', { hasText: words }).waitFor({ state: 'attached' });
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.id), 'letter-editor-title'),
      );
    });
  },
  'letter: hearing and transfer fit a narrow screen, in English and in the dark': async (kit) => {
    for (const screen of [HEARING, TRANSFER])
      await run(
        kit,
        screen,
        { override: letterServer().override, width: 320, theme: 'dark', language: 'en' },
        async (page) => {
          await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
          await page.waitForSelector('.error-summary');
          await holds(async () =>
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320),
          );
          await check(kit, page);
        },
      );
  },
  'letter: who only reads sees what is missing and what was sent, and writes nothing': (kit) => {
    const server = letterServer();
    server.letters.push(sentLetter('document_request'));
    return run(kit, REQUEST, { override: server.override, role: 'supervisor' }, async (page) => {
      await page.getByText('Ändern kann sie die Sachbearbeitung.').waitFor();
      await holds(async () => assert.equal(await page.locator('.letter-item').count(), 4));
      await holds(async () =>
        assert.equal(await page.locator('.letters input, .letters textarea').count(), 0),
      );
      await holds(async () => assert.equal(await page.locator('.letters-sent > li').count(), 1));
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-reader.png`, fullPage: true });
    });
  },
  'letter: on a narrow screen nothing is cut off, chosen or refused': (kit) => {
    const server = letterServer();
    return run(kit, REQUEST, { override: server.override, width: 320, theme: 'dark' }, async (page) => {
      for (const { label } of items().filter((item) => item.refusal === null)) {
        await choose(page, label.de);
        await page.keyboard.press('Space');
      }
      await page.getByRole('button', { name: 'Absenden' }).press('Enter');
      await page.waitForSelector('.error-summary');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(wide, 320);
      await check(kit, page);
      await page.screenshot({ path: `${kit.output}act-letter-320.png`, fullPage: true });
    });
  },
  'letter: reached from the entries by key, from completeness by link, and from the palette': (kit) =>
    run(kit, FIELDS, { override: letterServer().override }, async (page) => {
      await focusRow(page, 'applicant.family_name');
      await page.keyboard.press('n');
      await page.waitForURL('**/nachforderung');
      await page.goto(`${kit.base}/akten/${CASE}/vollstaendigkeit`);
      await page.getByRole('link', { name: 'Nachforderung schreiben' }).press('Enter');
      await page.waitForURL('**/nachforderung');
      await page.getByRole('heading', { level: 1, name: 'Nachforderung' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.waitForSelector('.palette-menu');
      await page.keyboard.type('eingangsb');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/eingangsbestaetigung');
    }),
};
