// Pages that lie on their side: shown upright at once, turned by button and key, with boxes, evidence and words.
import assert from 'node:assert/strict';
import { CASE, detail, FORM } from './data.mjs';
import { announced, FIELDS, focusRow, holds, reviewServer, run } from './kit.mjs';
import { words } from './pages.mjs';

/** The case with a form that has to be turned clockwise by one quarter to stand upright. */
const lyingForm = ({ method, path }) => {
  if (method !== 'GET' || path !== `/api/cases/${CASE}`) return null;
  const [form, ...others] = detail().documents;
  const pages = form.pages.map((page) => ({ ...page, quarter_turns_to_upright: 1 }));
  return { json: detail({ documents: [{ ...form, pages }, ...others] }) };
};

/** Its words as they stand on the sheet: from the foot to the head. */
const lyingWords = ({ path }) =>
  path.endsWith('/words')
    ? {
        json: words(path).map((word) => {
          const [left, top, right, bottom] = word.box;
          return { ...word, box: [top, 1 - right, bottom, 1 - left] };
        }),
      }
    : null;

/** Middle of the box with this number, in fractions of the page as seen, and whether that is wider than high. */
const seen = (page, number) =>
  page.evaluate((wanted) => {
    const sheet = document.querySelector('.sheet').getBoundingClientRect();
    const boxes = [...document.querySelectorAll('.evidence-box')];
    const box = boxes.find((entry) => entry.textContent === String(wanted));
    const frame = box.querySelector('.frame').getBoundingClientRect();
    return {
      x: (frame.x + frame.width / 2 - sheet.x) / sheet.width,
      y: (frame.y + frame.height / 2 - sheet.y) / sheet.height,
      wide: sheet.width > sheet.height,
    };
  }, number);

function stands(place, x, y, wide) {
  const isThere = Math.abs(place.x - x) < 0.01 && Math.abs(place.y - y) < 0.01 && place.wide === wide;
  assert.ok(isThere, `${JSON.stringify(place)} and not ${x}, ${y}`);
}

const activeIsInView = () => {
  const region = document.querySelector('.document-scroll').getBoundingClientRect();
  const frame = document.querySelector('.evidence-box.active .frame')?.getBoundingClientRect();
  if (!frame) return false;
  const isInside = (start, end, from, to) => start >= from && end <= to;
  return (
    isInside(frame.left, frame.right, region.left, region.right) &&
    isInside(frame.top, frame.bottom, region.top, region.bottom)
  );
};

export const turning = {
  'turning: upright at once, by key and button, all the way round': (kit) =>
    run(kit, FIELDS, { override: lyingForm }, async (page) => {
      await page.waitForSelector('.sheet.turned .evidence-box');
      // On the page as it came its middle is at 0.53, 0.13.
      stands(await seen(page, 1), 0.87, 0.53, true);
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await page.screenshot({ path: `${kit.output}act-turned.png` });
      await focusRow(page, 'household.member_count');
      await page.keyboard.press('r');
      await page.waitForFunction(() =>
        document.querySelector('[data-announcer]').textContent.includes('um 180 Grad'),
      );
      stands(await seen(page, 1), 0.47, 0.87, false);
      const button = page.getByRole('button', { name: 'Seite drehen' });
      await button.click();
      await announced(page, /um 270 Grad/);
      stands(await seen(page, 1), 0.13, 0.47, true);
      await button.focus();
      await page.keyboard.press('Enter');
      await announced(page, /wie im Original/);
      await holds(async () => assert.equal(await page.locator('.sheet.turned').count(), 0));
      stands(await seen(page, 1), 0.53, 0.13, false);
      // The next page has a turn of its own, and this one keeps what was chosen.
      await page.getByRole('button', { name: 'Nächste Seite' }).click();
      await page.waitForSelector('[data-page="2"].turned');
      await page.getByRole('button', { name: 'Vorige Seite' }).click();
      await page.waitForSelector('[data-page="1"]:not(.turned)');
    }),
  'turning: evidence is scrolled into view on a turned page': (kit) =>
    run(kit, FIELDS, { override: lyingForm }, async (page) => {
      await page.waitForSelector('.sheet.turned .evidence-box');
      for (const id of ['income.gross_monthly', 'applicant.date_of_birth', 'household.member_count']) {
        await focusRow(page, id);
        for (let press = 0; press < 3; press += 1) await page.keyboard.press('+');
        await page.keyboard.press('ArrowDown');
        await focusRow(page, id);
        await page.waitForFunction(activeIsInView);
        await page.keyboard.press('0');
      }
    }),
  'turning: words are framed where they are seen, and read in their lines': (kit) => {
    const server = reviewServer();
    const override = (call) => lyingForm(call) ?? lyingWords(call) ?? server.override(call);
    return run(kit, FIELDS, { override }, async (page) => {
      await focusRow(page, 'dwelling.heating_costs');
      await page.keyboard.press('t');
      await page.waitForSelector('.page-text p');
      await holds(async () => {
        const lines = await page.locator('.page-text p').allTextContents();
        const isWhole = lines.some((line) => /davon Heizkosten\s+96,50 EUR/.test(line));
        assert.ok(isWhole, lines.join(' / '));
      });
      await page.keyboard.press('t');
      await page.keyboard.press('k');
      await page.getByRole('button', { name: 'Im Dokument zeigen' }).click();
      await page.waitForSelector('.word-layer .word');
      const upright = words(`/api/documents/${FORM}/pages/1/words`);
      const at = upright.findIndex((word) => word.text === '96,50');
      const amount = await page.locator('.word-layer .word').nth(at).boundingBox();
      const unit = await page
        .locator('.word-layer .word')
        .nth(at + 1)
        .boundingBox();
      assert.ok(unit.x > amount.x + amount.width && Math.abs(unit.y - amount.y) < 2, 'one line in the view');
      await page.mouse.move(amount.x - 4, amount.y - 4);
      await page.mouse.down();
      await page.mouse.move(unit.x + unit.width + 4, unit.y + unit.height + 4, { steps: 4 });
      await page.waitForSelector('.rubber-band');
      await holds(async () => assert.equal(await page.locator('.word.chosen').count(), 2));
      await page.screenshot({ path: `${kit.output}act-turned-frame.png` });
      await page.mouse.up();
      await page.waitForSelector('.taken-place');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.undo-bar');
      const [sent] = server.sent;
      assert.deepEqual([sent.value, sent.evidence.length, sent.evidence[0].text], ['96.50', 1, '96,50 EUR']);
      // The place is the page's own: as high as the words are long.
      const [first, last] = [upright[at].box, upright[at + 1].box];
      const expected = [first[1], 1 - last[2], first[3], 1 - first[0]];
      const isThere = sent.evidence[0].box.every((edge, index) => Math.abs(edge - expected[index]) < 0.001);
      assert.ok(isThere, `${sent.evidence[0].box}`);
    });
  },
};
