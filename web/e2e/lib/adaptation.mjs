// What people change about a page, and what must not suffer: larger text, wider spacing, forced colours, no motion;
// and whether what has the focus can be seen.

/** The browser's own text size in pixels (16 unless told), as in its settings: media queries in rem follow. */
export async function textSize(page, size) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
  await session.detach();
  await page.waitForFunction(
    (wanted) => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) === wanted,
    size,
  );
}

/** The spacing of WCAG 1.4.12, on or off. The content policy lets no style element in. */
export const textSpacing = (page, on) =>
  page.evaluate((wanted) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
       p { margin-block-end: 2em !important; }`,
    );
    document.adoptedStyleSheets = wanted ? [sheet] : [];
  }, on);

/** Text that something cuts off with no way to scroll there, text that spills out of its control, and panes too low
 * to read in. */
export const cutOff = (page) =>
  page.evaluate(() => {
    const problems = [];
    const quoted = (element) =>
      `${element.className || element.localName} "${element.textContent.trim().slice(0, 40)}"`;
    const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
    const isBeside = (a, b, start, end) => a[start] < b[start] - 1.5 || a[end] > b[end] + 1.5;
    /** What cuts this off, if anything does; nothing does that is only for screen readers. */
    const cutter = (text, element) => {
      const open = { x: true, y: true };
      let by = null;
      for (let around = element; around && around !== document.body; around = around.parentElement) {
        const style = getComputedStyle(around);
        const box = around.getBoundingClientRect();
        if (style.display === 'inline' || style.display === 'contents') continue;
        if (box.width <= 1 || box.height <= 1) return null;
        if (open.x && hides(style.overflowX) && isBeside(text, box, 'left', 'right')) by ??= around;
        if (open.y && hides(style.overflowY) && isBeside(text, box, 'top', 'bottom')) by ??= around;
        open.x &&= !/auto|scroll/.test(style.overflowX);
        open.y &&= !/auto|scroll/.test(style.overflowY);
      }
      return by;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const by = cutter(range.getBoundingClientRect(), element);
      if (by) problems.push(`cut off by ${by.className || by.localName}: ${quoted(element)}`);
    }
    for (const control of document.querySelectorAll('button, a.button, a.tab, a.rail-item, .segment')) {
      const isHidden = control.clientWidth <= 1 || !control.checkVisibility();
      if (isHidden || getComputedStyle(control).display === 'inline') continue;
      const out = [control.scrollWidth - control.clientWidth, control.scrollHeight - control.clientHeight];
      if (Math.max(...out) > 4) problems.push(`spills out by ${out}: ${quoted(control)}`);
    }
    for (const pane of document.querySelectorAll('main, main *')) {
      if (!/auto|scroll/.test(getComputedStyle(pane).overflowY) || pane.matches('textarea')) continue;
      if (pane.scrollHeight > pane.clientHeight + 1 && pane.clientHeight < Math.min(96, innerHeight / 4))
        problems.push(`only ${pane.clientHeight} px to read in: ${pane.className}`);
    }
    return problems;
  });

/** Where the focus is, and what lies over its middle. Judged by the first line box of what is seen of it. */
const focused = (page) =>
  page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const element = document.activeElement;
    if (!element || element === document.body) return { end: true };
    const isSeen = Boolean(element.dataset.tabStop);
    element.dataset.tabStop = 'seen';
    // Inputs of switches and boxes are hidden in the label that shows them.
    const shown = element.closest('label') ?? element;
    const box = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
    const middle = (start, end, size) => (Math.max(0, start) + Math.min(size, end)) / 2;
    const x = middle(box.left, box.right, innerWidth);
    const y = middle(box.top, box.bottom, innerHeight);
    const over = document.elementFromPoint(x, y);
    const name = (one) =>
      one
        ? `${one.localName}.${[...one.classList].join('.')} "${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40)}"`
        : 'nothing';
    const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
      end: isSeen,
      problem:
        isInView && over && shown.contains(over)
          ? null
          : `focus obscured: ${name(shown)} by ${isInView ? name(over) : 'the edge of the window'}`,
    };
  });

/** Tab stops whose middle something covers (WCAG 2.4.11, and a little more). Answers how many stops there were. */
export async function obscured(page, most = 90) {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('[data-tab-stop]')) delete one.dataset.tabStop;
  });
  await page.locator('a.skip').focus();
  const problems = [];
  let stops = 0;
  for (; stops < most; stops += 1) {
    let now = await focused(page);
    if (now.end) break;
    if (now.problem) {
      await page.waitForTimeout(200);
      now = await focused(page);
      if (now.problem) problems.push(now.problem);
    }
    await page.keyboard.press('Tab');
  }
  return { stops, problems };
}

/** In forced colours: what is selected and looks like its neighbour that is not (only the line and the tone count). */
export const alike = (page) =>
  page.evaluate(() => {
    const SELECTED = '[aria-current]:not([aria-current=false]), [data-selected], [aria-pressed=true]';
    const PARTS = ['color', 'backgroundColor', 'borderTop', 'borderLeft', 'outline', 'textDecorationLine'];
    const look = (element) => {
      const all = [element, ...element.querySelectorAll('*')].slice(0, 6);
      return all
        .flatMap((one) => [undefined, '::before', '::after'].map((pseudo) => getComputedStyle(one, pseudo)))
        .map((style) => PARTS.map((part) => style[part]).join())
        .join('|');
    };
    return [...document.querySelectorAll(SELECTED)].flatMap((element) => {
      if (!element.checkVisibility()) return [];
      const other = [...element.parentElement.children].find(
        (sibling) =>
          sibling.className.split(' ')[0] === element.className.split(' ')[0] && !sibling.matches(SELECTED),
      );
      // The first six parts are enough, and both have to have them.
      if (!other || look(other) !== look(element)) return [];
      return [`selected looks like the others: ${element.className} "${element.textContent.slice(0, 40)}"`];
    });
  });

/** What would move although the person asked for no motion. */
export const moving = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionDuration, animationDuration, animationName, scrollBehavior } =
        getComputedStyle(element);
      const moves =
        /[1-9]/.test(transitionDuration) ||
        (animationName !== 'none' && /[1-9]/.test(animationDuration)) ||
        scrollBehavior === 'smooth';
      return moves ? [`moves: ${element.localName}.${element.className}`] : [];
    }),
  );
