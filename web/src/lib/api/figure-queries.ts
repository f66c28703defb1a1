// Figures of the office. Loaded with what shows them.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client';

/** How suggestions on a field fared with people. */
export const reliabilityQuery = (field: string) =>
  queryOptions({
    queryKey: ['reliability', field],
    queryFn: () => dataOf(api.GET('/api/suggestions/reliability', { params: { query: { field } } })),
    staleTime: 300_000,
  });

export const requestFiguresQuery = (weeks: number) =>
  queryOptions({
    queryKey: ['request-figures', weeks],
    queryFn: () => dataOf(api.GET('/api/request-figures', { params: { query: { weeks } } })),
    placeholderData: keepPreviousData,
  });

export const samplesQuery = queryOptions({
  queryKey: ['samples'],
  queryFn: () => dataOf(api.GET('/api/samples')),
});
