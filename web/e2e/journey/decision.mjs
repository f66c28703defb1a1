// The decision: the law is looked up, a refusal is submitted with what is open, and somebody else releases it.
import assert from 'node:assert/strict';
import { signIn } from '../lib/product.mjs';
import { base, output, page, step, supervisor } from './kit.mjs';

export async function submission(caseId) {
  await step('sees the legal bases', async () => {
    await page.getByRole('link', { name: 'Rechtsgrundlagen' }).click();
    await page.waitForURL('**/rechtsgrundlagen');
    await page.locator('.norm').first().waitFor();
  });

  await step('finds what the law says about heating', async () => {
    const search = page.locator('.case-search');
    await search.locator('input[type=search]').fill('Heizung');
    await search.getByRole('button', { name: 'Suchen' }).click();
    const found = search.locator('.norm', { hasText: 'Heizung' }).first();
    await found.waitFor();
    assert.match(await found.locator('.norm-head h3').textContent(), /^Hinweise \S|^§ \d/, 'it is cited');
    await page.screenshot({ path: `${output}journey-law.png` });
  });

  await step('submits a refusal for release, knowing what is open', async () => {
    await page.goto(`${base}/akten/${caseId}/entscheidung`);
    await page.getByText('Ablehnung', { exact: true }).click();
    await page.locator('#field-reasons').fill('Die fehlenden Unterlagen wurden nicht nachgereicht.');
    const acknowledge = page.locator('.open-points .checkbox');
    for (const kind of await acknowledge.all()) await kind.click();
    await page.getByRole('button', { name: 'Zur Freigabe vorlegen' }).waitFor();
    await page.locator('#field-reasons').focus();
    await page.screenshot({ path: `${output}journey-decision.png` });
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Die Entscheidung ist zur Freigabe vorgelegt: Ablehnung/).waitFor();
    await page.getByRole('link', { name: 'Verlauf ansehen' }).click();
    await page.waitForURL('**/verlauf');
  });

  await step('finds the submission in the history, and cannot release it', async () => {
    await page
      .getByText(/^Entscheidung zur Freigabe vorgelegt/)
      .first()
      .waitFor();
    await page.screenshot({ path: `${output}journey-history.png` });
    await page.goto(`${base}/freigaben`);
    await page.getByText('Sie haben diese Entscheidung selbst vorgelegt.').waitFor();
    assert.equal(await page.getByRole('link', { name: /^Ansehen und freigeben/ }).count(), 0);
  });
}

export const release = (caseId) =>
  step('the supervisor signs in and releases the decision', async () => {
    await signIn(page, base, supervisor, '/freigaben');
    await page.getByRole('link', { name: /^Ansehen und freigeben/ }).click();
    await page.getByText('Seit der Vorlage hat sich nichts geändert.').waitFor();
    await page.locator('#field-reason').fill('Geprüft.');
    await page.screenshot({ path: `${output}journey-release.png` });
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/freigaben');
    await page.getByText('Es wartet keine Entscheidung auf Freigabe.').waitFor();
    await page.goto(`${base}/akten/${caseId}/entscheidung`);
    await page.getByText(/^Freigegeben von /).waitFor();
  });
