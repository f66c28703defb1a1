// The fields of a case in one window or another: opened, typed into, and what the server holds of them.
import { answerTo, base, rowOf } from './kit.mjs';

/** Opens the case at its fields. */
export async function openOn(shown, caseId) {
  await shown.goto(`${base}/akten/${caseId}/angaben`);
  await shown.locator('.field').first().waitFor();
}

/** Opens the editor of a field by key and types a value in place of what stood there, without saving it. */
export async function typeInto(shown, id, text) {
  await rowOf(id, shown).focus();
  await shown.keyboard.press('k');
  await rowOf(id, shown).locator('.field-editor input').first().waitFor();
  await shown.keyboard.press('Control+a');
  await shown.keyboard.type(text);
}

/** What people said last of a field, as the server holds it. */
export const reviewOf = async (caseId, id) =>
  (await answerTo(`/api/cases/${caseId}/fields`)).fields.find((field) => field.id === id).review;
