// Chromium for the browser tests, and what is checked on every page: axe, content policy, console, reflow, targets.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

/** Counts violations of the content policy from the first script on, and console errors except expected ones. */
export async function watch(page, isExpected = () => false) {
  const problems = [];
  await page.addInitScript(() => {
    window.__policy = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.__policy.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text()))
      problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  return problems;
}

// What axe cannot decide and a person has looked at: rule, kind of doubt, where, and why it is fine.
const REVIEWED = JSON.parse(await readFile(new URL('../axe-reviewed.json', import.meta.url), 'utf8'));

/** Violations of the rules of axe, and its doubts that nobody has reviewed, as short texts. The source is evaluated,
 * so the content policy stays on. A screen that changed under its eyes is looked at again. */
export async function axe(page) {
  // Reports of pages that were left behind must not be mixed in.
  await page.evaluate(axeSource);
  return page.evaluate(
    async ({ tags, reviewed, looksAtMost }) => {
      const told = (word, { id, nodes }) =>
        `${word} ${id} ×${nodes.length}: ${nodes
          .slice(0, 3)
          .map((node) => node.target.join(' '))
          .join(' | ')} ${nodes[0].any[0]?.message ?? nodes[0].all[0]?.message ?? ''}`;
      const isReviewed = (id, { element, any, all, none }) =>
        [...any, ...all, ...none].every((check) =>
          reviewed.some(
            ({ rule, message, within }) =>
              rule === id &&
              message === (check.data?.messageKey ?? check.id) &&
              element.closest(within) !== null,
          ),
        );
      const look = () =>
        window.axe.run(document, {
          runOnly: { type: 'tag', values: tags },
          resultTypes: ['violations', 'incomplete'],
          elementRef: true,
        });
      let result = await look();
      const hasLeft = ({ nodes }) => nodes.some(({ element }) => !element.isConnected);
      for (let looks = 1; looks < looksAtMost && result.incomplete.some(hasLeft); looks += 1) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        result = await look();
      }
      const doubts = result.incomplete
        .map((rule) => ({ ...rule, nodes: rule.nodes.filter((node) => !isReviewed(rule.id, node)) }))
        .filter(({ nodes }) => nodes.length > 0);
      return [
        ...result.violations.map((rule) => told('axe', rule)),
        ...doubts.map((rule) => told('axe cannot decide', rule)),
      ];
    },
    { tags: TAGS, reviewed: REVIEWED, looksAtMost: 5 },
  );
}

export const policy = async (page) =>
  (await page.evaluate(() => window.__policy)).map((text) => `policy ${text}`);

/** Interactive elements smaller than 24 px (WCAG 2.5.8); links inside sentences are exempt there and here. With another
 * size only controls are measured, and only their height: a link of a list is as tall as its line. */
export const smallTargets = (page, least = 24) =>
  page.evaluate((least) => {
    const selector =
      least > 24
        ? 'a.button, button, input:not([type=hidden], [type=file]), textarea, [role=button]'
        : 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=menuitem], [role=option]';
    return [...document.querySelectorAll(selector)].flatMap((element) => {
      const label = element.closest('label');
      const box = (label ?? element).getBoundingClientRect();
      const style = getComputedStyle(element);
      const hidden =
        box.width <= 1 ||
        box.height <= 1 ||
        style.visibility === 'hidden' ||
        element.matches('select[tabindex="-1"]') ||
        (!label && element.closest('.visually-hidden, [hidden], [aria-hidden=true]'));
      // Only for screen readers: cut to a pixel by what it stands in.
      const frame = element.parentElement.getBoundingClientRect();
      const clipped =
        frame.width <= 1 &&
        frame.height <= 1 &&
        getComputedStyle(element.parentElement).overflow === 'hidden';
      const offscreen = clipped || box.right < 0;
      if (hidden || offscreen || (element.matches('a') && style.display === 'inline')) return [];
      if ((least > 24 || box.width >= least) && box.height >= least) return [];
      return [`target ${Math.round(box.width)}×${Math.round(box.height)} ${element.outerHTML.slice(0, 90)}`];
    });
  }, least);

export const overflow = async (page, width) => {
  const found = await page.evaluate(() => document.documentElement.scrollWidth);
  return found > width ? [`reflow: ${found} px wide at ${width} px`] : [];
};
