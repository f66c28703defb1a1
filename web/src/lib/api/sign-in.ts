// Signs in without leaving the page, through the same form that the server's own page sends.
import { rememberCsrfToken } from './client';
import { ApiError, problemFrom } from './problem';
import type { Session } from './types';

/** Opens a session and answers with it; throws [`ApiError`] `wrong_credentials` or `too_many_attempts`. */
export async function signIn(username: string, password: string): Promise<Session> {
  const answer = await fetch('/anmelden', {
    method: 'POST',
    body: new URLSearchParams({ username, password, ziel: '/' }),
    // Success is a redirect; where it leads does not matter here.
    redirect: 'manual',
  });
  if (answer.type !== 'opaqueredirect') {
    const wait = Number(answer.headers.get('Retry-After') ?? 0);
    const code =
      answer.status === 429
        ? 'too_many_attempts'
        : answer.status === 401
          ? 'wrong_credentials'
          : 'unexpected_answer';
    throw new ApiError({
      type: 'about:blank',
      title: '',
      status: answer.status,
      code,
      ...(answer.status === 429 && { retry_after_seconds: wait }),
    });
  }
  const response = await fetch('/api/session');
  if (!response.ok) throw new ApiError(problemFrom(null, response));
  const session: Session = await response.json();
  rememberCsrfToken(session.csrf_token);
  return session;
}
