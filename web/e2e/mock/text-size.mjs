// Text at 200 % (WCAG 1.4.4): nothing is wider than the window, and no word is cut off.
import assert from 'node:assert/strict';
import { CASE } from './data.mjs';
import { run } from './kit.mjs';

const SCREENS = [
  '/eingang',
  '/eingang/zuordnen',
  `/akten/${CASE}/angaben`,
  `/akten/${CASE}/vollstaendigkeit`,
  `/akten/${CASE}/rechtsgrundlagen`,
  `/akten/${CASE}/verlauf`,
  `/akten/${CASE}/nachforderung`,
  `/akten/${CASE}/entscheidung`,
  '/freigaben',
  '/recht?q=Miete',
  '/einstellungen',
];

/** Words that their own box hides, and how wide the page is. */
const measure = () => {
  const cut = [];
  for (const element of document.querySelectorAll('main *, header *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    const style = getComputedStyle(element);
    const isHidden = element.closest('.visually-hidden, [hidden], svg') || element.clientWidth === 0;
    if (!hasText || isHidden || style.display === 'inline') continue;
    const hides = (value) => value === 'hidden' || value === 'clip';
    if (
      (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
    )
      cut.push(element.textContent.trim().slice(0, 60));
  }
  return { cut, wide: document.documentElement.scrollWidth };
};

export const textSize = {
  'text size: chosen in the settings, kept, and the same after a reload': (kit) =>
    run(kit, '/einstellungen', {}, async (page) => {
      const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      assert.equal(await size(), '16px');
      await page.getByRole('radio', { name: '200 %' }).click();
      assert.equal(await size(), '32px');
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(await size(), '32px');
    }),
  'text size: at 200 % nothing is cut off': async (kit) => {
    for (const path of SCREENS)
      await run(kit, '/einstellungen', { width: 1280 }, async (page) => {
        await page.evaluate(() =>
          localStorage.setItem('aktenlage.settings', JSON.stringify({ textSize: 'double' })),
        );
        await page.goto(kit.base + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        const name = path.replaceAll(/[/?=]+/g, '-').slice(1);
        await page.screenshot({ path: `${kit.output}text-200-${name}.png` });
        const { cut, wide } = await page.evaluate(measure);
        if (cut.length > 0) kit.problems.push(`${path} cuts off: ${[...new Set(cut)].join(' | ')}`);
        const pane = path.endsWith('/angaben') && (await page.locator('.document-scroll').boundingBox());
        if (pane && (pane.width < 640 || pane.height < 240))
          kit.problems.push(`the page of the document has ${pane.width}×${pane.height} px`);
        if (wide > 1280) kit.problems.push(`${path} is ${wide} px wide`);
      });
  },
};
