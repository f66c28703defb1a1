// What went wrong with a call, in the server's stable codes; sentences are made in `lib/i18n`.
import type { Problem } from './types';

export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'ApiError';
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && typeof (value as Problem).code === 'string';

/** A problem from whatever the server (or something between it and us) answered. */
export function problemFrom(body: unknown, response: Response): Problem {
  if (isProblem(body)) return { ...body, status: response.status };
  const requestId = response.headers.get('x-request-id') ?? undefined;
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: response.status === 404 ? 'not_found' : 'unexpected_answer',
    request_id: requestId,
  };
}

/** Any thrown value as a problem: what is not an answer of the server is a lost connection. */
export function asProblem(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return { type: 'about:blank', title: '', status: 0, code: 'connection_lost' };
}
