// Writes src/lib/api/schema.d.ts from the description of the API: `npm ci && npm run generate` in this folder.
// A package of its own because the generator needs another TypeScript than the workbench.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { description, stamp, types } from './source.mjs';

const keyword = (kind) => ts.factory.createKeywordTypeNode(kind);

/** Says more where the description cannot: boxes have four edges, and free objects hold anything. */
function transform(schema) {
  if (schema.type === 'array' && schema.description?.startsWith('`[left, top, right, bottom]`')) {
    return ts.factory.createTupleTypeNode(Array(4).fill(keyword(ts.SyntaxKind.NumberKeyword)));
  }
  if (schema.type === 'object' && !schema.properties && !schema.additionalProperties) {
    return ts.factory.createTypeReferenceNode('Record', [
      keyword(ts.SyntaxKind.StringKeyword),
      keyword(ts.SyntaxKind.UnknownKeyword),
    ]);
  }
  return undefined;
}

const document = JSON.parse(await readFile(description, 'utf8'));
const nodes = await openapiTS(document, { defaultNonNullable: false, transform });
await writeFile(types, (await stamp()) + astToString(nodes));
console.log('schema.d.ts written');
