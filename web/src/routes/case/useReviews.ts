// Records what a person made of a suggestion. One write after the other; a stale version is retried silently when
// the subject itself was not touched by somebody else, and becomes a visible conflict when it was.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { api, dataOf } from '../../lib/api/client';
import { ApiError } from '../../lib/api/problem';
import { caseQuery, completenessQuery, fieldsQuery } from '../../lib/api/queries';
import type { Problem, ReviewRequest, ReviewView, Subject } from '../../lib/api/types';
import { useCase } from './case-context';

export type Conflict = { request: ReviewRequest; theirs: ReviewView | null; problem: Problem };
const MAX_SILENT_RETRIES = 3;

export function useReviews() {
  const { detail, version } = useCase();
  const queryClient = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const id = detail.id;

  const storedReview = useCallback(
    async (subject: Subject): Promise<ReviewView | null> => {
      if (subject.kind === 'field') {
        const list = await queryClient.fetchQuery({ ...fieldsQuery(id), staleTime: 0 });
        version.current = Math.max(version.current, list.version);
        return list.fields.find((field) => field.id === subject.key)?.review ?? null;
      }
      if (subject.kind === 'requirement') {
        const list = await queryClient.fetchQuery({ ...completenessQuery(id), staleTime: 0 });
        version.current = Math.max(version.current, list.version);
        return list.items.find((item) => item.requirement === subject.key)?.review ?? null;
      }
      const fresh = await queryClient.fetchQuery({ ...caseQuery(id), staleTime: 0 });
      version.current = Math.max(version.current, fresh.version);
      if (subject.kind === 'service') return fresh.service_review;
      return fresh.documents.find((document) => document.id === subject.key)?.kind_review ?? null;
    },
    [id, queryClient, version],
  );

  const post = useCallback(
    (request: ReviewRequest) =>
      dataOf(
        api.POST('/api/cases/{id}/reviews', {
          params: { path: { id }, header: { 'If-Match': `"${version.current}"` } },
          body: request,
        }),
      ),
    [id, version],
  );

  const remember = useCallback(
    (request: ReviewRequest, answer: { version: number; review: ReviewView }) => {
      version.current = Math.max(version.current, answer.version);
      const review = answer.review.verdict === 'withdrawn' ? null : answer.review;
      if (request.subject.kind === 'field') {
        queryClient.setQueryData(
          fieldsQuery(id).queryKey,
          (old) =>
            old && {
              version: answer.version,
              fields: old.fields.map((field) =>
                field.id === request.subject.key ? { ...field, review } : field,
              ),
            },
        );
      }
      void queryClient.invalidateQueries({ queryKey: ['case', id] });
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
    },
    [id, queryClient, version],
  );

  const attempt = useCallback(
    async (request: ReviewRequest, base: string | null): Promise<ReviewView | null> => {
      for (let tries = 0; ; tries += 1) {
        try {
          const answer = await post(request);
          remember(request, answer);
          return answer.review;
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error;
          version.current = Math.max(version.current, error.problem.current_version ?? 0);
          const theirs = await storedReview(request.subject);
          if ((theirs?.id ?? null) === base && tries < MAX_SILENT_RETRIES) continue;
          setConflict({ request, theirs, problem: error.problem });
          return null;
        }
      }
    },
    [post, remember, storedReview, version],
  );

  /** Records one act. `base` is the review that the person saw. Answers `null` when it became a conflict. */
  const submit = useCallback(
    (request: ReviewRequest, base: string | null): Promise<ReviewView | null> => {
      const next = queue.current.then(() => attempt(request, base));
      queue.current = next.catch(() => undefined);
      return next;
    },
    [attempt],
  );

  const keepMine = useCallback(async () => {
    // The conflict stays until the value is really saved; if it meets a newer one, that one is shown instead.
    if (conflict && (await submit(conflict.request, conflict.theirs?.id ?? null))) setConflict(null);
  }, [conflict, submit]);
  const keepTheirs = useCallback(() => setConflict(null), []);
  return { submit, conflict, keepMine, keepTheirs };
}

export type Reviews = ReturnType<typeof useReviews>;
