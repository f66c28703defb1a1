// The application arrives: signing in, handing it in, waiting until it is read, settling the service.
import assert from 'node:assert/strict';
import { basename, resolve } from 'node:path';
import { dragOver } from '../lib/drag.mjs';
import { signIn } from '../lib/product.mjs';
import { base, clerk, files, output, page, READY_MS, step } from './kit.mjs';

const caseOf = (address) => new URL(address).pathname.split('/')[2];

/** Waits until the open case says no more that it is being read. */
async function isRead() {
  await page.waitForSelector('.case-banners', { state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('.case-banners .banner.info'), undefined, {
    timeout: READY_MS,
  });
}

/** Answers the id of the new case. */
export async function arrival() {
  let caseId = '';
  await step('signs in and sees the queue', () => signIn(page, base, clerk, '/eingang'));

  await step('uploads an application that is dragged onto the queue', async () => {
    const dragged = await dragOver(page, '.queue-tools', { files: files.map((file) => resolve(file)) });
    await page.locator('.drop-veil').waitFor();
    await dragged.drop();
    await page.getByText(basename(files[0])).waitFor();
    await page.screenshot({ path: `${output}journey-upload.png` });
    await page.getByRole('button', { name: 'Akte anlegen' }).click();
    await page.getByRole('button', { name: 'Akte öffnen' }).click({ timeout: 30_000 });
    await page.waitForURL('**/akten/*/angaben');
    caseId = caseOf(page.url());
  });

  await step('waits until the suggestions are there', async () => {
    await isRead();
    assert.equal(await page.locator('.case-banners .banner.warning').count(), 0, 'reading did not fail');
  });

  await step('settles the service', async () => {
    const confirm = page.getByRole('button', { name: 'Bestätigen: Verfahren' });
    if ((await confirm.count()) > 0) await confirm.click();
    else {
      await page.getByRole('button', { name: 'Ändern: Verfahren' }).click();
      await page.locator('.assignment-actions .choice-button').click();
      await page
        .getByRole('option', { name: /Wohngeld/ })
        .first()
        .click();
    }
    await page.locator('.assignment-row .state').first().waitFor();
  });
  return caseId;
}
