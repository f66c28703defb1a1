// What can be asked of the server, as query options: one key per resource, so that writes know what to refresh.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf, rememberCsrfToken } from './client';
import type { CaseDetail, CaseQuery, LetterKind } from './types';

const POLL_MS = 2000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await dataOf(api.GET('/api/session'));
    rememberCsrfToken(session.csrf_token);
    return session;
  },
  staleTime: 60_000,
  // A model that loads is there soon, and the rail says so.
  refetchInterval: ({ state }) => (state.data?.assistance.models === 'loading' ? 10_000 : false),
});

export const casesQuery = (query: CaseQuery) =>
  queryOptions({
    queryKey: ['cases', query],
    queryFn: () => dataOf(api.GET('/api/cases', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: (state) =>
      state.state.data?.items.some((row) => isReading(row.processing)) ? POLL_MS : 30_000,
  });

/** The clerk's own filters. Whatever changes the cases changes their counts. */
export const filtersQuery = queryOptions({
  queryKey: ['cases', 'filters'],
  queryFn: () => dataOf(api.GET('/api/filters')),
  refetchInterval: 30_000,
});

/** Who may be given a case. */
export const clerksQuery = queryOptions({
  queryKey: ['clerks'],
  queryFn: () => dataOf(api.GET('/api/clerks')),
  staleTime: 60_000,
});

/** Whether suggestions are still on their way. */
export const isReading = (processing: string): boolean => processing === 'queued' || processing === 'running';

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'detail'],
    queryFn: (): Promise<CaseDetail> => dataOf(api.GET('/api/cases/{id}', { params: { path: { id } } })),
    refetchInterval: (state) =>
      state.state.data && isReading(state.state.data.processing) ? POLL_MS : false,
  });

export const fieldsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'fields'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/fields', { params: { path: { id } } })),
  });

/** What stands on forms and no field asks for. */
export const otherEntriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'other-entries'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/other-entries', { params: { path: { id } } })),
  });

/** What of its documents lies in other cases too. What a person settles changes nothing about it. */
export const copiesQuery = (id: string) =>
  queryOptions({
    queryKey: ['copies', id],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/copies', { params: { path: { id } } })),
    staleTime: 300_000,
  });

export const completenessQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'completeness'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/completeness', { params: { path: { id } } })),
  });

export const legalBasesQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'legal-bases'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/legal-bases', { params: { path: { id } } })),
  });

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'history'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/history', { params: { path: { id } } })),
  });

/** What an entry of the history names. */
export type NamedSuggestions = { run: string } | { suggestion: string };

/** Suggestions as they were made: none is ever changed. */
export const pastSuggestionsQuery = (id: string, named: NamedSuggestions) =>
  queryOptions({
    queryKey: ['past-suggestions', id, named],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/suggestions', { params: { path: { id }, query: named } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const openPointsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'open-points'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/open-points', { params: { path: { id } } })),
  });

export const decisionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'decisions'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/decisions', { params: { path: { id } } })),
  });

/** Under the cases: what refreshes the queue refreshes what waits. */
export const releasesQuery = queryOptions({
  queryKey: ['cases', 'releases'],
  queryFn: () => dataOf(api.GET('/api/releases')),
  refetchInterval: 60_000,
});

export const lettersQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'letters'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/letters', { params: { path: { id } } })),
  });

export const letterDraftQuery = (id: string, kind: LetterKind) =>
  queryOptions({
    queryKey: ['case', id, 'letter-draft', kind],
    queryFn: () =>
      dataOf(api.GET('/api/cases/{id}/letters/draft', { params: { path: { id }, query: { kind } } })),
  });

export const statusLinksQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'status-links'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/status-links', { params: { path: { id } } })),
  });

export const firstReceiptsQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'first-receipts'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/first-receipts', { params: { path: { id } } })),
  });

export const joiningQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'joining'],
    queryFn: () => dataOf(api.GET('/api/cases/{id}/joining', { params: { path: { id } } })),
  });

export const wordsQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['words', id, number],
    queryFn: () =>
      dataOf(api.GET('/api/documents/{id}/pages/{number}/words', { params: { path: { id, number } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const marksQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['marks', id, number],
    queryFn: () =>
      dataOf(api.GET('/api/documents/{id}/pages/{number}/marks', { params: { path: { id, number } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What has to be asked again once the documents of a case were read: the case, and what stands on its pages. */
export const keysOfReading = ({ id, documents }: Pick<CaseDetail, 'id' | 'documents'>): string[][] => [
  ['case', id],
  ['copies', id],
  ...documents.flatMap((document) => [
    ['words', document.id],
    ['marks', document.id],
  ]),
];

/** Under the case: reading its documents again makes another note. */
export const transferNoteQuery = (caseId: string, id: string) =>
  queryOptions({
    queryKey: ['case', caseId, 'transfer-note', id],
    queryFn: () => dataOf(api.GET('/api/documents/{id}/transfer-note', { params: { path: { id } } })),
  });

export const regulationsQuery = (query: { q: string; law: string; valid_on: string }) =>
  queryOptions({
    queryKey: ['regulations', query],
    queryFn: () =>
      dataOf(
        api.GET('/api/regulations', {
          params: {
            query: {
              q: query.q,
              limit: 20,
              ...(query.law && { law: query.law }),
              ...(query.valid_on && { valid_on: query.valid_on }),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: () => dataOf(api.GET('/api/services')),
  staleTime: 300_000,
});

export const intakeSourcesQuery = queryOptions({
  queryKey: ['intake', 'sources'],
  queryFn: () => dataOf(api.GET('/api/intake/sources')),
  // What goes wrong there goes wrong while nobody clicks.
  refetchInterval: 60_000,
});

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: () => dataOf(api.GET('/api/models')),
});

export const auditQuery = (before: number | undefined) =>
  queryOptions({
    queryKey: ['audit', before ?? 0],
    queryFn: () =>
      dataOf(api.GET('/api/audit', { params: { query: { limit: 100, ...(before && { before }) } } })),
    placeholderData: keepPreviousData,
  });

export const trailQuery = (query: { case?: string; outcome: string; offset: number; limit: number }) =>
  queryOptions({
    queryKey: ['suggestions', query],
    queryFn: () => dataOf(api.GET('/api/suggestions', { params: { query } })),
    placeholderData: keepPreviousData,
  });
