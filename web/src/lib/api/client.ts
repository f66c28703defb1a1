// The one way to the server: adds the CSRF header to writes, turns answers into data or ApiError. When the session is
// over, calls wait until the person has signed in again; without any session yet it leads to the sign-in page.
import createClient from 'openapi-fetch';
import { ApiError, problemFrom } from './problem';
import type { paths } from './schema';
import { waitForSignIn } from './session-gate';
import type { Box } from './types';

let csrfToken = '';

/** Remembers the token of the session for later writes. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

export const currentCsrfToken = (): string => csrfToken;

/** Where to sign in so that one comes back to the present page. */
export function signInAddress(location: { pathname: string; search: string }): string {
  return `/anmelden?ziel=${encodeURIComponent(location.pathname + location.search)}`;
}

/** Leaves for the sign-in page; called when there has been no session on this page. */
function leaveForSignIn(): void {
  window.location.assign(signInAddress(window.location));
}

/** Waits for the sign-in if there has been a session on this page; answers whether it is worth another try. */
export async function signedInAgain(): Promise<boolean> {
  if (csrfToken === '') {
    leaveForSignIn();
    return false;
  }
  await waitForSignIn();
  return true;
}

/** `fetch` that outlives the end of a session: the same request is sent again after the sign-in. */
export async function patientFetch(request: Request): Promise<Response> {
  const spare = request.clone();
  const response = await fetch(request);
  if (response.status !== 401 || !(await signedInAgain())) return response;
  if (spare.method !== 'GET') spare.headers.set('X-CSRF-Token', csrfToken);
  return patientFetch(spare);
}

const client = createClient<paths>({ baseUrl: window.location.origin, fetch: patientFetch });

client.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
});

export const api = client;

/** openapi-fetch widens tuples to arrays; boxes always have four edges. */
type WithBoxes<T> = T extends readonly (infer Item)[]
  ? WithBoxes<Item>[]
  : T extends object
    ? { [Key in keyof T]: Key extends 'box' ? Box : WithBoxes<T[Key]> }
    : T;

/** The data of an answer; throws [`ApiError`] for everything else. */
export async function dataOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<WithBoxes<T>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(problemFrom(error, response));
  return data as WithBoxes<T>;
}
