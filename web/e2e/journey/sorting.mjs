// C8 Posteingang zuordnen by keys alone: a file of several pages is cut, merged and cut again, a part is named and given
// to another case, and the last act is taken back. What the screen says is what the server holds.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import {
  announced,
  answerTo,
  base,
  check,
  expecting,
  files,
  holds,
  newCase,
  output,
  page,
  READY_MS,
  stack,
  step,
  tabTo,
} from './kit.mjs';

const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const _headingOf = (reference) => page.getByRole('heading', { level: 2, name: new RegExp(reference) });
/** The page that has the focus, as `<document> <number>`. */
const focusOn = (key) =>
  page.waitForFunction((wanted) => document.activeElement?.dataset.page === wanted, key);
const caseOf = (id) => answerTo(`/api/cases/${id}`);
/** A post can be given away only when what was said before has been read again. */
const isReady = (id) => holds(async () => assert.equal((await caseOf(id)).processing, 'ready'), READY_MS);

/** From post to post by keys until this one is shown. */
async function passOn(reference) {
  for (let turn = 0; turn < 50; turn += 1) {
    const shown = page.locator('.post-head h2');
    await shown.waitFor();
    const now = await shown.textContent();
    if (now.includes(reference)) return;
    await press('w');
    await holds(async () => assert.notEqual(await shown.textContent(), now));
  }
  assert.fail(`${reference} is no new post`);
}

export async function sorting() {
  const own = await newCase(files);
  const post = await newCase([stack]);
  const { reference: ownReference } = await caseOf(own);
  const { reference, documents } = await caseOf(post);
  const [{ id: file, pages }] = documents;
  assert.ok(pages.length > 1, `${basename(stack)} has several pages`);
  const division = async () => (await caseOf(post)).documents[0].division_review?.value ?? null;
  const divided = (count) =>
    holds(async () => {
      const parts = (await caseOf(post)).documents.filter(({ part_of: part }) => part?.pages);
      assert.equal(parts.length, count);
    });
  const second = async () =>
    (await caseOf(post)).documents.find(({ part_of: part }) => part?.pages?.startsWith('2'));

  await step('sorting, by keys alone: takes on the first post and comes to the next', async () => {
    await page.goto(`${base}/eingang`);
    await page.locator('h1').waitFor();
    // Right after it is drawn a page may not hear keys yet.
    await holds(async () => {
      await press('g', 'z');
      await page.waitForURL('**/eingang/zuordnen', { timeout: 2000 });
    });
    await passOn(ownReference);
    await focusOn(`${(await caseOf(own)).documents[0].id} 1`);
    await check();
    await press('Enter');
    await announced(new RegExp(`${ownReference} übernommen`));
    await passOn(reference);
    const { assignee } = await caseOf(own);
    assert.ok(assignee, 'somebody has taken it on');
  });

  await step('sorting, by keys alone: cuts the pages, merges them again and cuts anew', async () => {
    await focusOn(`${file} 1`);
    await press('ArrowRight');
    await focusOn(`${file} 2`);
    await press('x');
    await announced(/Vor Seite 2 getrennt/);
    await divided(2);
    await focusOn(`${file} 2`);
    await check();
    await page.screenshot({ path: `${output}journey-sorting.png` });
    await press('m');
    await announced(/Verbunden/);
    await divided(0);
    assert.equal(await division(), null);
    await press('x');
    await announced(/Vor Seite 2 getrennt/);
    await divided(2);
    await page.locator('.post-row').nth(1).waitFor();
    assert.match(await division(), /^1;2/);
  });

  await step('sorting, by keys alone: says what kind the second document is', async () => {
    await focusOn(`${file} 2`);
    await press('k');
    await page.getByRole('dialog').waitFor();
    await check();
    await page.keyboard.type('mietvertrag');
    await press('ArrowDown', 'Enter');
    await announced(/: Mietvertrag/);
    const { kind_review: said } = await second();
    assert.equal(said.value, 'tenancy_agreement');
    await page.locator('.post-row', { hasText: 'geprüft' }).waitFor();
  });

  await step('sorting, by keys alone: gives it to a case by its reference, and takes that back', async () => {
    await isReady(post);
    await isReady(own);
    const part = (await second()).id;
    const give = async () => {
      await page.waitForFunction(() => document.activeElement?.dataset.page);
      await page.locator(`[data-page="${file} 2"]`).waitFor();
      await press('End');
      await press('a');
      await page.getByRole('dialog').waitFor();
      await tabTo(page.getByRole('textbox', { name: 'Aktenzeichen einer anderen Akte' }));
      await page.keyboard.type(ownReference.toLowerCase());
      await press('Enter');
      // Where something speaks for the case it stands above as well.
      const only = page.getByRole('button', { name: `Nur diese Unterlage zu ${ownReference}` });
      await only.last().waitFor();
      await check();
      await page.screenshot({ path: `${output}journey-sorting-case.png` });
      await tabTo(only.last());
      await press('Enter');
      await announced(new RegExp(`zählt jetzt zur Akte ${ownReference}`));
      await page.getByRole('heading', { name: 'Zählt zu anderen Akten' }).waitFor();
    };
    const placedIn = async () => {
      const { placed } = await answerTo(`/api/cases/${post}/joining`);
      const { taken } = await answerTo(`/api/cases/${own}/joining`);
      return [placed, taken].map((list) => list.map(({ document_id: id }) => id));
    };
    // The other case is read again in between, so its version may have moved on: the screen tries once more by itself.
    await expecting(/status of 412/, async () => {
      await give();
      assert.deepEqual(await placedIn(), [[part], [part]]);
      await press('Control+z');
      await announced(/Rückgängig gemacht/);
      assert.deepEqual(await placedIn(), [[], []]);
      await isReady(post);
      await isReady(own);
      await give();
      assert.deepEqual(await placedIn(), [[part], [part]]);
    });
  });

  await step('sorting, by keys alone: takes on the rest and is told when no new post waits', async () => {
    await isReady(post);
    await page.waitForFunction(() => document.activeElement?.dataset.page);
    await press('Enter');
    await announced(new RegExp(`${reference} übernommen`));
    await page
      .getByText(/^Kein neuer Eingang wartet|auf später gelassen/)
      .first()
      .waitFor();
    const names = (await caseOf(own)).documents.map(({ file_name: name }) => name);
    assert.ok(names.includes(basename(stack)), 'the document counts for the other case');
  });
}
