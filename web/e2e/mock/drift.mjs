// Drift: changes in words with their sign, reasons and forms by keys, few items without a number, the address.
import assert from 'node:assert/strict';
import { holds, run } from './kit.mjs';

const DATA = { role: 'data' };

export const drift = {
  'drift: changes are said in words with their sign, and nothing below the minimum is a number': (kit) =>
    run(kit, '/drift', DATA, async (page) => {
      const news = page.locator('.drift-news li');
      await news.nth(2).waitFor();
      const said = await news.allTextContents();
      assert.equal(said.length, 3, said.join('\n'));
      assert.match(said[0], /Enthaltungen: Angabe, Woche ab 16\.11\.2026: \+20,0 Prozentpunkte mehr/);
      assert.match(said[0], /8 Wochen davor: 12\s% \(.* bis .*\), n = 2\.960/);
      assert.match(said[2], /Korrigiert oder verworfen: Alle Modelle.*−8,0 Prozentpunkte weniger/);
      const table = page.getByRole('table', { name: 'Enthaltungen, Angabe' });
      await table.getByRole('row').nth(12).waitFor();
      const rows = await table.getByRole('row').allTextContents();
      assert.equal(rows.length, 13);
      assert.match(rows[1], /16\.11\.2026 läuft noch.*32\s%/);
      assert.match(rows[8], /n = 12, ab 30 sichtbar/);
      assert.doesNotMatch(rows[8], /%/);
      await holds(async () => assert.equal(await page.locator('.chart-sign').first().textContent(), '+'));
      await page.getByText('Antrag auf Wohngeld – Mietzuschuss').waitFor();
      await page.screenshot({ path: `${kit.output}act-drift.png`, fullPage: true });
    }),
  'drift: task, reason, form and model are chosen by keys; the period is in the address': (kit) => {
    const asked = [];
    const override = ({ path, query }) => {
      if (path === '/api/drift') asked.push(query.get('weeks'));
      return null;
    };
    return run(kit, '/drift', { ...DATA, override }, async (page) => {
      await page.getByRole('button', { name: /Grund/ }).focus();
      await page.keyboard.press('Enter');
      await page
        .getByRole('option', { name: /Nicht sicher|ungültig|Prüfung/ })
        .first()
        .waitFor();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.getByRole('table', { name: /^Enthaltungen, Angabe: / }).waitFor();
      await page.getByRole('radio', { name: 'Ausgabe unsicher' }).focus();
      await page.keyboard.press('Space');
      await page.getByRole('table', { name: /Ausgabe unsicher, unter den erkannten/ }).waitFor();
      await page.getByRole('button', { name: /Modell/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('option', { name: 'rules@1' }).click();
      await page.getByText('Gezeigt werden Anteile ab 30 Einzelpunkten').waitFor();
      await page.getByRole('radio', { name: '26 Wochen' }).click();
      await page.waitForURL('**/drift?wochen=26');
      await page.waitForFunction(() => document.querySelectorAll('.data-table tbody tr').length > 60);
      assert.deepEqual(asked, ['12', '26']);
      await page.getByRole('navigation', { name: 'Auswertung' }).getByRole('link', { name: 'Läufe' }).click();
      await page.waitForURL('**/auswertung');
    });
  },
};
