// Contrast straight from the KERN tokens: text 4.5, graphics 3.0, in both themes.
import { readFileSync } from 'node:fs';
import { compile } from 'sass';
import { describe, expect, it } from 'vitest';

const here = `${process.cwd()}/src/styles/`;
const tokens = compile(`${here}kern.scss`, { loadPaths: [`${here}../../node_modules`] }).css;
const base = readFileSync(`${here}base.css`, 'utf8');

/** OKLCH to linear sRGB (Björn Ottosson), then the relative luminance of WCAG. */
function luminance(l: number, c: number, h: number): number {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short);
  const green = clamp(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short);
  const blue = clamp(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function primitive(name: string): number {
  const match = new RegExp(`--kern-color-${name}: oklch\\(([\\d.]+)% ([\\d.]+) ([\\d.]+)`).exec(tokens);
  const plain = new RegExp(`--kern-color-${name}: oklch\\(([\\d.]+)% 0 0\\)`).exec(tokens);
  if (match) return luminance(Number(match[1]) / 100, Number(match[2]), Number(match[3]));
  if (plain) return luminance(Number(plain[1]) / 100, 0, 0);
  throw new Error(`no token ${name}`);
}

function theme(selector: string): Record<string, number> {
  const start = base.indexOf(selector);
  const block = base.slice(start, base.indexOf('}', start));
  const pairs = [...block.matchAll(/--([\w-]+): var\(--kern-color-([\w-]+)\)/g)];
  const own = [...block.matchAll(/--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/g)];
  return Object.fromEntries([
    ...pairs.map(([, role, name]) => [role as string, primitive(name as string)] as const),
    ...own.map(
      ([, role, l, c, h]) => [role as string, luminance(Number(l) / 100, Number(c), Number(h))] as const,
    ),
  ]);
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const TEXT: [string, string[]][] = [
  [
    'ink',
    [
      'surface',
      'surface-2',
      'ground',
      'selected',
      'high-ground',
      'medium-ground',
      'low-ground',
      'none-ground',
    ],
  ],
  ['muted', ['surface', 'surface-2', 'ground', 'selected']],
  ['action', ['surface', 'surface-2', 'selected', 'ground']],
  ['on-action', ['action']],
  ['high', ['surface', 'surface-2']],
  ['low', ['surface', 'surface-2']],
  ['none', ['surface', 'surface-2']],
];
const GRAPHICS: [string, string[]][] = [
  ['line-strong', ['surface', 'surface-2']],
  ['high', ['surface', 'high-ground']],
  ['medium', ['surface', 'surface-2', 'medium-ground']],
  ['low', ['low-ground']],
  ['none', ['none-ground']],
  ['focus', ['surface', 'ground', 'surface-2']],
];

it('lets marks stand out on the page, which is white in both themes', () => {
  expect(contrast(primitive('violet-700'), 1)).toBeGreaterThanOrEqual(4.5);
});

describe.each([
  ['light', ':root {'],
  ['dark', '[data-kern-theme="dark"] {'],
])('contrast in the %s theme', (_, selector) => {
  const roles = theme(selector);
  const check = (pairs: [string, string[]][], least: number) => {
    for (const [front, grounds] of pairs) {
      for (const ground of grounds) {
        const ratio = contrast(roles[front] as number, roles[ground] as number);
        expect(ratio, `${front} on ${ground}`).toBeGreaterThanOrEqual(least);
      }
    }
  };
  it('is at least 4.5 for text', () => check(TEXT, 4.5));
  it('is at least 3.0 for lines and marks', () => check(GRAPHICS, 3));
});
