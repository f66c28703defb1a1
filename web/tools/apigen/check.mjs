// Fails when schema.d.ts was made from another description of the API than the one in the repository.
import { readFile } from 'node:fs/promises';
import { stamp, types } from './source.mjs';

const found = (await readFile(types, 'utf8')).split('\n', 1)[0];
if (`${found}\n` !== (await stamp())) {
  console.error('src/lib/api/schema.d.ts is older than crates/server/openapi.json:');
  console.error('run `npm ci && npm run generate` in web/tools/apigen');
  process.exit(1);
}
