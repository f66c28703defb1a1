// A scan with several documents in it: the suggestion is taken, changed by keys, refused, and the parts are walked through.
import assert from 'node:assert/strict';
import { CASE, detail, FORM, review, suggestion } from './data.mjs';
import { announced, FIELDS, holds, reviewServer, run } from './kit.mjs';

const PART = '0190a000-0000-7000-8000-0000000000e';
const remarks = [
  { code: 'begins_after_separator', parameters: { page: '4', separator: '3' } },
  { code: 'left_out_separator', parameters: { page: '3' } },
];
const SUGGESTED = '1,2;4';

const numbersOf = (pages) =>
  pages.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });

/** The documents of the case as the server would answer: a scan, and its parts once a person divided it. */
function documents(value, answered) {
  const [form, rent] = detail().documents;
  const page = (number) => ({ ...form.pages[0], number });
  const scan = {
    ...form,
    file_name: 'Scan.pdf',
    pages: [1, 2, 3, 4].map(page),
    division: suggestion({ kind: 'division', key: FORM }, value, 'high', [], { remarks }),
    division_review: answered,
  };
  const parts = (answered?.value ?? '')
    .split(';')
    .filter(Boolean)
    .map((pages, index) => ({
      ...scan,
      id: `${PART}${index}`,
      part_of: {
        document: FORM,
        part: `pages:${pages}`,
        declared_name: 'Scan.pdf',
        declared_type: null,
        pages,
      },
      division: null,
      division_review: null,
      pages: numbersOf(pages).map(page),
    }));
  return [scan, ...parts, rent];
}

/** A server that keeps the last review of the division. */
function divisionServer(value = SUGGESTED) {
  const server = reviewServer();
  const override = (call) => {
    if (call.method !== 'GET' || call.path !== `/api/cases/${CASE}`) return server.override(call);
    const last = server.sent.at(-1);
    const settled = { accepted: value, rejected: null };
    const answered =
      !last || last.verdict === 'withdrawn'
        ? null
        : review(last.verdict, last.verdict in settled ? settled[last.verdict] : last.value);
    return { json: detail({ documents: documents(value, answered) }) };
  };
  return { sent: server.sent, override };
}

const section = (page) => page.getByRole('region', { name: 'Aufteilung' });

export const division = {
  'division: a suggestion says why, changes nothing by itself, and is taken and taken back': (kit) => {
    const server = divisionServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await page.getByText('Vorschlag: 2 Unterlagen in diesem Scan.').waitFor();
      await holds(async () => assert.match(await section(page).textContent(), /Seiten 1, 2 \| Seite 4/));
      await page.getByText('Seite 4: nach dem Trennblatt auf Seite 3').waitFor();
      await holds(async () =>
        assert.equal(await page.locator('.assignment-name', { hasText: 'Seite 4' }).count(), 0),
      );
      await page.screenshot({ path: `${kit.output}act-division.png` });
      await section(page).getByRole('button', { name: 'Aufteilen', exact: true }).click();
      await page.getByText('Aufgeteilt in 2 Unterlagen.').waitFor();
      const [sent] = server.sent;
      assert.deepEqual(
        [sent.subject, sent.verdict, sent.value, sent.shown.value],
        [{ kind: 'division', key: FORM }, 'accepted', null, SUGGESTED],
      );
      await announced(page, /Aufteilung gespeichert/);
      // The scan has no kind any more, its parts have.
      await page.locator('.assignment-name', { hasText: 'Scan.pdf, Seiten 1, 2' }).waitFor();
      await holds(async () => {
        const names = await page.locator('.assignment-name').allTextContents();
        assert.deepEqual(names.slice(1, 3), ['Scan.pdf, Seiten 1, 2', 'Scan.pdf, Seite 4']);
      });
      await section(page).getByRole('button', { name: 'Zurücknehmen' }).click();
      await page.getByText('Vorschlag: 2 Unterlagen in diesem Scan.').waitFor();
      assert.equal(server.sent[1].verdict, 'withdrawn');
    });
  },
  'division: the pages of a part are walked by their own numbers': (kit) => {
    const server = divisionServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await section(page).getByRole('button', { name: 'Aufteilen', exact: true }).click();
      const origin = page.locator('.document-origin');
      await origin.getByRole('button', { name: 'Scan.pdf, Seite 4' }).click();
      await page.getByText('Seite 4 (1 von 1)').waitFor();
      await page.getByRole('img', { name: 'Seite 4 (1 von 1), Scan.pdf, Seite 4' }).waitFor();
      await page.getByRole('button', { name: 'Vorige Seite' }).click();
      await page.getByText('Seite 2 (2 von 2)').waitFor();
      await origin.getByRole('button', { name: 'Scan.pdf' }).click();
      await page.getByText('Seite 1 von 4').waitFor();
      kit.problems.push(...(await kit.axe(page)));
    });
  },
  'division: cut and leave out by keys, with a reason': (kit) => {
    const server = divisionServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      const change = section(page).getByRole('button', { name: 'Aufteilung ändern' });
      await change.focus();
      await page.keyboard.press('Enter');
      const cut = (number) => page.getByRole('button', { name: `Vor Seite ${number} trennen` });
      await cut(2).waitFor();
      await holds(async () => assert.equal(await cut(4).getAttribute('aria-pressed'), 'true'));
      await holds(async () =>
        assert.ok(await page.getByRole('checkbox', { name: 'Seite 3 weglassen' }).isChecked()),
      );
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-division-editor.png` });
      await page.waitForFunction(() => document.activeElement?.textContent?.includes('Vor Seite 2 trennen'));
      await page.keyboard.press('Space');
      await page.getByText('1 | 2 | 4 | nur im Scan: 3').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      await page.getByText('1 | 4 | nur im Scan: 2, 3').waitFor();
      await section(page).getByRole('button', { name: 'Speichern' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.reasons');
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.press('5');
      await page.getByText('Aufgeteilt in 2 Unterlagen.').waitFor();
      const [sent] = server.sent;
      assert.deepEqual([sent.verdict, sent.value, sent.reason], ['amended', '1;4', 'professional_judgement']);
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement?.className), 'division'),
      );
    });
  },
  'division: refused with a reason; escape gives the editor up': (kit) => {
    const server = divisionServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await section(page).getByRole('button', { name: 'Aufteilung ändern' }).click();
      await page.waitForSelector('.division-editor');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('.division-editor'));
      assert.equal(server.sent.length, 0);
      await section(page).getByRole('button', { name: 'Gehört zusammen' }).click();
      await page.waitForSelector('.reasons');
      await page.keyboard.press('6');
      await page.getByText('Die Seiten gehören zusammen.').waitFor();
      assert.deepEqual([server.sent[0].verdict, server.sent[0].reason], ['rejected', 'other']);
    });
  },
  'division: where nothing is sure the clerk divides by hand, without a reason': (kit) => {
    const server = divisionServer(null);
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await page.getByText('Vielleicht mehrere Unterlagen in diesem Scan.').waitFor();
      await section(page).getByRole('button', { name: 'In Unterlagen aufteilen' }).click();
      await page.getByText('Noch ist nichts getrennt.').waitFor();
      const save = section(page).getByRole('button', { name: 'Speichern' });
      await holds(async () => assert.ok(await save.isDisabled()));
      await page.getByRole('button', { name: 'Vor Seite 3 trennen' }).click();
      await save.click();
      await page.getByText('Aufgeteilt in 2 Unterlagen.').waitFor();
      assert.deepEqual([server.sent[0].verdict, server.sent[0].value], ['entered', '1,2;3,4']);
    });
  },
  'division: on a narrow screen nothing is cut off': (kit) => {
    const server = divisionServer();
    return run(kit, FIELDS, { override: server.override, width: 320 }, async (page) => {
      await section(page).getByRole('button', { name: 'Aufteilung ändern' }).click();
      await page.waitForSelector('.division-editor');
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      kit.problems.push(...(await kit.smallTargets(page)));
    });
  },
};
