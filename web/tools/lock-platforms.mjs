// Completes package-lock.json with the platform packages of a tool that the registry at hand does not offer, so that
// `npm ci` accepts the file everywhere. They are optional and skipped on other platforms. Run after `npm install`.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(await readFile(path, 'utf8'));
const known = new Set(Object.keys(lock.packages).map((key) => key.split('node_modules/').pop()));
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = /(android|darwin|linux|win32)-(x64|arm64)(-musl)?$/.exec(name);
    if (known.has(name) || !platform) continue;
    const [, os, cpu, musl] = platform;
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      dev: true,
      ...(musl && { libc: ['musl'] }),
      optional: true,
      os: [os],
    };
    console.log(`added ${name}`);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
