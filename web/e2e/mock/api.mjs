// The server's part in the tests of the screens: answers by path, in the state that a test asks for.
import * as data from './data.mjs';
import { answer as evaluation } from './evaluation-data.mjs';
import * as letters from './letter-data.mjs';
import { picture, words } from './pages.mjs';
import * as practice from './practice-data.mjs';
import * as releases from './release-data.mjs';
import { samples } from './samples-data.mjs';
import { answer as sorting } from './sorting-data.mjs';

const empty = {
  cases: { total: 0, counts: data.counts(), items: [] },
  detail: () =>
    data.detail({
      documents: [],
      service: null,
      service_suggestion: null,
      applicant_name: null,
      fields_total: 0,
      requirements_missing: 0,
    }),
  fields: { version: 7, fields: [] },
  completeness: { version: 7, complete: null, service_verified: false, items: [] },
};

function answer(path, query, state, role) {
  const has = state !== 'empty';
  if (path === '/api/session') return data.session(role);
  if (path === '/api/services') return data.services();
  const post = sorting(path, query, has);
  if (post) return post;
  if (path === '/api/cases')
    return has
      ? {
          total: 6,
          counts: data.counts({
            all: 5,
            mine: 3,
            unassigned: 2,
            due: 2,
            missing: 2,
            awaiting: 2,
            answered: 1,
            snooze_due: 1,
            decided: 1,
          }),
          items: data.rows(),
        }
      : empty.cases;
  if (path === '/api/clerks')
    return {
      items: [
        { id: 'u1', display_name: 'Aylin Yılmaz' },
        { id: 'u2', display_name: 'Jonas Weber' },
      ],
    };
  if (path === '/api/filters') return has ? data.filters() : { items: [] };
  if (path === '/api/practice') return has ? practice.list() : { items: [] };
  if (/^\/api\/practice\/[^/]+$/.test(path)) return practice.shown(has);
  if (/\/fields$/.test(path)) return has ? { version: 7, fields: data.fields() } : empty.fields;
  if (/\/completeness$/.test(path)) return has ? data.completeness() : empty.completeness;
  if (/\/legal-bases$/.test(path)) return has ? data.legalBases() : { items: [] };
  if (/^\/api\/cases\/[^/]+\/suggestions$/.test(path))
    return { items: has ? data.pastSuggestions(query.get('run'), query.get('suggestion')) : [] };
  if (/\/copies$/.test(path)) return { items: [] };
  if (/\/view$/.test(path)) return { seen_through: null, last: 0, changes: 0 };
  if (/\/history$/.test(path)) return has ? data.history() : { items: [] };
  if (/\/letters\/draft$/.test(path))
    return letters.draft(
      query.get('kind') ?? 'document_request',
      ...(has ? [2, { recipient: ['Erika Sabine Musterfrau', '86150 Beispielstadt'] }] : []),
    );
  if (/\/letters$/.test(path))
    return has
      ? letters.letters({ sent: [letters.sentLetter('acknowledgement')] })
      : letters.letters({ missing: [] });
  if (/\/presence$/.test(path)) return { held_by: null, others: [], taken_over: false };
  if (/\/joining$/.test(path))
    return { into: null, joined: [], placed: [], taken: [], may_be_joined: false, likely: [] };
  if (/\/open-points$/.test(path)) return has ? data.openPoints() : { items: [] };
  if (/\/other-entries$/.test(path)) return { items: has ? data.otherEntries() : [] };
  if (path === '/api/suggestions/reliability') return data.reliability(has ? 1_204 : 12);
  if (path === '/api/samples') return samples(has);
  if (path === '/api/request-figures') return data.requestFigures(Number(query.get('weeks') ?? 12), has);
  if (/\/decisions$/.test(path)) return releases.file();
  if (path === '/api/releases') return has ? releases.releases() : { total: 0, items: [] };
  if (/\/words$/.test(path)) return words(path);
  if (/\/marks$/.test(path)) return [];
  if (/^\/api\/cases\/[^/]+$/.test(path)) return has ? data.detail() : empty.detail();
  if (path === '/api/regulations')
    return has ? { ...data.legalBases(), laws: ['WoGG', 'BEEG'] } : { items: [], laws: [] };
  if (path === '/api/intake/sources') return { items: has ? data.intakeSources() : [] };
  if (path === '/api/models')
    return has
      ? data.models()
      : {
          ...data.models(),
          encoder: null,
          state: 'absent',
          suggestions: { total: 0, reviewed: 0, accepted: 0, amended: 0, rejected: 0, abstained: 0 },
        };
  if (path === '/api/audit') return has ? data.audit() : { total: 0, items: [] };
  if (path === '/api/audit/verification')
    return {
      valid: true,
      entries: 3,
      head: 'ab'.repeat(32),
      records: 5_210,
      originals: 212,
      first_bad: null,
      checked_at: '2026-11-20T10:00:00Z',
    };
  if (path === '/api/suggestions') return has ? data.trail() : { total: 0, items: [] };
  return evaluation(path, query, has);
}

const ALWAYS = ['/api/session', '/api/services'];

/** Routes all calls of a page to invented answers. `override` may answer first: it gets method, path and body. */
export async function mockApi(page, { state = 'loaded', role = 'clerk', override } = {}) {
  await page.route('**/api/**', async (route) => {
    const request = route.request();
    const { pathname: path, searchParams: query } = new URL(request.url());
    if (path.endsWith('.webp') || /\/items\/\d+\/page$/.test(path))
      return route.fulfill({ contentType: 'image/svg+xml', body: picture(path) });
    const own = await override?.({
      method: request.method(),
      path,
      query,
      body: request.postDataJSON?.bind(request),
      headers: request.headers(),
    });
    if (own?.events)
      return route.fulfill({
        contentType: 'text/event-stream',
        body: `retry: 200\n\n${own.events.map((told) => `event: progress\ndata: ${JSON.stringify(told)}\n\n`).join('')}`,
      });
    if (own?.status === 204) return route.fulfill({ status: 204 });
    if (own)
      return route.fulfill({
        status: own.status ?? 200,
        contentType: own.status >= 400 ? 'application/problem+json' : 'application/json',
        body: JSON.stringify(own.json),
      });
    if (state === 'error' && !ALWAYS.includes(path))
      return route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Internal Server Error',
          status: 500,
          code: 'internal',
          request_id: '7f3a-0001',
        }),
      });
    const json = answer(path, query, state, role);
    return route.fulfill(
      json === undefined
        ? {
            status: 404,
            contentType: 'application/problem+json',
            body: JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not_found' }),
          }
        : { contentType: 'application/json', body: JSON.stringify(json) },
    );
  });
}
