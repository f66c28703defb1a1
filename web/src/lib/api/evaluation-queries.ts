// What the data team's screens ask of the server; they load it with themselves.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EvaluationTask } from '../evaluation';
import { api, dataOf } from './client';
import type { ErrorsQuery } from './types';

export const runsQuery = queryOptions({
  queryKey: ['evaluations'],
  queryFn: () => dataOf(api.GET('/api/evaluations')),
});

export const headsQuery = queryOptions({
  queryKey: ['models', 'heads'],
  queryFn: () => dataOf(api.GET('/api/models/heads')),
});

export const runningQuery = queryOptions({
  queryKey: ['evaluation-runs'],
  queryFn: () => dataOf(api.GET('/api/evaluation-runs')),
});

export const driftQuery = (weeks: number) =>
  queryOptions({
    queryKey: ['drift', weeks],
    queryFn: () => dataOf(api.GET('/api/drift', { params: { query: { weeks } } })),
    placeholderData: keepPreviousData,
  });

const one = (id: string) => ({ params: { path: { id } } });

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['evaluation', id, 'report'],
    queryFn: () => dataOf(api.GET('/api/evaluations/{id}', one(id))),
  });

export const calibrationQuery = (id: string, task: EvaluationTask) =>
  queryOptions({
    queryKey: ['evaluation', id, 'calibration', task],
    queryFn: () =>
      dataOf(api.GET('/api/evaluations/{id}/calibration', { params: { path: { id }, query: { task } } })),
  });

export const confusionQuery = (id: string, task: EvaluationTask) =>
  queryOptions({
    queryKey: ['evaluation', id, 'confusion', task],
    queryFn: () =>
      dataOf(api.GET('/api/evaluations/{id}/confusion', { params: { path: { id }, query: { task } } })),
  });

export const errorsQuery = (id: string, query: ErrorsQuery) =>
  queryOptions({
    queryKey: ['evaluation', id, 'errors', query],
    queryFn: () => dataOf(api.GET('/api/evaluations/{id}/errors', { params: { path: { id }, query } })),
    placeholderData: keepPreviousData,
  });

export const itemQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['evaluation', id, 'item', number],
    queryFn: () =>
      dataOf(api.GET('/api/evaluations/{id}/items/{number}', { params: { path: { id, number } } })),
  });

export const comparisonQuery = (id: string, other: string) =>
  queryOptions({
    queryKey: ['evaluation', id, 'comparison', other],
    queryFn: () =>
      dataOf(
        api.GET('/api/evaluations/{id}/comparison', { params: { path: { id }, query: { with: other } } }),
      ),
  });
