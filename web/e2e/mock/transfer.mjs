// The transfer note of a scan: asked for when it is opened, every entry in words, what is open marked as such and
// entered by a person.
import assert from 'node:assert/strict';
import { RENT } from './data.mjs';
import { announced, FIELDS, holds, run } from './kit.mjs';

const stated = (item, value, place) => ({
  item,
  value,
  source: 'file',
  place,
  by: null,
  at: null,
});
const measured = (item, value) => ({
  item,
  value,
  source: 'measured',
  place: null,
  by: null,
  at: null,
});

/** What is known of the certificate, in the order of the server, and what nobody has said. */
const NOTE = {
  entries: [
    stated('captured_at', '2026-11-12T23:05:07', 'TIFF DateTime'),
    stated('device', 'Muster Scan 3', 'TIFF Make, Model'),
    stated('software', 'Scanprogramm 4', 'TIFF Software'),
    measured('pages', '1'),
    measured('colour', 'grey'),
    measured('resolution', '204x196'),
    measured('treatment', 'straightened,light_evened'),
    measured('anomalies', '1:scan_too_dark'),
    measured('quality_result', '1:poor'),
    measured('quality_checked_by', 'machine'),
  ],
  open: ['operator', 'organisation', 'agrees_with_paper'],
};

const GERMAN = [
  ['Zeitpunkt des Scans', '12.11.2026, 23:05 (laut Datei, nicht geprüft; Stelle: TIFF DateTime)'],
  ['Gerät', 'Muster Scan 3 (laut Datei, nicht geprüft; Stelle: TIFF Make, Model)'],
  ['Software', 'Scanprogramm 4 (laut Datei, nicht geprüft; Stelle: TIFF Software)'],
  ['Zahl der Seiten, die Bilder sind', '1 (vom Programm festgestellt)'],
  ['Farbe', 'Graustufen (vom Programm festgestellt)'],
  ['Auflösung', '204 × 196 dpi (vom Programm festgestellt)'],
  [
    'Bearbeitung der Kopie, die gelesen wurde',
    'schiefe Zeilen waagerecht gelegt|Schatten und graues Papier aufgehellt|(vom Programm festgestellt)',
  ],
  ['Auffälligkeiten', 'Seite 1: Das Bild der Seite ist zu dunkel. (vom Programm festgestellt)'],
  ['Ergebnis der Qualitätsprüfung', 'Seite 1: schlecht lesbar (vom Programm festgestellt)'],
  ['Qualität geprüft von', 'dieses Programm (vom Programm festgestellt)'],
  ['Gescannt von', 'von einer Person einzutragen'],
  ['Scannende Stelle', 'von einer Person einzutragen'],
  ['Übereinstimmung mit dem Papier in Bild und Inhalt', 'von einer Person einzutragen'],
];

const ENGLISH = [
  ['Time of the scan', '12/11/2026, 23:05 (the file says so, not checked; place: TIFF DateTime)'],
  ['Device', 'Muster Scan 3 (the file says so, not checked; place: TIFF Make, Model)'],
  ['Software', 'Scanprogramm 4 (the file says so, not checked; place: TIFF Software)'],
  ['Number of pages that are pictures', '1 (found by the program)'],
  ['Colour', 'shades of grey (found by the program)'],
  ['Resolution', '204 × 196 dpi (found by the program)'],
  [
    'Treatment of the copy that was read',
    'slanting lines laid level|shadows and grey paper made lighter|(found by the program)',
  ],
  ['Anomalies', 'Page 1: The picture of the page is too dark. (found by the program)'],
  ['Result of the quality check', 'Page 1: hardly readable (found by the program)'],
  ['Quality checked by', 'this program (found by the program)'],
  ['Scanned by', 'to be entered by a person'],
  ['Scanning unit', 'to be entered by a person'],
  ['Agreement with the paper in picture and content', 'to be entered by a person'],
];

/** A server that has the note of the certificate, after as many failures as a test asks for. */
function noteServer(failures = 0) {
  const asked = [];
  const override = ({ method, path }) => {
    if (method !== 'GET' || !path.endsWith('/transfer-note')) return null;
    asked.push(path);
    if (asked.length > failures) return { json: NOTE };
    return { status: 500, json: { type: 'about:blank', title: '', status: 500, code: 'internal' } };
  };
  return { asked, override };
}

/** Keeps what was said like the server: the newest of a person first, what the file says behind it. First come the
 *  refusals that a test asks for. */
function enteringServer(refusals = []) {
  const sent = [];
  let note = NOTE;
  let version = 7;
  const override = ({ method, path, body, headers }) => {
    if (!path.endsWith('/transfer-note')) return null;
    if (method === 'GET') return { json: note };
    const { item, value } = body();
    sent.push({ item, value, match: headers['if-match'], token: headers['x-csrf-token'] });
    const refusal = refusals[sent.length - 1];
    if (refusal) {
      note = refusal.note ?? note;
      const { status, ...members } = refusal.problem;
      return { status, json: { type: 'about:blank', title: '', status, ...members } };
    }
    version += 1;
    note = withSaid(note, item, value, 'A. Yılmaz');
    return { status: 201, json: { version, note } };
  };
  return { sent, override };
}

function withSaid(note, item, value, name) {
  const said = {
    item,
    value,
    source: 'person',
    place: null,
    by: { id: 'u1', display_name: name },
    at: '2026-11-22T10:05:00.000000Z',
  };
  const others = note.entries.filter((entry) => entry.item !== item || entry.source !== 'person');
  const before = others.findIndex((entry) => entry.item === item);
  return {
    entries: others.toSpliced(Math.max(before, 0), 0, said),
    open: note.open.filter((open) => open !== item),
  };
}

/** From the form, which came as text and has no note, to the certificate, which was scanned. */
async function turnToScan(page) {
  await page.waitForSelector('.sheet');
  await holds(async () => assert.equal(await page.locator('.transfer-note').count(), 0));
  const next = page.getByRole('button', { name: 'Nächste Seite' });
  await next.click();
  await page.locator('.page-count', { hasText: 'Seite 2 von 2' }).waitFor();
  await next.click();
  await page.waitForSelector('.transfer-note');
}

async function openNote(page) {
  await page.locator('.transfer-note > summary').focus();
  await page.keyboard.press('Enter');
}

/** Names and values as they are read; the parts of a list are told apart. */
const rows = (page) =>
  page.locator('.transfer-note dl > div').evaluateAll((all) =>
    all.map((row) => {
      const value = row.querySelector('dd');
      const list = value.querySelector('ul');
      const parts = list ? [...list.children, list.nextElementSibling] : [value];
      return [row.querySelector('dt').textContent, parts.map((part) => part.textContent).join('|')];
    }),
  );

export const transfer = {
  'transfer note: asked for when opened, in words of both languages, what is open is marked': (kit) => {
    const server = noteServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await turnToScan(page);
      const summary = page.locator('.transfer-note > summary');
      await holds(async () => assert.equal(await summary.textContent(), 'Transfervermerk'));
      assert.deepEqual(server.asked, []);
      await openNote(page);
      await page.waitForSelector('.transfer-note dl');
      assert.deepEqual(server.asked, [`/api/documents/${RENT}/transfer-note`]);
      await holds(async () => assert.deepEqual(await rows(page), GERMAN));
      await page.getByRole('region', { name: 'Transfervermerk zu Mietbescheinigung.pdf' }).waitFor();
      await page.getByRole('button', { name: 'Eintragen: Gescannt von' }).waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: /Auflösung|Seiten, die Bilder/ }).count(), 0),
      );
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-transfer-note.png` });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.waitForFunction(() => document.documentElement.dataset.kernTheme === 'dark');
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-transfer-note-dark.png` });
      await page.getByRole('button', { name: 'Konto' }).click();
      await page.getByRole('menuitemradio', { name: 'English' }).click();
      await page.waitForFunction(() => document.documentElement.lang === 'en');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('.account-menu'));
      await holds(async () => assert.equal(await summary.textContent(), 'Transfer note'));
      await holds(async () => assert.deepEqual(await rows(page), ENGLISH));
      kit.problems.push(...(await kit.axe(page)));
      await openNote(page);
      await page.waitForFunction(() => !document.querySelector('.transfer-note-body'));
    });
  },
  'transfer note: on paper all of the open note is there': (kit) =>
    run(kit, FIELDS, { override: noteServer().override }, async (page) => {
      await turnToScan(page);
      await openNote(page);
      await page.waitForSelector('.transfer-note dl');
      await page.emulateMedia({ media: 'print' });
      const hidden = await page
        .locator('.transfer-note-body')
        .evaluate((body) => body.scrollHeight - body.clientHeight);
      assert.ok(hidden <= 1, `${hidden} px of the note are not printed`);
      await holds(async () => assert.ok(await page.getByText('Übereinstimmung mit dem Papier').isVisible()));
      await page.screenshot({ path: `${kit.output}act-transfer-note-print.png`, fullPage: true });
      await page.emulateMedia({ media: 'screen' });
    }),
  'transfer note: one that did not come can be asked for again': (kit) => {
    const server = noteServer(1);
    const isExpected = (text) => /status of 500/.test(text);
    return run(kit, FIELDS, { override: server.override, isExpected }, async (page) => {
      await turnToScan(page);
      await openNote(page);
      await page.locator('.transfer-note [role=alert]').waitFor();
      kit.problems.push(...(await kit.axe(page)));
      await page.locator('.transfer-note').getByRole('button', { name: 'Erneut versuchen' }).click();
      await page.waitForSelector('.transfer-note dl');
      assert.equal(server.asked.length, 2);
    });
  },
  'transfer note: on a narrow screen nothing is cut off': (kit) =>
    run(kit, FIELDS, { override: noteServer().override, width: 320 }, async (page) => {
      await turnToScan(page);
      await openNote(page);
      await page.waitForSelector('.transfer-note dl');
      const overflow = await page.evaluate(() => {
        const tooWide = (element) => element.scrollWidth - element.clientWidth;
        return [tooWide(document.documentElement), tooWide(document.querySelector('.transfer-note-body'))];
      });
      assert.deepEqual(overflow, [0, 0]);
      kit.problems.push(...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-transfer-note-320.png` });
    }),
  'transfer note: what only a person knows is entered by key, and stands before the file': (kit) => {
    const server = enteringServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await turnToScan(page);
      await openNote(page);
      await page.getByRole('button', { name: 'Eintragen: Gescannt von' }).focus();
      await page.keyboard.press('Enter');
      const input = page.getByRole('textbox', { name: 'Gescannt von' });
      await input.waitFor();
      await holds(async () =>
        assert.equal(await input.evaluate((element) => element === document.activeElement), true),
      );
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.keyboard.type('A. Yılmaz');
      await page.screenshot({ path: `${kit.output}act-transfer-enter.png` });
      await page.keyboard.press('Enter');
      const again = page.getByRole('button', { name: 'Berichtigen: Gescannt von' });
      await again.waitFor();
      await announced(page, 'Im Transfervermerk gespeichert: Gescannt von');
      await holds(async () =>
        assert.equal(await again.evaluate((element) => element === document.activeElement), true),
      );
      const [{ token, ...sent }] = server.sent;
      assert.deepEqual(sent, { item: 'operator', value: 'A. Yılmaz', match: '"7"' });
      assert.ok(token);
      await page.getByRole('button', { name: 'Berichtigen: Gerät' }).click();
      await page.getByRole('textbox', { name: 'Gerät' }).fill('Gerät im Flur');
      await page.keyboard.press('Enter');
      await page.getByText('Gerät im Flur (eingetragen von A. Yılmaz, 22.11.2026, 11:05)').waitFor();
      await page.getByText('Muster Scan 3').waitFor();
      assert.equal(server.sent[1].match, '"8"');
      await page.getByRole('button', { name: 'Eintragen: Scannende Stelle' }).click();
      await page.keyboard.type('x');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Eintragen: Scannende Stelle' }).waitFor();
      assert.equal(server.sent.length, 2, 'Escape gives up');
    });
  },
  'transfer note: what is wrong is said at the field, and what was typed stays': (kit) => {
    const theirs = withSaid(NOTE, 'operator', 'B. Schulz', 'B. Schulz');
    const server = enteringServer([
      {
        problem: {
          status: 422,
          code: 'invalid_request',
          fields: [{ field: 'value', code: 'control_character' }],
        },
      },
      {
        problem: { status: 412, code: 'version_conflict', current_version: 9, changed_by: 'B. Schulz' },
        note: theirs,
      },
    ]);
    const isExpected = (text) => /status of (422|412)/.test(text);
    return run(kit, FIELDS, { override: server.override, isExpected }, async (page) => {
      await turnToScan(page);
      await openNote(page);
      await page.getByRole('button', { name: 'Eintragen: Gescannt von' }).click();
      const input = page.getByRole('textbox', { name: 'Gescannt von' });
      await input.waitFor();
      const alert = page.locator('.transfer-entry [role=alert]');
      await page.keyboard.press('Enter');
      await alert.filter({ hasText: 'Bitte etwas eintragen.' }).waitFor();
      assert.equal(server.sent.length, 0);
      await input.fill('A. Yılmaz');
      await page.keyboard.press('Enter');
      await alert.filter({ hasText: 'Zeichen, das kein Text ist' }).waitFor();
      await holds(async () => assert.equal(await input.getAttribute('aria-invalid'), 'true'));
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.press('Enter');
      await alert.filter({ hasText: 'von B. Schulz geändert' }).waitFor();
      await holds(async () => assert.equal(await input.inputValue(), 'A. Yılmaz'));
      await page.getByText('B. Schulz (eingetragen von B. Schulz').waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Berichtigen: Gescannt von' }).waitFor();
      assert.equal(server.sent[2].match, '"9"');
    });
  },
  'transfer note: who only reads is offered no entry': (kit) =>
    run(kit, FIELDS, { override: noteServer().override, role: 'supervisor' }, async (page) => {
      await turnToScan(page);
      await openNote(page);
      await page.waitForSelector('.transfer-note dl');
      await holds(async () => assert.equal(await page.locator('.transfer-note button').count(), 0));
    }),
};
