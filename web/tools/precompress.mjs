// Writes .br and .gz beside each text asset, so that the server only has to choose.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const names = (await readdir(dist, { recursive: true })).filter((name) => /\.(js|css|html|svg)$/.test(name));
for (const name of names) {
  const bytes = await readFile(dist + name);
  if (bytes.length < 512) continue;
  const options = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  };
  await writeFile(`${dist}${name}.br`, brotliCompressSync(bytes, options));
  await writeFile(`${dist}${name}.gz`, gzipSync(bytes, { level: 9 }));
}
console.log(`${names.length} files packed`);
