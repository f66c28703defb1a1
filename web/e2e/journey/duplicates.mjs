// The same application comes twice: both are seen side by side, one is set aside, and nothing is lost by that.
import assert from 'node:assert/strict';
import { basename, resolve } from 'node:path';
import { allRead } from '../lib/product.mjs';
import {
  announced,
  answerTo,
  base,
  check,
  files,
  holds,
  newCase,
  output,
  page,
  READY_MS,
  step,
} from './kit.mjs';

export async function duplicates() {
  const id = await newCase([files[0]]);
  const { reference } = await answerTo(`/api/cases/${id}`);
  const documents = async () => (await answerTo(`/api/cases/${id}`)).documents;
  const name = basename(files[0]);
  const section = page.getByRole('region', { name: 'Mögliche Dubletten' });

  await step('uploads the same application once more, to the case that is there', async () => {
    await page.goto(`${base}/eingang`);
    await page.getByRole('button', { name: 'Unterlagen hochladen' }).click();
    await page.locator('input[type=file]').setInputFiles([resolve(files[0])]);
    await page.getByRole('textbox', { name: /^Aktenzeichen, falls/ }).fill(reference);
    await check();
    await page.locator('.dialog-actions .button.primary').click();
    await page.getByRole('button', { name: 'Akte öffnen' }).click({ timeout: 30_000 });
    await page.waitForURL(`**/akten/${id}/angaben`);
    await allRead(page, base, READY_MS);
    assert.equal((await documents()).length, 2);
  });

  await step('compares the possible duplicates side by side', async () => {
    await page.goto(`${base}/akten/${id}/angaben`);
    await page.locator('.document-toolbar .choice-button').click();
    await page.getByRole('option').last().click();
    await section.waitFor();
    await check();
    await section.getByRole('button', { name: /^Vergleichen mit / }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Unterlagen vergleichen' });
    await page.waitForFunction(() => {
      const drawn = [...document.querySelectorAll('.compare-sides img')];
      return drawn.length === 2 && drawn.every((image) => image.naturalWidth > 0);
    });
    assert.equal(await dialog.getByText(reference).count(), 2);
    await page.keyboard.press('F6');
    await page.waitForFunction(() => document.activeElement?.className === 'compare-page');
    await page.keyboard.press('PageDown');
    await dialog
      .getByText(/^Seite 2 von/)
      .nth(1)
      .waitFor();
    await check();
    await page.screenshot({ path: `${output}journey-duplicates.png` });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.ok(
      (await documents()).every(({ set_aside_for: kept }) => kept === null),
      'looking decides nothing',
    );
  });

  await step('decides which one is the duplicate, and both are kept', async () => {
    await section.getByRole('button', { name: /^Vergleichen mit / }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Unterlagen vergleichen' });
    // Both came under one name; each is told from the other.
    await dialog.getByRole('button', { name: `${name} ist die Dublette`, exact: true }).waitFor();
    await dialog.getByRole('button', { name: `${name} (2) ist die Dublette`, exact: true }).press('Enter');
    await announced(/als Dublette abgelegt/);
    const [first, second] = await documents();
    assert.deepEqual([first.set_aside_for, second.set_aside_for], [null, first.id]);
    await holds(async () =>
      assert.match(await section.textContent(), /Von Aylin Yılmaz als Dublette von .* abgelegt/),
    );
    await page.getByText('Abgelegte Dubletten (1)').click();
    const original = page.locator('.set-aside a[download]');
    const kept = await page.request.get(new URL(await original.getAttribute('href'), base).href);
    assert.equal(kept.status(), 200, 'what was set aside is served like any other');
  });
}
