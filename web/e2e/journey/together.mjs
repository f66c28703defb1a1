// Two clerks at one case: each sees that the other one is there, what both say of one field is put to the choice of the
// second, and what they say of different fields stands beside each other.
import assert from 'node:assert/strict';
import { signIn } from '../lib/product.mjs';
import { openOn, reviewOf, typeInto } from './fields.mjs';
import {
  answerTo,
  base,
  check,
  colleague,
  expecting,
  holds,
  office,
  output,
  page,
  rowOf,
  step,
} from './kit.mjs';

const NOBODY_CHOSE = 'no value is chosen beforehand';

export async function together(caseId) {
  const other = await office();
  const theirs = (id) => rowOf(id, other.page);

  await step('two clerks open one case, and each is told of the other', async () => {
    await openOn(page, caseId);
    await signIn(other.page, base, colleague, '/eingang');
    await openOn(other.page, caseId);
    await other.page.locator('.case-banners').getByText('Aylin Yılmaz').first().waitFor();
    await page.locator('.case-banners').getByText('Jonas Weber').first().waitFor({ timeout: 40_000 });
    await check(other.page, other.heard);
  });

  await step('both change one field: nothing is overwritten unseen', async () => {
    const id = 'applicant.family_name';
    await typeInto(page, id, 'Erstname');
    await typeInto(other.page, id, 'Zweitname');
    await other.page.keyboard.press('Enter');
    await other.page.locator('.reasons :focus').waitFor();
    await other.page.keyboard.press('1');
    await theirs(id).filter({ hasText: 'Zweitname' }).locator('visible=true').first().waitFor();
    await holds(async () => assert.equal((await reviewOf(caseId, id))?.value, 'Zweitname'));
    await expecting(/status of 412/, async () => {
      await rowOf(id).locator('.field-editor input').first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.reasons :focus').waitFor();
      await page.keyboard.press('1');
      const conflict = rowOf(id).locator('.conflict');
      await conflict.waitFor();
      await holds(async () =>
        assert.match(await conflict.textContent(), /Jonas Weber.*Erstname.*Zweitname/s),
      );
      assert.equal(await conflict.locator('.button.primary').count(), 0, NOBODY_CHOSE);
      assert.equal((await reviewOf(caseId, id)).value, 'Zweitname', 'what was saved stands');
      await check();
      await page.screenshot({ path: `${output}journey-conflict.png` });
      await conflict.getByRole('button', { name: 'Ihren Wert speichern' }).click();
      await conflict.waitFor({ state: 'detached' });
    });
    await holds(async () => assert.equal((await reviewOf(caseId, id)).value, 'Erstname'));
    const { items } = await answerTo(`/api/cases/${caseId}/history`);
    const said = items.filter(
      ({ action, detail }) => action === 'review_recorded' && detail.subject.key === id,
    );
    assert.equal(said.length, 2, 'both are in the history');
  });

  await step('each says something of another field: both stand, and nobody is asked', async () => {
    const before = (await answerTo(`/api/cases/${caseId}`)).version;
    await expecting(/status of 412/, async () => {
      await typeInto(page, 'applicant.given_names', 'Erika Anna');
      await typeInto(other.page, 'dwelling.city', 'Beispielstadt');
      for (const shown of [other.page, page]) {
        await shown.keyboard.press('Enter');
        await shown.locator('.reasons :focus').waitFor();
        await shown.keyboard.press('1');
        await shown.locator('.field-editor').waitFor({ state: 'detached' });
      }
    });
    await holds(async () => {
      assert.equal((await reviewOf(caseId, 'applicant.given_names'))?.value, 'Erika Anna');
      assert.equal((await reviewOf(caseId, 'dwelling.city'))?.value, 'Beispielstadt');
    });
    assert.equal(await page.locator('.conflict').count(), 0);
    assert.equal((await answerTo(`/api/cases/${caseId}`)).version, before + 2);
    await check(other.page, other.heard);
  });
  await other.context.close();
}
