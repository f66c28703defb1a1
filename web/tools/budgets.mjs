// Fails the build when what a browser has to load grows beyond the budgets (gzip, except fonts, which are packed).
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const KB = 1024;
const LIMITS = { entry: 190 * KB, lazy: 60 * KB, css: 20 * KB, lazyCss: 4 * KB, fonts: 200 * KB };

const html = await readFile(`${dist}index.html`, 'utf8');
const files = await readdir(`${dist}assets`);
const sizes = await Promise.all(
  files.map(async (name) => {
    const bytes = await readFile(`${dist}assets/${name}`);
    return { name, size: name.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length };
  }),
);
const sum = (list) => list.reduce((total, file) => total + file.size, 0);
const scripts = sizes.filter((file) => file.name.endsWith('.js'));
const sheets = sizes.filter((file) => file.name.endsWith('.css'));
const isEntry = (file) => html.includes(file.name);
const isLazy = (file) => !isEntry(file);
const checks = [
  ['entry scripts', sum(scripts.filter(isEntry)), LIMITS.entry],
  ...scripts.filter(isLazy).map((file) => [`lazy ${file.name}`, file.size, LIMITS.lazy]),
  ['entry style sheet', sum(sheets.filter(isEntry)), LIMITS.css],
  ...sheets.filter(isLazy).map((file) => [`lazy ${file.name}`, file.size, LIMITS.lazyCss]),
  ['fonts', sum(sizes.filter((file) => file.name.endsWith('.woff2'))), LIMITS.fonts],
];
let failed = 0;
for (const [name, size, limit] of checks) {
  const over = size > limit;
  if (over) failed += 1;
  if (over || limit !== LIMITS.lazy) {
    console.log(`${over ? 'OVER' : 'ok  '} ${name}: ${(size / KB).toFixed(1)} KB of ${limit / KB} KB`);
  }
}
if (/<script(?![^>]*\bsrc=)|<style|\son\w+=/i.test(html)) {
  console.log('OVER index.html holds inline code or style');
  failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
