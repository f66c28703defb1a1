// The one way to the server: adds the CSRF header to writes, turns answers into data or ApiError,
// and leads to the sign-in page when the session is over.
import createClient from 'openapi-fetch';
import { ApiError, problemFrom } from './problem';
import type { paths } from './schema';
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

/** Leaves for the sign-in page; called when any request answers 401. */
export function leaveForSignIn(): void {
  window.location.assign(signInAddress(window.location));
}

const client = createClient<paths>({ baseUrl: window.location.origin });

client.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken);
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) leaveForSignIn();
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
