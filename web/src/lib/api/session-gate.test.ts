// A call that meets the end of the session waits for the sign-in and is then sent again with the new token.
import { afterEach, expect, it, vi } from 'vitest';
import { patientFetch, rememberCsrfToken } from './client';
import { isSignInNeeded, letThrough } from './session-gate';

afterEach(() => vi.unstubAllGlobals());

const write = () => new Request('http://localhost/api/x', { method: 'POST', body: '{"value":"typed"}' });

it('sends what was typed again after the sign-in', async () => {
  const sent: [string | null, string][] = [];
  let over = true;
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push([request.headers.get('X-CSRF-Token'), await request.text()]);
    return new Response(null, { status: over ? 401 : 201 });
  });
  rememberCsrfToken('old');
  const both = Promise.all([patientFetch(write()), patientFetch(write())]);
  await vi.waitFor(() => expect(sent.length).toBe(2));
  await vi.waitFor(() => expect(isSignInNeeded()).toBe(true));
  over = false;
  rememberCsrfToken('new');
  letThrough();
  expect((await both).map((answer) => answer.status)).toEqual([201, 201]);
  expect(sent.slice(2)).toEqual([
    ['new', '{"value":"typed"}'],
    ['new', '{"value":"typed"}'],
  ]);
  expect(isSignInNeeded()).toBe(false);
});

it('leaves other answers alone', async () => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 412 }));
  expect((await patientFetch(write())).status).toBe(412);
  expect(isSignInNeeded()).toBe(false);
});
