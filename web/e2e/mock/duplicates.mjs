// Two documents that look like one: seen side by side by keys, judged, taken back, and set aside without being lost.
import assert from 'node:assert/strict';
import { CASE, detail, FORM, RENT, review, suggestion } from './data.mjs';
import { announced, FIELDS, holds, reviewServer, run } from './kit.mjs';

const KEY = [FORM, RENT].sort().join('/');
const remarks = [
  {
    code: 'rescanned_page',
    parameters: { page: '1', other_page: '2', document: 'Wohngeldantrag.pdf', document_id: FORM },
  },
];

/** A server that keeps the last word on the pair. */
function duplicateServer(more = {}) {
  const server = reviewServer();
  const override = (call) => {
    if (call.method !== 'GET' || call.path !== `/api/cases/${CASE}`) return server.override(call);
    const last = server.sent.at(-1);
    const value = last && last.verdict !== 'withdrawn' ? last.value : null;
    const [form, rent] = detail().documents;
    const judged = review('entered', value, { subject: { kind: 'duplicate', key: KEY } });
    const twice = {
      ...rent,
      pages: [{ ...form.pages[0] }, { ...form.pages[1], quarter_turns_to_upright: 1 }],
      received_on: '2026-11-20',
      kind: suggestion({ kind: 'document_kind', key: RENT }, 'application_form', 'medium', [], { remarks }),
      set_aside_for: value === `set_aside:${RENT}` ? FORM : null,
    };
    const json = detail({
      documents: [form, twice],
      duplicate_reviews: value === null ? [] : [judged],
      ...more,
    });
    return { json };
  };
  return { sent: server.sent, override };
}

const section = (page) => page.getByRole('region', { name: 'Mögliche Dubletten' });
/** Shows the document that carries the remark. */
async function look(page) {
  await page.locator('.document-toolbar .choice-button').click();
  await page.getByRole('option', { name: 'Mietbescheinigung.pdf' }).click();
  await section(page).waitFor();
}
async function compare(page) {
  await look(page);
  await section(page).getByRole('button', { name: 'Vergleichen mit Wohngeldantrag.pdf' }).press('Enter');
  await page.waitForSelector('.compare-sides img');
}
const sideOf = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const pagesShown = (page) =>
  page
    .locator('.compare-facts div:last-child dd')
    .allTextContents()
    .then((texts) => texts.join(' | '));

export const duplicates = {
  'duplicates: side by side by keys, pages and size together, escape leads back': (kit) => {
    const server = duplicateServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await compare(page);
      const dialog = page.getByRole('dialog', { name: 'Unterlagen vergleichen' });
      await holds(async () => assert.equal(await pagesShown(page), 'Seite 1 von 2 | Seite 2 von 2'));
      await holds(async () => assert.match(await dialog.textContent(), /20\.11\.2026/));
      await holds(async () => assert.equal(await dialog.getByText('AK-2026-000471').count(), 2));
      await page.screenshot({ path: `${kit.output}act-duplicates.png` });
      await page.keyboard.press('F6');
      await page.waitForFunction(() => document.activeElement?.className === 'compare-page');
      await holds(async () => assert.equal(await sideOf(page), 'Erste Unterlage: Mietbescheinigung.pdf'));
      await page.keyboard.press('F6');
      await holds(async () => assert.equal(await sideOf(page), 'Zweite Unterlage: Wohngeldantrag.pdf'));
      await page.keyboard.press('ArrowLeft');
      await holds(async () => assert.equal(await sideOf(page), 'Erste Unterlage: Mietbescheinigung.pdf'));
      await page.keyboard.press('PageDown');
      await page.getByText('Hier hat diese Unterlage keine Seite mehr.').waitFor();
      await holds(async () => assert.equal(await pagesShown(page), 'Seite 2 von 2 | –'));
      kit.problems.push(...(await kit.axe(page)));
      await page.keyboard.press('PageUp');
      await page.keyboard.press('+');
      await page.getByText('125 %').waitFor();
      const widths = await page
        .locator('.compare-page .sheet')
        .evaluateAll((sheets) => sheets.map((sheet) => sheet.style.width));
      assert.deepEqual(widths, ['125%', '125%']);
      // What is in view on one side comes into view on the other.
      await page
        .locator('.compare-page')
        .first()
        .evaluate((side) => side.scrollTo(0, 200));
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.compare-page')].every((side) => side.scrollTop > 100),
      );
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.keyboard.press('Escape');
      await page.waitForSelector('.compare-sides', { state: 'detached' });
      await page.waitForFunction(
        () => document.activeElement?.getAttribute('aria-label') === 'Vergleichen mit Wohngeldantrag.pdf',
      );
      assert.equal(server.sent.length, 0, 'looking decides nothing');
    });
  },
  'duplicates: no duplicate is said by whom, and taken back': (kit) => {
    const server = duplicateServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await compare(page);
      await page.getByRole('button', { name: 'Keine Dublette' }).click();
      await announced(page, /Als keine Dublette vermerkt/);
      await section(page)
        .getByText('Von Aylin Yılmaz als keine Dublette von Wohngeldantrag.pdf gesehen')
        .waitFor();
      const [sent] = server.sent;
      assert.deepEqual(
        [sent.subject, sent.verdict, sent.value, sent.suggestion_id],
        [{ kind: 'duplicate', key: KEY }, 'entered', 'distinct', null],
      );
      assert.match(sent.shown.remarks[0], /sieht aus wie Seite 2/);
      await section(page)
        .getByRole('button', { name: /^Zurücknehmen/ })
        .click();
      await section(page).getByText('Mögliche Dublette von Wohngeldantrag.pdf.').waitFor();
      assert.equal(server.sent[1].verdict, 'withdrawn');
    });
  },
  'duplicates: set aside it comes last, folded, with its original, and can be taken back': (kit) => {
    const server = duplicateServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      await compare(page);
      await page.getByText('gleichen sich nur 1 von 2 Seiten').waitFor();
      await page.getByRole('button', { name: 'Mietbescheinigung.pdf ist die Dublette' }).click();
      await announced(page, /Mietbescheinigung.pdf als Dublette abgelegt/);
      assert.equal(server.sent[0].value, `set_aside:${RENT}`);
      await section(page)
        .getByText('Von Aylin Yılmaz als Dublette von Wohngeldantrag.pdf abgelegt')
        .waitFor();
      await page.locator('.document-toolbar .choice-button').getByText('(Dublette)').waitFor();
      await page.getByText('Abgelegte Dubletten (1)').click();
      const list = page.locator('.set-aside');
      await list.getByText('Mietbescheinigung.pdf, Dublette von Wohngeldantrag.pdf').waitFor();
      const original = list.locator('a[download]');
      await holds(async () =>
        assert.match(await original.getAttribute('href'), new RegExp(`${RENT}/original$`)),
      );
      await page.screenshot({ path: `${kit.output}act-duplicates-aside.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await list.getByRole('button', { name: 'Ansehen: Mietbescheinigung.pdf' }).click();
      await section(page)
        .getByRole('button', { name: /^Zurücknehmen/ })
        .click();
      await page.waitForSelector('.set-aside', { state: 'detached' });
    });
  },
  'duplicates: what is refused is said where it was tried': (kit) => {
    const server = duplicateServer();
    const override = (call) =>
      call.method === 'POST' && call.path.endsWith('/reviews')
        ? {
            status: 422,
            json: {
              type: 'about:blank',
              title: '',
              status: 422,
              code: 'invalid_request',
              fields: [{ field: 'value', code: 'set_aside_already' }],
            },
          }
        : server.override(call);
    const isExpected = (text) => /status of 422/.test(text);
    return run(kit, FIELDS, { override, isExpected }, async (page) => {
      await compare(page);
      await page.getByRole('button', { name: 'Wohngeldantrag.pdf ist die Dublette' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('alert').getByText('selbst als Dublette abgelegt').waitFor();
    });
  },
  'duplicates: who may only read compares and says nothing; in English': (kit) => {
    const server = duplicateServer();
    const options = { override: server.override, role: 'supervisor', language: 'en' };
    return run(kit, FIELDS, options, async (page) => {
      await page.locator('.document-toolbar .choice-button').click();
      await page.getByRole('option', { name: 'Mietbescheinigung.pdf' }).click();
      await page.getByRole('button', { name: 'Compare with Wohngeldantrag.pdf' }).click();
      await page.waitForSelector('.compare-sides img');
      await holds(async () => assert.equal(await page.locator('.compare-verdicts').count(), 0));
    });
  },
  'duplicates: on a narrow screen and in the dark the sides stand below each other': (kit) => {
    const server = duplicateServer();
    return run(kit, FIELDS, { override: server.override, width: 320, theme: 'dark' }, async (page) => {
      await compare(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      const dialogWidth = await page
        .locator('.modal')
        .evaluate((modal) => modal.scrollWidth - modal.clientWidth);
      assert.equal(dialogWidth, 0);
      kit.problems.push(...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-duplicates-320.png` });
    });
  },
};
