// A case on paper: whole or not at all, each value with who vouches for it, black on white whatever the theme.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { run } from './kit.mjs';

const NOTE = `/akten/${CASE}/druck`;
const line = (page, table, name) =>
  page.getByRole('table', { name: table }).getByRole('row', { name }).textContent();

export const fileNote = {
  'file note: reached from the history, it says of each value where it comes from': (kit) =>
    run(kit, `/akten/${CASE}/verlauf`, {}, async (page) => {
      await page.getByRole('link', { name: 'Akte drucken' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${NOTE}`);
      await page.getByRole('table', { name: 'Angaben' }).waitFor();
      assert.match(await line(page, 'Angaben', /^Familienname/), /Musterfraubestätigt: Aylin Yılmaz/);
      assert.match(
        await line(page, 'Angaben', /^Gesamtmiete/),
        /812,00 EUR \/ 821,00 EURWiderspruch, nicht geklärtWohngeldantrag\.pdf, Seite 1; Mietbescheinigung\.pdf, Seite 1/,
      );
      assert.match(await line(page, 'Angaben', /^davon Heizkosten/), /–nichts erkannt, nicht geprüft/);
      await page.getByText('Es ist keine Feststellung.').waitFor();
      for (const title of ['Unterlagen', 'Sonst noch auf den Formularen', 'Vollständigkeit', 'Verlauf'])
        await page.getByRole('table', { name: title }).waitFor();
      await page.getByRole('heading', { name: 'Schreiben' }).waitFor();
      await page.getByText('Eine Entscheidung ist nicht gespeichert.').waitFor();
      await page.evaluate(() => {
        window.print = () => document.body.setAttribute('data-printed', '');
      });
      await page.getByRole('button', { name: 'Drucken' }).click();
      await page.waitForSelector('[data-printed]');
    }),
  'file note: on paper there is nothing to press, and no dark ground': (kit) =>
    run(kit, NOTE, { theme: 'dark' }, async (page) => {
      await page.getByRole('table', { name: 'Verlauf' }).waitFor();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      for (const gone of ['.rail', '.page-actions', '.crumbs', '.session-notice'])
        assert.equal(await page.locator(gone).isVisible(), false, gone);
      const seen = await page.evaluate(() => {
        const of = (selector) => getComputedStyle(document.querySelector(selector));
        return [of('.case-note td').color, of('.content').backgroundColor, of('.content').overflow];
      });
      assert.deepEqual(seen, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'visible']);
      await page.screenshot({ path: `${kit.output}act-file-note-print.png`, fullPage: true });
      // All of it, not the part that a window shows.
      const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
      assert.ok(paper.match(/\/Type\s*\/Page\b/g).length > 1, 'more than one sheet');
      await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    }),
  'file note: with a part missing there is none': (kit) => {
    let fails = true;
    const override = ({ path }) =>
      fails && path.endsWith('/letters')
        ? { status: 500, json: { type: 'about:blank', title: '', status: 500, code: 'internal' } }
        : null;
    const isExpected = (text) => /status of 500/.test(text);
    return run(kit, NOTE, { override, isExpected }, async (page) => {
      const retry = page.getByRole('button', { name: 'Erneut versuchen' });
      await retry.waitFor();
      assert.equal(await page.locator('.case-note').count(), 0);
      assert.equal(await page.getByRole('button', { name: 'Drucken' }).count(), 0);
      fails = false;
      await retry.click();
      await page.locator('.case-note').waitFor();
    });
  },
};
