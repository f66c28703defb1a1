// What the acts of the journey share: the settings, the browser, one step with the checks that hold on every page, and
// the ways of a person at the fields of a case.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillForm } from '../fill-form.mjs';
import { axe, launch, overflow, policy, smallTargets, watch } from '../lib/browser.mjs';
import { allRead, handIn } from '../lib/product.mjs';
import { restartable } from '../lib/server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
export const output = `${root}output/`;
export const environment = process.env;
const need = (name) => {
  if (environment[name]) return environment[name];
  console.error(`${name} is not set`);
  return process.exit(2);
};
export const base = need('AKTENLAGE_BASE').replace(/\/$/, '');
const account = (name) => {
  const [user, ...rest] = need(name).split(':');
  return { user, password: rest.join(':') };
};
export const clerk = account('AKTENLAGE_CLERK');
export const colleague = account('AKTENLAGE_COLLEAGUE');
export const supervisor = account('AKTENLAGE_SUPERVISOR');
export const pictures = (environment.AKTENLAGE_PICTURES ?? output).replace(/\/$/, '');
export const READY_MS = 120_000;
await mkdir(output, { recursive: true });
await mkdir(pictures, { recursive: true });

async function filesToUpload() {
  if (environment.AKTENLAGE_PDF) return environment.AKTENLAGE_PDF.split(',');
  const target = `${output}antrag.pdf`;
  const values = environment.AKTENLAGE_VALUES ?? `${root}values-wohngeld.json`;
  const unknown = await fillForm(need('AKTENLAGE_FORM'), target, JSON.parse(await readFile(values, 'utf8')));
  assert.deepEqual(unknown, [], 'every value has its field');
  return [target];
}

const { AKTENLAGE_SERVER: pid, AKTENLAGE_START: command } = environment;
/** The server itself; `null` where nobody said how it is started. */
export const server = pid && command ? restartable(base, pid, command) : null;
/** The files of the application, as paths. */
export const files = await filesToUpload();
/** A file of several pages in which several documents came. */
export const stack = environment.AKTENLAGE_STACK ?? files[0];

const browser = await launch();
const OFFICE = {
  viewport: { width: 1440, height: 900 },
  locale: 'de-DE',
  timezoneId: 'Europe/Berlin',
  reducedMotion: 'reduce',
  // The demo certificate, if any, is nobody's business here.
  ignoreHTTPSErrors: true,
};
const DRAWN_LATER = /status of 422.*page_not_rendered/;
/** What the console may say, because a step makes it happen. */
let expected = [DRAWN_LATER];
/** A window at an office of its own, and what went wrong in it. */
export async function office() {
  const context = await browser.newContext(OFFICE);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const heard = await watch(page, (text) => expected.some((one) => one.test(text)));
  return { context, page, heard };
}
export const { context, page, heard } = await office();

/** Lets the console say what a step makes happen, for as long as the step lasts. */
export async function expecting(said, act) {
  const before = expected;
  expected = [...before, said];
  try {
    await act();
  } finally {
    expected = before;
  }
}

let passed = 0;
let failed = 0;

/** The checks that hold on every page. */
export async function check(shown = page, problems = heard) {
  // Pictures of pages may still be loading; they do not change what is checked.
  await shown.waitForTimeout(150);
  const found = [
    ...(await axe(shown)),
    ...(await policy(shown)),
    ...(await smallTargets(shown)),
    ...problems.splice(0),
  ];
  assert.deepEqual(found, []);
}

/** One step of the journey, then the checks. A failed assertion is told and the journey goes on; what cannot be found
 * ends it. */
export async function step(name, act) {
  try {
    await act();
    await check();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n  ${error.message.split('\n').slice(0, 12).join('\n  ')}`);
    await page.screenshot({ path: `${output}journey-failed-${failed}.png` });
    if (!(error instanceof assert.AssertionError)) throw error;
  }
}

/** Closes the browser, ends a server that was started here, and says how many steps passed and failed. */
export async function end() {
  await browser.close();
  await server?.end();
  return { passed, failed };
}

/** Opens a link on a phone, as somebody without a session does, with the checks that hold on every page. */
export async function asApplicant(link, act) {
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

/** Waits until the live region says this. */
export const announced = (said, shown = page) =>
  shown.locator('[data-announcer]').filter({ hasText: said }).waitFor({ state: 'attached' });
/** The picture of a page of a document is there. */
export const pageIsDrawn = (shown = page) =>
  shown.waitForFunction(() => document.querySelector('.sheet img')?.naturalWidth > 0);
/** What the server answers to who is signed in here. */
export async function answerTo(path, shown = page) {
  const answer = await shown.request.get(`${base}${path}`);
  assert.equal(answer.status(), 200, `${path}: ${await answer.text()}`);
  return answer.json();
}

/** A field of the case by its id. */
export const rowOf = (id, shown = page) => shown.locator(`[data-row="${id}"]`);

/** Ids of the open fields that hold a suggestion, as they stand on the screen. */
export async function openFields(shown = page) {
  const open = shown.locator('.field.open:has(.field-value-line .value)');
  await open.first().waitFor();
  return open.evaluateAll((rows) => rows.map((element) => element.dataset.row));
}

/** Makes an open field with a suggestion the active one and answers its id; the first one that is preferred. */
export async function focusOpenField(preferred = []) {
  const ids = await openFields();
  const id = preferred.find((wanted) => ids.includes(wanted)) ?? ids[0];
  await rowOf(id).focus();
  return id;
}

/** Presses Tab until this has the focus, as somebody without a mouse does. */
export async function tabTo(target, most = 60) {
  await target.waitFor();
  for (let turn = 0; turn < most; turn += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not come to ${target}`);
}

/** Tries a check again until it holds. What is wrong at the end is told. */
export async function holds(tried, within = 20_000) {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await tried();
    } catch (error) {
      if (Date.now() > end) throw error;
      await page.waitForTimeout(100);
    }
  }
}

/** Hands in files (paths) as one case, waits until it is read, and answers its id. */
export async function newCase(paths) {
  const read = paths.map(async (path) => [basename(path), await readFile(path)]);
  const id = await handIn(page, base, await Promise.all(read));
  await allRead(page, base, READY_MS);
  return id;
}
