// What the practice screens ask the server for. It loads with them, not with the first page.
import { queryOptions } from '@tanstack/react-query';
import type { PracticeAnswer } from '../practice';
import { api, dataOf } from './client';

export const practiceCasesQuery = queryOptions({
  queryKey: ['practice'],
  queryFn: () => dataOf(api.GET('/api/practice')),
  staleTime: Number.POSITIVE_INFINITY,
});

export const practiceCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['practice', id],
    queryFn: () => dataOf(api.GET('/api/practice/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Under the words of all pages: documents of practice cases have ids that no other document has. */
export const practiceWordsQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['words', id, number],
    queryFn: () =>
      dataOf(
        api.GET('/api/practice/documents/{id}/pages/{number}/words', { params: { path: { id, number } } }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Holds answers against what is true. The server keeps nothing of it. */
export const askResult = (id: string, answers: PracticeAnswer[]) =>
  dataOf(api.POST('/api/practice/{id}/result', { params: { path: { id } }, body: { answers } }));
