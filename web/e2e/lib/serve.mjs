// Serves `dist` with the content policy of the product, for tests without the server.
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

/** The sign-in form of the product: a redirect when the password is right, else the page again. */
async function signIn(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const form = new URLSearchParams(Buffer.concat(parts).toString());
  if (form.get('username') === 'a.yilmaz' && form.get('password') === 'richtig')
    response.writeHead(303, { location: '/' }).end();
  else response.writeHead(401, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Anmelden</h1>');
}

/** Starts on a free port and answers with the address and a function that ends it. */
export async function serve() {
  const server = http.createServer(async (request, response) => {
    if (request.method === 'POST') return void signIn(request, response);
    const path = decodeURI(new URL(request.url, 'http://localhost').pathname).replace(/^\/+/, '');
    const asset = path.startsWith('assets/') || path === 'favicon.svg' ? path : 'index.html';
    try {
      const body = await readFile(dist + asset);
      response.writeHead(200, {
        'content-type': TYPES[extname(asset)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_POLICY,
        'cache-control': 'no-store',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
