// The walk that docs/WALKTHROUGH.md tells, on the running product: from sign-in to a document request that is sent.
// Nothing is done that the screen does not offer by its words, and each step leaves its picture.
// The shipped guidance must have been imported. Settings come from the environment:
//   AKTENLAGE_BASE, AKTENLAGE_CLERK   address, and an account as name:password
//   AKTENLAGE_MORE                    folder with a folder for each case; the walk takes the first one that lacks something
//   AKTENLAGE_PICTURES                directory for the pictures (default e2e/output)
//   AKTENLAGE_PATIENCE                how many times longer than usual a busy machine may take (default 1)
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { axe, launch } from './lib/browser.mjs';
import { allRead, handInFolders, signIn } from './lib/product.mjs';
import { smallPng } from './lib/small-png.mjs';

const environment = process.env;
const base = environment.AKTENLAGE_BASE.replace(/\/$/, '');
const [user, ...rest] = environment.AKTENLAGE_CLERK.split(':');
const password = rest.join(':');
const pictures = environment.AKTENLAGE_PICTURES ?? fileURLToPath(new URL('output', import.meta.url));
const patience = Number(environment.AKTENLAGE_PATIENCE ?? 1);
const LARGEST = 150 * 1024;
await mkdir(pictures, { recursive: true });

const browser = await launch();
const newPage = async () => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000 * patience);
  return page;
};

/** What arrived before the walk begins. */
async function arrive() {
  const page = await newPage();
  await signIn(page, base, { user, password }, '/eingang');
  await handInFolders(page, base, environment.AKTENLAGE_MORE);
  await allRead(page, base, 120_000 * patience);
  await page.context().close();
}

await arrive();
const page = await newPage();
let number = 0;

/** Does one step and takes its picture, with what comes next in sight. */
async function step(name, act) {
  const next = await act();
  if (next) await next.scrollIntoViewIfNeeded();
  await page.waitForTimeout(400);
  assert.deepEqual(await axe(page), [], name);
  number += 1;
  const picture = smallPng(await page.screenshot());
  assert.ok(picture.length <= LARGEST, `${name}: ${picture.length} bytes`);
  await writeFile(`${pictures}/schritt-${String(number).padStart(2, '0')}-${name}.png`, picture);
  console.log(`ok   ${name}`);
}

await step('anmelden', async () => {
  await page.goto(base);
  await page.getByLabel('Benutzername').fill(user);
  await page.getByLabel('Passwort').fill(password);
});
await step('eingang', async () => {
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.locator('.case-table').waitFor();
});
await step('akte', async () => {
  await page.getByRole('row').filter({ hasText: 'Wohngeld' }).filter({ hasText: /fehl/ }).first().click();
  await page.waitForURL('**/angaben');
  await page.locator('.field').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.sheet img')?.naturalWidth > 0);
});
await step('verfahren-bestaetigt', async () => {
  await page.getByRole('button', { name: 'Bestätigen: Verfahren' }).click();
  await page.locator('.assignment-row .state').first().waitFor();
});
await step('angabe-bestaetigt', async () => {
  const field = page.locator('.field.open:has(.field-value-line .value)').first();
  const id = await field.getAttribute('data-row');
  await field.locator('.field-label').click();
  // Where its place is out of sight the first press shows it, and the second confirms.
  for (
    let press = 0;
    press < 2 && (await page.locator(`.field.open[data-row="${id}"]`).count()) > 0;
    press += 1
  ) {
    await page
      .locator(`[data-row="${id}"]`)
      .getByRole('button', { name: /^(Stelle gezeigt: )?bestätigen$/i })
      .click();
    await page.waitForTimeout(1000);
  }
  await page.locator(`[data-row="${id}"].verdict-accepted`).waitFor();
  await page.locator('.field.open.active').first().waitFor();
});
await step('vollstaendigkeit', async () => {
  await page.getByRole('link', { name: /^Vollständigkeit/ }).click();
  await page.locator('.requirement.missing').first().waitFor();
});
await step('nachforderung', async () => {
  await page.getByRole('link', { name: 'Nachforderung schreiben' }).click();
  await page.locator('.letter-item').first().waitFor();
});
await step('nachforderung-ausgefuellt', async () => {
  const missing = page.locator('.letter-item').filter({ has: page.locator('.tag.warning') });
  for (const item of await missing.all()) await item.locator('.checkbox').first().click();
  for (const reason of await page.getByRole('textbox', { name: /^Begründung im Einzelfall/ }).all())
    await reason.fill('Eine Abfrage bei der Behörde ist hier nicht möglich.');
  const take = page.getByRole('button', { name: 'Anschrift übernehmen' });
  const address = page.getByRole('textbox', { name: 'Name und Anschrift' });
  if ((await take.count()) > 0) await take.click();
  else await address.fill('Theresa Maria Brandl\nAmpermoching Weg 17 a\n82256 Fürstenfeldbruck');
  assert.notEqual(await address.inputValue(), '');
  await page.locator('.letter-state', { hasText: 'Entwurf gespeichert:' }).waitFor();
  return page.getByRole('button', { name: 'Absenden' });
});
await step('absenden-bestaetigen', async () => {
  await page.getByRole('button', { name: 'Absenden' }).click();
  await page.getByRole('button', { name: 'Jetzt absenden' }).waitFor();
});
await step('abgesendet', async () => {
  await page.getByRole('button', { name: 'Jetzt absenden' }).click();
  await page.locator('.letters-sent a').first().waitFor();
});
await step('wartet-auf-unterlagen', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Eingang', exact: true }).first().click();
  await page
    .locator('.queue-views')
    .getByRole('radio', { name: /^Wartet/ })
    .click();
  await page.locator('.case-table [role=row][data-key]').first().waitFor();
});
await browser.close();
console.log(`${number} pictures in ${pictures}`);
