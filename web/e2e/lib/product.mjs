// What every script does that drives the running product: sign in, hand in files, wait until they are read.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';

/** Signs in on the product's own page, as a person without a session comes to it, and waits for the page behind. */
export async function signIn(page, base, { user, password }, target) {
  await page.goto(`${base}${target}`);
  await page.waitForURL('**/anmelden**');
  await page.locator('#username').fill(user);
  await page.locator('#password').fill(password);
  await page.locator('form button[type=submit]').first().click();
  await page.waitForURL(`**${target}*`);
  await page.waitForSelector('h1');
}

/** Hands in PDF files, each `[name, bytes]`, as one case and answers with its id. */
export async function handIn(page, base, files) {
  const { csrf_token } = await (await page.request.get(`${base}/api/session`)).json();
  const form = new FormData();
  for (const [name, bytes] of files)
    form.append('file', new File([bytes], name, { type: 'application/pdf' }));
  const answer = await page.request.post(`${base}/api/submissions`, {
    headers: { 'X-CSRF-Token': csrf_token, Origin: base },
    multipart: form,
  });
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).case_id;
}

/** Hands in every folder as one case. */
export async function handInFolders(page, base, root) {
  for (const folder of (await readdir(root)).sort()) {
    const names = (await readdir(`${root}/${folder}`)).filter((name) => name !== 'truth.toml');
    const files = names.map(async (name) => [name, await readFile(`${root}/${folder}/${name}`)]);
    await handIn(page, base, await Promise.all(files));
  }
}

/** Waits until the machine has read the newest cases. */
export async function allRead(page, base, patience) {
  const isRead = async () => {
    const { items } = await (
      await page.request.get(`${base}/api/cases?sort=received&direction=desc&limit=50`)
    ).json();
    return items.every((item) => item.processing === 'ready');
  };
  for (const end = Date.now() + patience; !(await isRead()); ) {
    assert.ok(Date.now() < end, 'all cases are read');
    await page.waitForTimeout(500);
  }
}
