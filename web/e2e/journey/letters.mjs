// The letters of a case: what is missing is asked for, the person is heard before a refusal, a case goes to another
// authority. Each is asked about before it goes, and stays as it was sent: file, digest, history.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { announced, answerTo, base, check, files, holds, newCase, output, page, step } from './kit.mjs';

const editor = (name) => page.getByRole('textbox', { name });
const draftIsKept = () => page.locator('.letter-state', { hasText: 'Entwurf gespeichert:' }).waitFor();
const sentEntries = async (caseId) =>
  (await answerTo(`/api/cases/${caseId}/history`)).items.filter(({ action }) => action === 'letter_sent');

/** Answers the question by hand, and reads back what was sent: in the list, as a file, in the history. */
async function send(caseId, kind, said) {
  const before = (await sentEntries(caseId)).length;
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Brief absenden?' });
  await dialog.waitFor();
  await check();
  assert.equal((await sentEntries(caseId)).length, before, 'no key sends by itself');
  await dialog.getByRole('button', { name: 'Jetzt absenden' }).press('Enter');
  await announced(/Der Brief ist abgesendet und festgehalten/);
  const listed = page.locator('.letters-sent > li').first();
  await listed.getByText('Aylin Yılmaz').waitFor({ timeout: 30_000 });
  const { letters } = await answerTo(`/api/cases/${caseId}/letters`);
  const letter = letters.at(-1);
  assert.equal(letter.kind, kind);
  for (const words of said) assert.ok(JSON.stringify(letter.content).includes(words), words);
  const address = new URL(await listed.locator('a').getAttribute('href'), base).href;
  const file = await (await page.request.get(address)).body();
  assert.equal(file.toString('latin1', 0, 5), '%PDF-');
  assert.equal(
    createHash('sha256').update(file).digest('hex'),
    letter.sha256,
    'the file is the one that was sent',
  );
  assert.ok((await listed.textContent()).includes(letter.sha256.slice(0, 12)), 'its digest is shown');
  const draft = await answerTo(`/api/cases/${caseId}/letters/draft?kind=${kind}`);
  assert.equal(draft.version, 0, 'no draft is left that could change it');
  const entries = await sentEntries(caseId);
  assert.equal(entries.length, before + 1);
  assert.equal(entries[0].detail.kind, kind);
  assert.equal(entries[0].actor.name, 'Aylin Yılmaz');
}

/** The history says it in words. */
async function isInHistory(caseId, words) {
  await page.goto(`${base}/akten/${caseId}/verlauf`);
  await page.getByText(words).first().waitFor();
}

export async function documentRequest(caseId) {
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
    const reason = editor(/^Begründung im Einzelfall/);
    if ((await reason.count()) > 0) await reason.fill('Eine Abfrage ist hier nicht möglich.');
    await editor('Name und Anschrift').fill('Erika Muster\n86150 Beispielstadt');
    await draftIsKept();
    await page.screenshot({ path: `${output}journey-letter.png`, fullPage: true });
    await send(caseId, 'document_request', ['86150 Beispielstadt']);
    await page.getByText('Die Akte wartet auf Unterlagen.').waitFor();
    assert.equal((await answerTo(`/api/cases/${caseId}`)).state, 'awaiting_documents');
    await page.screenshot({ path: `${output}journey-letter-sent.png`, fullPage: true });
  });

  await step('throws a draft away after a question', async () => {
    await page.getByRole('link', { name: 'Anhörung', exact: true }).click();
    await page.waitForURL('**/anhoerung');
    await editor(/^Was Sie entscheiden wollen/).fill('Wir wollen ablehnen.');
    await draftIsKept();
    await page.locator('.letter-paper').getByText('§ 24 Abs. 1 SGB X').waitFor();
    await page.getByRole('button', { name: 'Entwurf verwerfen' }).click();
    await page.getByRole('button', { name: 'Jetzt verwerfen' }).click();
    await page.getByText('Noch kein Entwurf.').waitFor();
    await page.goto(`${base}/akten/${caseId}/vollstaendigkeit`);
  });
}

export const hearing = (caseId) =>
  step('hears the person before a refusal, by a letter that stays as it was sent', async () => {
    await page.goto(`${base}/akten/${caseId}/anhoerung`);
    await page.getByRole('heading', { level: 1, name: 'Anhörung' }).waitFor();
    const summary = page.locator('.error-summary');
    await page.getByRole('button', { name: 'Absenden' }).press('Enter');
    await summary.getByRole('link', { name: /^Was Sie entscheiden wollen: / }).press('Enter');
    await check();
    await page.keyboard.type('Wir wollen Ihren Antrag ablehnen.');
    await editor(/^Tatsachen/).fill('Ein Nachweis über Ihre Miete liegt nicht vor.');
    await editor('Name und Anschrift').fill('Erika Muster\n86150 Beispielstadt');
    await summary.waitFor({ state: 'detached' });
    const paper = page.locator('.letter-paper');
    await paper.getByText('Wir wollen Ihren Antrag ablehnen.').waitFor();
    await paper.getByText('§ 24 Abs. 1 SGB X').waitFor();
    await draftIsKept();
    await page.screenshot({ path: `${output}journey-hearing.png`, fullPage: true });
    await send(caseId, 'hearing', ['Wir wollen Ihren Antrag ablehnen.', 'Ein Nachweis über Ihre Miete']);
    await page.locator('.letters-sent > li').first().getByText('Antwort bis').waitFor();
    await check();
    await page.screenshot({ path: `${output}journey-hearing-sent.png`, fullPage: true });
    await isInHistory(caseId, 'Anhörung abgesendet');
  });

/** On a case of its own: the other one is decided here. */
export async function handover() {
  const id = await newCase([files[0]]);

  await step('hands a case over to another authority', async () => {
    await page.goto(`${base}/akten/${id}/abgabe`);
    await page.getByRole('heading', { level: 1, name: 'Abgabe' }).waitFor();
    await page.getByRole('button', { name: 'Anschrift übernehmen: Landratsamt Musterland' }).press('Enter');
    assert.match(await editor('Zuständige Behörde').inputValue(), /^Landratsamt Musterland\n/);
    await editor(/^Warum eine andere Stelle/).fill('Die Wohnung liegt im Landkreis.');
    await draftIsKept();
    await check();
    await page.screenshot({ path: `${output}journey-transfer.png`, fullPage: true });
    await send(id, 'transfer', ['Landratsamt Musterland', 'Die Wohnung liegt im Landkreis.']);
    await page.getByText('Abgegeben an: Landratsamt Musterland.').waitFor();
    await page.getByText('Über die Akte ist damit nichts entschieden.').waitFor();
    assert.notEqual((await answerTo(`/api/cases/${id}`)).state, 'decided');
    await page.screenshot({ path: `${output}journey-transfer-sent.png`, fullPage: true });
  });

  await step('tells the person that the case was handed over', async () => {
    await page.getByRole('link', { name: /^Benachrichtigen Sie/ }).press('Enter');
    await page.waitForURL('**/abgabenachricht');
    await page.getByRole('heading', { level: 1, name: 'Abgabenachricht' }).waitFor();
    await editor('Name und Anschrift').fill('Erika Muster\n86150 Beispielstadt');
    await editor(/^Warum eine andere Stelle/).fill('Ihre Wohnung liegt im Landkreis.');
    await draftIsKept();
    await send(id, 'transfer_notice', ['Ihre Wohnung liegt im Landkreis.']);
    await page.getByText('ist benachrichtigt.').waitFor();
    await check();
    await isInHistory(id, 'Abgabenachricht abgesendet');
    await holds(async () => assert.equal(await page.getByText('Abgabe abgesendet').count(), 1));
  });
}
