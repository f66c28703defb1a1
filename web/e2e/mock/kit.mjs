// What the checks of the screens share: a page in a state, a server that keeps reviews, the live region.
import { CASE, fields, review } from './data.mjs';

export const FIELDS = `/akten/${CASE}/angaben`;

/** Opens a page and fails the act on anything `watch` hears. */
export async function run(kit, path, options, steps) {
  const { page, problems, close } = await kit.open(options.width ?? 1440, options.theme ?? 'light', options);
  await page.goto(kit.base + path);
  await page.waitForLoadState('networkidle');
  try {
    await steps(page);
    problems.push(...(await kit.axe(page)), ...(await kit.policy(page)));
  } catch (error) {
    await page.screenshot({ path: `${kit.output}failed-act.png` });
    throw error;
  } finally {
    kit.problems.push(...problems);
    await close();
  }
}

/** Keeps what was posted as reviews, answers like the server, and shows the reviews in later lists of fields. */
export function reviewServer() {
  const sent = [];
  const kept = new Map();
  let version = 7;
  const override = ({ method, path, body, headers }) => {
    if (method === 'GET' && path.endsWith('/fields') && sent.length > 0) {
      const list = fields().map((field) =>
        kept.has(field.id) ? { ...field, review: kept.get(field.id) } : field,
      );
      return { json: { version, fields: list } };
    }
    if (method !== 'POST' || !path.endsWith('/reviews')) return null;
    const request = body();
    sent.push({ ...request, match: headers['if-match'], token: headers['x-csrf-token'] });
    version += 1;
    const stored = review(request.verdict, request.value ?? 'x', {
      reason: request.reason,
      evidence: request.evidence.map((place) => ({ text: '', ...place })),
    });
    if (request.subject.kind === 'field')
      kept.set(request.subject.key, request.verdict === 'withdrawn' ? null : stored);
    return { status: 201, json: { version, review: stored } };
  };
  return { sent, override };
}

export const ANNOUNCER = '[data-announcer]';
/** Waits until the live region says this: a screen may say what it did a frame after it did it. */
export const announced = (page, said) =>
  page.locator(ANNOUNCER).filter({ hasText: said }).waitFor({ state: 'attached' });
/** Tries a check again until it holds: a screen settles when it can, requests come in any order. What is wrong at the
 * end is told. */
export async function holds(check, within = 20_000) {
  const end = Date.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
/** After a decision: the next case of the list is one key away. */
export const nextCaseHasFocus = (page) =>
  page.waitForFunction(() => document.activeElement?.textContent === 'Nächster Fall: AK-2026-000469');
export const focusRow = (page, id) => page.locator(`[data-row="${id}"]`).focus();

/** Focuses an entry and waits until its place is in sight, so that one press confirms it. */
export async function lookAt(page, id) {
  await focusRow(page, id);
  await page.waitForFunction(() => {
    const picture = document.querySelector('.sheet img');
    const box = document.querySelector('.evidence-box.active')?.getBoundingClientRect();
    const pane = document.querySelector('.document-scroll').getBoundingClientRect();
    return picture?.complete && picture.naturalWidth > 0 && box?.bottom > pane.top && box.top < pane.bottom;
  });
  // The pane hears of its picture a moment later.
  await page.waitForTimeout(100);
}

/** Opens the editor of an entry by key and types a value in place of what stood there. */
export async function typeValue(page, id, text) {
  await focusRow(page, id);
  await page.keyboard.press('k');
  await page.waitForSelector('.field-editor');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** The same, and sends it off. */
export async function enterValue(page, id, text) {
  await typeValue(page, id, text);
  await page.keyboard.press('Enter');
}
