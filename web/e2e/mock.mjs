// Every screen in every state, theme and width with invented answers, the main ones in English too: no axe
// violation, no breach of the content policy, no console error, no sideways scrolling at 320 px, no target below
// 24 px; then what the screens do.
// `node e2e/mock.mjs [--write-aria] [part-of-a-name]`; pictures go to e2e/output. What each screen says to a screen
// reader is compared with e2e/aria, or with `--write-aria` written there anew.
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { aria } from './lib/aria.mjs';
import { axe, launch, overflow, policy, smallTargets, watch } from './lib/browser.mjs';
import { serve } from './lib/serve.mjs';
import { acts } from './mock/acts.mjs';
import { mockApi } from './mock/api.mjs';
import { CASE } from './mock/data.mjs';

const WRITE_ARIA = '--write-aria';
const writesAria = process.argv.includes(WRITE_ARIA);
const only = process.argv.slice(2).find((argument) => argument !== WRITE_ARIA) ?? '';
const output = fileURLToPath(new URL('output/', import.meta.url));
await mkdir(output, { recursive: true });
const inventory = JSON.parse(await readFile(new URL('inventory.json', import.meta.url), 'utf8'));
const { base, stop } = await serve();
const browser = await launch();
let passed = 0;
let failed = 0;

function report(name, problems) {
  if (problems.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}`);
  for (const problem of new Set(problems)) console.log(`  ${problem}`);
}

const nameOf = ({ entry, state, width, language }) => `${entry.route} ${state} ${width} ${language}`;

export async function open(width, theme, options = {}) {
  const context = await browser.newContext({
    viewport: { width, height: options.height ?? (width < 400 ? 720 : 900) },
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...(options.touch && { hasTouch: true, isMobile: true }),
  });
  const page = await context.newPage();
  // A busy machine is slow, not broken.
  page.setDefaultTimeout(90_000);
  if (options.language)
    await page.addInitScript(
      (language) => localStorage.setItem('aktenlage.settings', JSON.stringify({ language })),
      options.language,
    );
  const isExpected = (text) => options.state === 'error' && /status of (500|404)/.test(text);
  // Time that a test moves: nobody waits for the next beat.
  if (options.clock) await page.clock.install();
  const problems = await watch(page, options.isExpected ?? isExpected);
  await mockApi(page, options);
  return { page, problems, close: () => context.close() };
}

async function check(page, width) {
  return [
    ...(await axe(page)),
    ...(await policy(page)),
    ...(await smallTargets(page)),
    ...(await overflow(page, width)),
  ];
}

/** One screen in one state, width and language; themes on the same page, as a person would switch them. */
async function checkScreen({ entry, state, width, language, themes }) {
  const name = nameOf({ entry, state, width, language });
  const { page, problems, close } = await open(width, 'light', { state, role: entry.role, language });
  const file = entry.route.replace(/[/$]+/g, '-').slice(1);
  const picture = `${file}-${state}-${width}-${language}`;
  try {
    await page.goto(base + entry.screen.replace('$id', CASE));
    await page.waitForSelector(`html[lang=${language}] h1`);
    await page.waitForLoadState('networkidle');
    if (state === 'loaded' && width === 1440 && language === 'de')
      report(`${name} aria`, await aria(page, file, writesAria));
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForFunction((wanted) => document.documentElement.dataset.kernTheme === wanted, theme);
      report(`${name} ${theme}`, [...(await check(page, width)), ...problems.splice(0)]);
      await page.screenshot({ path: `${output}${picture}-${theme}.png`, fullPage: width < 400 });
    }
  } catch (error) {
    report(name, [error.message.split('\n')[0]]);
  }
  await close();
}

const entries = inventory.filter((entry) => entry.screen !== null);
const inGerman = entries.flatMap((entry) =>
  (entry.route === '/einstellungen' ? ['loaded'] : ['loaded', 'empty', 'error']).flatMap((state) =>
    [1440, 320].map((width) => ({ entry, state, width, language: 'de', themes: ['light', 'dark'] })),
  ),
);
// Layout and colours are the same in English, so the screens of the main job at one width are enough.
const MAIN_JOB =
  /\/(eingang|quellen|zuordnen|angaben|vollstaendigkeit|rechtsgrundlagen|nachforderung|eingangsbestaetigung|anhoerung|abgabe|abgabenachricht|entscheidung|druck|verlauf|freigaben|einstellungen|pruefspur|uebung)$/;
const ofMainJob = entries.filter((entry) => MAIN_JOB.test(entry.route));
const inEnglish = ofMainJob.map((entry) => ({
  entry,
  state: 'loaded',
  width: 1440,
  language: 'en',
  themes: ['light'],
}));
const screens = [...inGerman, ...inEnglish].filter((screen) => nameOf(screen).includes(only));
// A few pages at a time: most of the time is waiting.
const worker = async () => {
  for (let next = screens.shift(); next; next = screens.shift()) await checkScreen(next);
};
await Promise.all([worker(), worker(), worker()]);
for (const [name, act] of Object.entries(acts)) {
  if (!name.includes(only)) continue;
  const problems = [];
  try {
    await act({ open, base, output, axe, policy, smallTargets, problems });
  } catch (error) {
    problems.push(error.message.split('\n').slice(0, 4).join(' '));
  }
  report(name, problems);
}
await browser.close();
stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
