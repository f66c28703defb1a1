// The screens of the main job as people change them: text of 200 %, wider spacing, forced colours, no motion; and each
// tab stop in sight, wide and narrow.
import assert from 'node:assert/strict';
import { alike, cutOff, moving, obscured, textSize, textSpacing } from '../lib/adaptation.mjs';
import { overflow, smallTargets } from '../lib/browser.mjs';
import { CASE } from './data.mjs';
import { FIELDS } from './kit.mjs';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 720 };
/** 1280×1024 at 400 % zoom. */
const ZOOMED = { width: 320, height: 256 };
const SCREENS = {
  eingang: ['/eingang'],
  zuordnen: ['/eingang/zuordnen'],
  angaben: [FIELDS],
  vollstaendigkeit: [`/akten/${CASE}/vollstaendigkeit`],
  verlauf: [`/akten/${CASE}/verlauf`],
  nachforderung: [`/akten/${CASE}/nachforderung`],
  entscheidung: [`/akten/${CASE}/entscheidung`],
  uebung: ['/uebung/01-rent'],
  einstellungen: ['/einstellungen'],
  freigaben: ['/freigaben', 'supervisor'],
};

const act = (name, path, role) => async (kit) => {
  const { page, problems, close } = await kit.open(WIDE.width, 'light', { role, height: WIDE.height });
  const found = async (when, checks) => {
    for (const check of checks) kit.problems.push(...(await check).map((problem) => `${when}: ${problem}`));
  };
  const stops = async (when) => {
    const { stops: count, problems: hidden } = await obscured(page);
    assert.ok(count > 8, `${when}: only ${count} tab stops`);
    await found(when, [hidden]);
  };
  try {
    await page.goto(kit.base + path);
    await page.waitForSelector('h1');
    await page.waitForLoadState('networkidle');
    await found('no motion', [moving(page)]);
    await stops('1280 px');
    await textSize(page, 32);
    await found('200 % text', [overflow(page, WIDE.width), cutOff(page)]);
    await page.screenshot({ path: `${kit.output}large-text-${name}.png` });
    await textSize(page, 16);
    await textSpacing(page, true);
    await found('text spacing', [overflow(page, WIDE.width), cutOff(page)]);
    await page.setViewportSize(NARROW);
    await found('text spacing at 320 px', [overflow(page, NARROW.width), cutOff(page)]);
    await page.screenshot({ path: `${kit.output}spacing-${name}.png` });
    await textSpacing(page, false);
    await stops('320 px');
    await page.setViewportSize(ZOOMED);
    await found('400 % zoom', [overflow(page, ZOOMED.width), cutOff(page)]);
    await stops('400 % zoom');
    await page.screenshot({ path: `${kit.output}zoomed-${name}.png` });
    await page.setViewportSize(WIDE);
    await page.emulateMedia({ forcedColors: 'active' });
    await found('forced colours', [alike(page)]);
    await page.screenshot({ path: `${kit.output}forced-${name}.png` });
  } finally {
    kit.problems.push(...problems);
    await close();
  }
};

/** Buttons and inputs are 44 px tall for a finger. */
const byFinger = async (kit) => {
  const { page, problems, close } = await kit.open(820, 'light', { touch: true });
  try {
    for (const name of ['eingang', 'angaben', 'nachforderung', 'entscheidung', 'einstellungen']) {
      await page.goto(kit.base + SCREENS[name][0]);
      await page.waitForSelector('h1');
      await page.waitForLoadState('networkidle');
      assert.ok(await page.evaluate(() => matchMedia('(pointer: coarse)').matches), 'a finger');
      kit.problems.push(...(await smallTargets(page, 44)));
    }
  } finally {
    kit.problems.push(...problems);
    await close();
  }
};

export const adaptation = {
  ...Object.fromEntries(
    Object.entries(SCREENS).map(([name, [path, role]]) => [
      `adapted: ${name} with large text, wide spacing, forced colours; focus in sight`,
      act(name, path, role),
    ]),
  ),
  'adapted: what is pressed with a finger is tall enough': byFinger,
};
