// Records what a person made of a suggestion. One write after the other; a stale version is retried silently when
// the subject itself was not touched by somebody else, and becomes a visible conflict when it was.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { api, dataOf } from '../../lib/api/client';
import { ApiError } from '../../lib/api/problem';
import { caseQuery, completenessQuery, fieldsQuery } from '../../lib/api/queries';
import type { ReviewRequest, ReviewView, Subject } from '../../lib/api/types';
import { drafts, placeOf } from '../../lib/drafts';
import { useCase } from './case-context';

export type Conflict = {
  request: ReviewRequest;
  theirs: ReviewView | null;
  /** Who changed the case, where the other review does not say it. */
  changedBy: string | undefined;
};
const MAX_SILENT_RETRIES = 3;

/** What was typed about a subject is saved, or given up for what somebody else saved. */
export function dropDrafts(caseId: string, { kind, key }: Subject): void {
  if (kind === 'requirement') drafts.remove(caseId, placeOf.requirement(key));
  if (kind !== 'field') return;
  drafts.remove(caseId, placeOf.field(key));
  drafts.remove(caseId, placeOf.reject(key));
}

export function useReviews() {
  const { detail, version } = useCase();
  const queryClient = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  /** Reviews made here; acting twice in quick succession is no conflict with oneself. */
  const own = useRef(new Set<string>());
  const id = detail.id;

  /** The review that this browser knows of; `undefined` before anything was asked. */
  const knownReview = useCallback(
    (subject: Subject): ReviewView | null | undefined => {
      if (subject.kind === 'field') {
        const list = queryClient.getQueryData(fieldsQuery(id).queryKey);
        return list && (list.fields.find((field) => field.id === subject.key)?.review ?? null);
      }
      if (subject.kind === 'requirement') {
        const list = queryClient.getQueryData(completenessQuery(id).queryKey);
        return list && (list.items.find((item) => item.requirement === subject.key)?.review ?? null);
      }
      const known = queryClient.getQueryData(caseQuery(id).queryKey);
      if (subject.kind === 'service') return known?.service_review;
      if (subject.kind === 'duplicate')
        return known && (known.duplicate_reviews.find((one) => one.subject.key === subject.key) ?? null);
      const document = known?.documents.find((one) => one.id === subject.key);
      const own = { rescan: document?.rescan_review, division: document?.division_review };
      const review =
        subject.kind === 'rescan' || subject.kind === 'division' ? own[subject.kind] : document?.kind_review;
      return known && (review ?? null);
    },
    [id, queryClient],
  );

  const storedReview = useCallback(
    async (subject: Subject): Promise<ReviewView | null> => {
      const fresh =
        subject.kind === 'field'
          ? await queryClient.fetchQuery({ ...fieldsQuery(id), staleTime: 0 })
          : subject.kind === 'requirement'
            ? await queryClient.fetchQuery({ ...completenessQuery(id), staleTime: 0 })
            : await queryClient.fetchQuery({ ...caseQuery(id), staleTime: 0 });
      version.current = Math.max(version.current, fresh.version);
      return knownReview(subject) ?? null;
    },
    [id, queryClient, version, knownReview],
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
      own.current.add(answer.review.id);
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
      // An editor may have stood open, or a draft have waited, while somebody else's review arrived behind it.
      const known = knownReview(request.subject);
      const isOwn = own.current.has(known?.id ?? base ?? '');
      if (known !== undefined && (known?.id ?? null) !== base && !isOwn) {
        setConflict({ request, theirs: known, changedBy: undefined });
        return null;
      }
      for (let tries = 0; ; tries += 1) {
        try {
          const answer = await post(request);
          remember(request, answer);
          if (request.verdict !== 'withdrawn') dropDrafts(id, request.subject);
          return answer.review;
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error;
          version.current = Math.max(version.current, error.problem.current_version ?? 0);
          const theirs = await storedReview(request.subject);
          if ((theirs?.id ?? null) === base && tries < MAX_SILENT_RETRIES) continue;
          setConflict({ request, theirs, changedBy: error.problem.changed_by });
          return null;
        }
      }
    },
    [id, knownReview, post, remember, storedReview, version],
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
  const keepTheirs = useCallback(() => {
    if (conflict) dropDrafts(id, conflict.request.subject);
    setConflict(null);
  }, [conflict, id]);
  return { submit, conflict, keepMine, keepTheirs };
}

export type Reviews = ReturnType<typeof useReviews>;
