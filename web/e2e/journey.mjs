// The main job against the running product, as a clerk and a supervisor would do it: sign in, upload, wait
// until ready, confirm, correct, reject, see what is missing and ask for it by letter, look up the law, decide,
// find it in the history, check the chain. The shipped guidance must have been imported
// (`aktenlage regulations import`), and the page for applicants be switched on (`[status_page]`, with the address here).
// Settings come from the environment:
//   AKTENLAGE_BASE                       address, for example http://127.0.0.1:8080
//   AKTENLAGE_CLERK, AKTENLAGE_SUPERVISOR   accounts as name:password
//   AKTENLAGE_PDF                        files to upload, separated by commas (already filled), or
//   AKTENLAGE_FORM and AKTENLAGE_VALUES  a blank form and the values to fill in (values-wohngeld.json by default)
//   AKTENLAGE_PICTURES                   directory for akte.png and eingang.png (default e2e/output)
//   AKTENLAGE_MORE                       folder with a folder for each further case, for a queue worth a picture
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillForm } from './fill-form.mjs';
import { axe, launch, overflow, policy, smallTargets, watch } from './lib/browser.mjs';
import { dragOver } from './lib/drag.mjs';
import { allRead, handInFolders, signIn } from './lib/product.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const output = `${here}output/`;
const environment = process.env;
const need = (name) => {
  if (environment[name]) return environment[name];
  console.error(`${name} is not set`);
  return process.exit(2);
};
const base = need('AKTENLAGE_BASE').replace(/\/$/, '');
const account = (name) => {
  const [user, ...rest] = need(name).split(':');
  return { user, password: rest.join(':') };
};
const clerk = account('AKTENLAGE_CLERK');
const supervisor = account('AKTENLAGE_SUPERVISOR');
const pictures = environment.AKTENLAGE_PICTURES ?? output;
const READY_MS = 120_000;
await mkdir(output, { recursive: true });
await mkdir(pictures, { recursive: true });

async function filesToUpload() {
  if (environment.AKTENLAGE_PDF) return environment.AKTENLAGE_PDF.split(',');
  const target = `${output}antrag.pdf`;
  const values = environment.AKTENLAGE_VALUES ?? `${here}values-wohngeld.json`;
  const unknown = await fillForm(need('AKTENLAGE_FORM'), target, JSON.parse(await readFile(values, 'utf8')));
  assert.deepEqual(unknown, [], 'every value has its field');
  return [target];
}

let passed = 0;
let failed = 0;
const files = await filesToUpload();
const browser = await launch();
const context = await browser.newContext({
  viewport: { width: 1440, height: 900 },
  locale: 'de-DE',
  timezoneId: 'Europe/Berlin',
  reducedMotion: 'reduce',
  // The demo certificate, if any, is nobody's business here.
  ignoreHTTPSErrors: true,
});
const page = await context.newPage();
const heard = await watch(page, (text) => /status of 422/.test(text) && text.includes('page_not_rendered'));
page.setDefaultTimeout(15_000);

/** One step of the journey, then the checks that hold on every page. A failed step ends the journey. */
async function step(name, act) {
  try {
    await act();
    // Pictures of pages may still be loading; they do not change what is checked.
    await page.waitForTimeout(150);
    const found = [
      ...(await axe(page)),
      ...(await policy(page)),
      ...(await smallTargets(page)),
      ...heard.splice(0),
    ];
    assert.deepEqual(found, []);
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n  ${error.message.split('\n').slice(0, 12).join('\n  ')}`);
    await page.screenshot({ path: `${output}journey-failed-${failed}.png` });
    if (!(error instanceof assert.AssertionError)) throw error;
  }
}

/** Opens a link on a phone, as somebody without a session does, with the checks that hold on every page. */
async function asApplicant(link, act) {
  const width = 320;
  const phone = await browser.newContext({
    viewport: { width, height: 720 },
    locale: 'de-DE',
    colorScheme: 'dark',
    ignoreHTTPSErrors: true,
  });
  const shown = await phone.newPage();
  const problems = await watch(shown);
  await shown.goto(link);
  await act(shown);
  problems.push(
    ...(await axe(shown)),
    ...(await policy(shown)),
    ...(await smallTargets(shown)),
    ...(await overflow(shown, width)),
  );
  assert.deepEqual(problems, []);
  await phone.close();
}

const row = (condition) => page.locator(`.field.open${condition}`).first();
const announced = (said) =>
  page.locator('[data-announcer]').filter({ hasText: said }).waitFor({ state: 'attached' });

/** Fields on which no requirement depends: turning one down leaves it certain what is missing. */
const WITHOUT_CONSEQUENCE = ['applicant.phone', 'applicant.email', 'bank.institute', 'applicant.given_names'];

/** Ids of the open fields that hold a suggestion, as they stand on the screen. */
async function openFields() {
  const open = page.locator('.field.open:has(.field-value-line .value)');
  await open.first().waitFor();
  return open.evaluateAll((rows) => rows.map((element) => element.dataset.row));
}

/** Makes an open field with a suggestion the active one and answers its id; the first one that is preferred. */
async function focusOpenField(preferred = []) {
  const ids = await openFields();
  const id = preferred.find((wanted) => ids.includes(wanted)) ?? ids[0];
  await page.locator(`[data-row="${id}"]`).focus();
  return id;
}

/** Presses a button of a field with the mouse, as somebody would who has just clicked on its name. */
async function clickField(id, button) {
  const field = page.locator(`[data-row="${id}"]`);
  await field.locator('.field-label').click();
  await field.getByRole('button', { name: button, exact: true }).click();
}

let caseId = '';
let statusLink = '';
async function journey() {
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
    caseId = new URL(page.url()).pathname.split('/')[2];
  });

  await step('waits until the suggestions are there', async () => {
    await page.waitForSelector('.case-banners', { state: 'attached' });
    await page.waitForFunction(() => !document.querySelector('.case-banners .banner.info'), undefined, {
      timeout: READY_MS,
    });
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

  await step('shows the page with numbered evidence', async () => {
    await page.locator('.field').first().waitFor();
    await focusOpenField();
    await page.waitForFunction(() => document.querySelector('.sheet img')?.naturalWidth > 0);
    assert.ok((await page.locator('.evidence-box').count()) > 0, 'there are boxes');
  });

  await step('confirms a field by key', async () => {
    const id = await focusOpenField();
    for (let press = 0; press < 3 && (await row(`[data-row="${id}"]`).count()) > 0; press += 1) {
      await page.keyboard.press('b');
      await page.waitForTimeout(500);
    }
    await page.locator(`[data-row="${id}"].verdict-accepted`).waitFor();
    await announced(/bestätigt/);
  });

  await step('confirms a field by mouse', async () => {
    const id = (await openFields()).find((open) => !WITHOUT_CONSEQUENCE.includes(open));
    for (let press = 0; press < 3 && (await row(`[data-row="${id}"]`).count()) > 0; press += 1) {
      await clickField(id, /^(Stelle gezeigt: )?bestätigen$/i);
      await page.waitForTimeout(500);
    }
    await page.locator(`[data-row="${id}"].verdict-accepted`).waitFor();
    await announced(/bestätigt/);
  });

  await step('corrects a field with a reason', async () => {
    // A text field, so that the same key strokes work on every form. The ids are taken first: a row that is being
    // edited shows no value, so a position in the list would mean another row.
    const ids = await openFields();
    // A second given name is what people really leave out.
    ids.sort((one, two) => Number(two === 'applicant.given_names') - Number(one === 'applicant.given_names'));
    let id = null;
    for (const candidate of ids) {
      await page.locator(`[data-row="${candidate}"]`).focus();
      await page.keyboard.press('k');
      const input = page.locator(`[data-row="${candidate}"] .field-editor .form-field > input.input`);
      if ((await input.count()) > 0) {
        id = candidate;
        await input.fill(`${await input.inputValue()} Anna`);
        await page.keyboard.press('Enter');
        if ((await page.locator('.reasons').count()) > 0) break;
      }
      await page.keyboard.press('Escape');
    }
    await page.locator('.reasons').waitFor();
    await page.keyboard.press('1');
    const corrected = page.locator(`[data-row="${id}"].verdict-amended`);
    await corrected.waitFor();
    assert.match(await corrected.textContent(), / Anna.*korrigiert/);
  });

  await step('rejects a field by mouse and takes it back', async () => {
    const ids = await openFields();
    const id = WITHOUT_CONSEQUENCE.find((wanted) => ids.includes(wanted)) ?? ids[0];
    await clickField(id, 'Verwerfen');
    await page.locator('.reasons').getByRole('button', { name: 'falsche Stelle' }).click();
    await page.locator(`[data-row="${id}"].verdict-rejected`).waitFor();
    await page.locator('.undo-bar').getByRole('button', { name: 'Rückgängig' }).click();
    await page.locator(`[data-row="${id}"].open`).waitFor();
  });

  await step('rejects a field with a reason by key', async () => {
    const id = await focusOpenField(WITHOUT_CONSEQUENCE);
    await page.keyboard.press('v');
    await page.locator('.reasons').waitFor();
    await page.keyboard.press('2');
    await page.locator(`[data-row="${id}"].verdict-rejected`).waitFor();
  });

  await step('takes a picture of the case', async () => {
    // The offer to undo goes away by itself; the picture shows the page with the first open value.
    await page.locator('.undo-bar').waitFor({ state: 'hidden' });
    await focusOpenField();
    await page.waitForFunction(() => document.querySelector('.sheet img')?.naturalWidth > 0);
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${pictures.replace(/\/$/, '')}/akte.png` });
  });

  await step('sees which document is missing', async () => {
    await page.getByRole('link', { name: /^Vollständigkeit/ }).click();
    await page.waitForURL('**/vollstaendigkeit');
    await page.locator('.requirement.missing').first().waitFor();
    await page.screenshot({ path: `${output}journey-completeness.png` });
  });

  await step('asks for what is missing by letter', async () => {
    await page.getByRole('link', { name: 'Nachforderung schreiben' }).click();
    await page.waitForURL('**/nachforderung');
    await page.locator('.letter-item input[type=checkbox]').first().focus();
    await page.keyboard.press('Space');
    const reason = page.getByRole('textbox', { name: /^Begründung im Einzelfall/ });
    if ((await reason.count()) > 0) await reason.fill('Eine Abfrage ist hier nicht möglich.');
    await page.getByRole('textbox', { name: 'Name und Anschrift' }).fill('Erika Muster\n86150 Beispielstadt');
    await page.locator('.letter-state', { hasText: 'Entwurf gespeichert:' }).waitFor();
    await page.screenshot({ path: `${output}journey-letter.png`, fullPage: true });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Jetzt absenden' }).click();
    const file = page.locator('.letters-sent a').first();
    await file.waitFor({ timeout: 30_000 });
    const pdf = await page.request.get(new URL(await file.getAttribute('href'), base).href);
    assert.match((await pdf.body()).toString('latin1', 0, 5), /^%PDF-/);
    await page.getByText('Die Akte wartet auf Unterlagen.').waitFor();
    await page.screenshot({ path: `${output}journey-letter-sent.png`, fullPage: true });
    await page.getByRole('link', { name: 'Anhörung', exact: true }).click();
    await page.waitForURL('**/anhoerung');
    await page.getByRole('textbox', { name: /^Was Sie entscheiden wollen/ }).fill('Wir wollen ablehnen.');
    await page.locator('.letter-state', { hasText: 'Entwurf gespeichert:' }).waitFor();
    await page.locator('.letter-paper').getByText('§ 24 Abs. 1 SGB X').waitFor();
    await page.getByRole('button', { name: 'Entwurf verwerfen' }).click();
    await page.getByRole('button', { name: 'Jetzt verwerfen' }).click();
    await page.getByText('Noch kein Entwurf.').waitFor();
    await page.goto(`${base}/akten/${caseId}/vollstaendigkeit`);
  });

  await step('makes a link with which the applicant sees what is asked for', async () => {
    await page.getByText('Statuslink für die antragstellende Person').click();
    await page.getByRole('button', { name: 'Link erstellen' }).click();
    statusLink = await page.getByRole('textbox', { name: 'Neuer Link' }).inputValue();
    await asApplicant(statusLink, async (shown) => {
      await shown
        .getByText(/^Wir haben am .* Unterlagen angefordert\. Bitte antworten Sie bis zum/)
        .waitFor();
      await shown.getByText('noch offen').first().waitFor();
      const text = await shown.locator('body').textContent();
      assert.ok(!text.includes('Erika Muster'), 'no name is shown');
      await shown.screenshot({ path: `${output}journey-status.png`, fullPage: true });
    });
  });

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

  await step('the applicant sees that it is looked at, and not what was proposed', async () => {
    await asApplicant(statusLink, async (shown) => {
      await shown.getByText('Ihr Antrag wird geprüft.').waitFor();
      assert.doesNotMatch(await shown.locator('body').textContent(), /Ablehnung|nachgereicht/);
    });
  });

  await step('practises, follows a wrong suggestion and is shown the true place', async () => {
    await page.goto(`${base}/uebung`);
    await page.getByRole('link', { name: 'Wohngeld: Formular und Mietvertrag' }).click();
    const rent = '[data-row="dwelling.total_rent"]';
    await page.locator(rent).focus();
    await page.waitForFunction(() => document.querySelector('.sheet img')?.naturalWidth > 0);
    for (let press = 0; press < 3 && (await page.locator(`${rent}.open`).count()) > 0; press += 1) {
      await page.keyboard.press('b');
      await page.waitForTimeout(500);
    }
    await page.locator(`${rent}.verdict-accepted`).waitFor();
    await page.getByRole('button', { name: 'Auswerten' }).click();
    await page.locator('.practice-group.followed_wrong').getByText('1.012,00').waitFor();
    await page
      .getByRole('button', { name: /^Richtige Stelle: Gesamtmiete/ })
      .first()
      .click();
    await page.locator('.evidence-box.active').first().waitFor();
    await page.waitForFunction(() => document.querySelector('.sheet img')?.naturalWidth > 0);
    await page.screenshot({ path: `${output}journey-practice.png` });
  });

  await step('sees the queue again', async () => {
    if (environment.AKTENLAGE_MORE) {
      await handInFolders(page, base, environment.AKTENLAGE_MORE);
      await allRead(page, base, READY_MS);
    }
    await page.goto(`${base}/eingang`);
    await page.locator('.case-table, .empty-state').first().waitFor();
    await page.screenshot({ path: `${pictures.replace(/\/$/, '')}/eingang.png` });
  });

  await step('signs out', async () => {
    await page.getByRole('button', { name: 'Konto' }).click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
    await page.waitForURL('**/anmelden**');
  });

  await step('the supervisor signs in and releases the decision', async () => {
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

  await step('the applicant sees that it is decided, and not how', async () => {
    await asApplicant(statusLink, async (shown) => {
      await shown.getByText(/^Über Ihren Antrag wurde am .* entschieden\.$/).waitFor();
      assert.doesNotMatch(await shown.locator('body').textContent(), /Ablehnung|nachgereicht/);
    });
  });

  await step('the supervisor checks the chain', async () => {
    await page.goto(`${base}/protokoll`);
    await page.getByRole('button', { name: 'Kette prüfen' }).click();
    await page.locator('[data-verification=valid]').waitFor();
    await page.screenshot({ path: `${output}journey-audit.png` });
  });

  await step('the supervisor sees what became of the suggestions', async () => {
    await page.goto(`${base}/pruefspur?ausgang=amended`);
    await page.locator('.data-table tbody tr').first().waitFor();
  });
}

await journey().catch((error) => console.log(`journey ended: ${error.message.split('\n')[0]}`));
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
