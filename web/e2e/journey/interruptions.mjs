// In the middle of typing the connection is lost, the session is over, or the server starts anew: what was typed stays, is
// saved when it can be, and counts once.
import assert from 'node:assert/strict';
import { openOn, reviewOf, typeInto } from './fields.mjs';
import {
  answerTo,
  base,
  check,
  clerk,
  context,
  expecting,
  holds,
  output,
  page,
  rowOf,
  server,
  step,
} from './kit.mjs';

const NO_ANSWER = 'Keine Verbindung zum Server.';
const isUnreachable = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE/;
const editorOf = (id) => rowOf(id).locator('.field-editor input').first();
const historyOf = async (caseId) => (await answerTo(`/api/cases/${caseId}/history`)).items.length;

/** Saves what is in the editor; where another value was suggested a reason is asked for. */
async function save(id) {
  await editorOf(id).focus();
  await page.keyboard.press('Enter');
  await page.locator('.reasons :focus').waitFor();
  await page.keyboard.press('1');
}

async function isSavedOnce(caseId, id, value, before) {
  await holds(async () => assert.equal((await reviewOf(caseId, id))?.value, value));
  assert.equal((await historyOf(caseId)) - before, 1, 'it counts once');
}

export async function interruptions(caseId) {
  await step('the connection is lost: what was typed stays and is saved when it is back', async () => {
    const id = 'applicant.family_name';
    await openOn(page, caseId);
    const before = await historyOf(caseId);
    await typeInto(page, id, 'Ohnenetz');
    await expecting(isUnreachable, async () => {
      await context.setOffline(true);
      await save(id);
      await page.getByText(NO_ANSWER).first().waitFor();
      await check();
      await page.screenshot({ path: `${output}journey-offline.png` });
      await context.setOffline(false);
    });
    assert.equal(await historyOf(caseId), before);
    await holds(async () => assert.equal(await editorOf(id).inputValue(), 'Ohnenetz'));
    await save(id);
    await isSavedOnce(caseId, id, 'Ohnenetz', before);
  });

  await step('the session is over: what was typed is saved after signing in again', async () => {
    const id = 'applicant.given_names';
    const before = await historyOf(caseId);
    await typeInto(page, id, 'Nachher');
    await expecting(/status of 401/, async () => {
      // The browser drops the cookie when its time is over.
      await context.clearCookies();
      await save(id);
      const dialog = page.getByRole('alertdialog');
      await dialog.waitFor();
      await check();
      await page.screenshot({ path: `${output}journey-session-over.png` });
      await page.keyboard.type(clerk.password);
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
    });
    await isSavedOnce(caseId, id, 'Nachher', before);
  });

  if (server) await restarts(caseId);
  else console.log('skipped: the server starts anew (AKTENLAGE_SERVER and AKTENLAGE_START are not set)');
}

async function restarts(caseId) {
  await step('the server starts anew while a field is typed: the value is saved once', async () => {
    const id = 'dwelling.city';
    const before = await historyOf(caseId);
    await typeInto(page, id, 'Neustart');
    await expecting(isUnreachable, async () => {
      await server.stop();
      await save(id);
      await page.getByText(NO_ANSWER).first().waitFor();
      await check();
      await page.screenshot({ path: `${output}journey-restart.png` });
      await server.start();
    });
    await save(id);
    await isSavedOnce(caseId, id, 'Neustart', before);
  });

  await step(
    'the server starts anew while a field is typed and the page is loaded anew: the draft is there',
    async () => {
      const id = 'dwelling.street';
      const before = await historyOf(caseId);
      await typeInto(page, id, 'Neuladeweg');
      const leave = (dialog) => dialog.accept();
      page.on('dialog', leave);
      await expecting(isUnreachable, async () => {
        await server.stop();
        await server.start();
        await page.reload();
      });
      page.off('dialog', leave);
      await page.locator('.draft-hint').first().waitFor();
      await holds(async () => assert.equal(await editorOf(id).inputValue(), 'Neuladeweg'));
      await check();
      await save(id);
      await isSavedOnce(caseId, id, 'Neuladeweg', before);
    },
  );

  await step('the server starts anew while a letter is typed: the draft is kept by itself', async () => {
    await page.goto(`${base}/akten/${caseId}/anhoerung`);
    const grounds = page.getByRole('textbox', { name: /^Tatsachen/ });
    await grounds.fill('Der Nachweis');
    const state = page.locator('.letter-state');
    await state.filter({ hasText: 'Entwurf gespeichert:' }).waitFor();
    await expecting(isUnreachable, async () => {
      await server.stop();
      await grounds.focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(' liegt nicht vor.');
      await state.filter({ hasText: 'Entwurf nicht gespeichert' }).waitFor();
      await check();
      await server.start();
    });
    await page.keyboard.type(' Er wurde angefordert.');
    const words = 'Der Nachweis liegt nicht vor. Er wurde angefordert.';
    await holds(async () => {
      const { content } = await answerTo(`/api/cases/${caseId}/letters/draft?kind=hearing`);
      assert.equal(content.grounds, words);
    });
    await state.filter({ hasText: 'Entwurf gespeichert:' }).waitFor();
    assert.equal(await grounds.inputValue(), words);
  });
}
