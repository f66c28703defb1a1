// The fields of the application, reviewed by keys and by mouse: confirmed, corrected, rejected, taken back.
import assert from 'node:assert/strict';
import { announced, focusOpenField, openFields, page, pageIsDrawn, pictures, rowOf, step } from './kit.mjs';

/** Fields on which no requirement depends: turning one down leaves it certain what is missing. */
const WITHOUT_CONSEQUENCE = ['applicant.phone', 'applicant.email', 'bank.institute', 'applicant.given_names'];

/** Whether nobody has reviewed the field yet. */
const isOpen = async (id) => (await page.locator(`.field.open[data-row="${id}"]`).count()) > 0;

/** Presses a button of a field with the mouse, as somebody would who has just clicked on its name. */
async function clickField(id, button) {
  const field = rowOf(id);
  await field.locator('.field-label').click();
  await field.getByRole('button', { name: button, exact: true }).click();
}

export async function review() {
  await step('shows the page with numbered evidence', async () => {
    await page.locator('.field').first().waitFor();
    await focusOpenField();
    await pageIsDrawn();
    assert.ok((await page.locator('.evidence-box').count()) > 0, 'there are boxes');
  });

  await step('confirms a field by key', async () => {
    const id = await focusOpenField();
    for (let press = 0; press < 3 && (await isOpen(id)); press += 1) {
      await page.keyboard.press('b');
      await page.waitForTimeout(500);
    }
    await page.locator(`[data-row="${id}"].verdict-accepted`).waitFor();
    await announced(/bestätigt/);
  });

  await step('confirms a field by mouse', async () => {
    const id = (await openFields()).find((open) => !WITHOUT_CONSEQUENCE.includes(open));
    for (let press = 0; press < 3 && (await isOpen(id)); press += 1) {
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
    await page.locator('.reasons :focus').waitFor();
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
    await page.locator('.reasons :focus').waitFor();
    await page.keyboard.press('2');
    await page.locator(`[data-row="${id}"].verdict-rejected`).waitFor();
  });

  await step('takes a picture of the case', async () => {
    // The offer to undo goes away by itself; the picture shows the page with the first open value.
    await page.locator('.undo-bar').waitFor({ state: 'hidden' });
    await focusOpenField();
    await pageIsDrawn();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${pictures}/akte.png` });
  });
}
