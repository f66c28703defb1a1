// Cuts the fonts of the KERN package (SIL Open Font License) down to the characters an office writes:
// DIN 91379 letters and combining marks, punctuation, currency signs, arrows. Runs before each build.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = `${root}node_modules/@kern-ux/native/dist/fonts/`;
const target = `${root}src/generated/fonts/`;

const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x18f, 0x18f],
  [0x1a0, 0x1b0],
  [0x1cd, 0x1dc],
  [0x1e4, 0x1ff],
  [0x218, 0x21b],
  [0x2b0, 0x2dd],
  [0x300, 0x331],
  [0x1e00, 0x1ef9],
  [0x2010, 0x2044],
  [0x2070, 0x2089],
  [0x20ac, 0x20ac],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
  [0x2264, 0x2265],
];
const text = ranges
  .flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
  )
  .join('');

const files = [
  ['fira-sans/FiraSans-Regular.woff2', 'fira-400.woff2'],
  ['fira-sans/FiraSans-Medium.woff2', 'fira-500.woff2'],
  ['fira-sans/FiraSans-SemiBold.woff2', 'fira-600.woff2'],
  ['noto-sans/NotoSans-Regular.woff2', 'noto-400.woff2'],
];

await mkdir(target, { recursive: true });
for (const [from, to] of files) {
  const done = await stat(target + to).catch(() => null);
  if (done) continue;
  const subset = await subsetFont(await readFile(source + from), text, { targetFormat: 'woff2' });
  await writeFile(target + to, subset);
  console.log(`${to} ${(subset.length / 1024).toFixed(0)} KB`);
}
