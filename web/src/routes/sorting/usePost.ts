// What a clerk does to new post, one act after the other, and how each is taken back. Every act is made on the post as it
// is on the server by then; if its subject was changed by somebody else, nothing is sent and the screen says so.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { api, dataOf } from '../../lib/api/client';
import { findCase, type Target } from '../../lib/api/find-case';
import { ApiError } from '../../lib/api/problem';
import { caseQuery } from '../../lib/api/queries';
import type { CaseDetail, ReviewView, SuggestionView } from '../../lib/api/types';
import { verdictOn } from '../../lib/verdict';

/** What a person may say about a document here. */
export type DocumentSubject = { kind: 'document_kind' | 'division'; key: string };
/** What was on the screen of it. */
export type Shown = { suggestion: SuggestionView | null; review: ReviewView | null };
type Undo = { post: string; run: () => Promise<void> };

const TRIES = 4;

class Changed extends Error {}

const isConflict = (error: unknown) => error instanceof ApiError && error.code === 'version_conflict';

function reviewOf(detail: CaseDetail, { kind, key }: DocumentSubject): ReviewView | null {
  const document = detail.documents.find((one) => one.id === key);
  return (kind === 'division' ? document?.division_review : document?.kind_review) ?? null;
}

export function usePost({
  changed,
  undone,
  goTo,
}: {
  changed: string;
  undone: string;
  /** Shows a post again whose last act was taken back. */
  goTo: (post: string) => void;
}) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [error, setError] = useState<unknown>(null);
  const [hint, setHint] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [acts, setActs] = useState<readonly Undo[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  /** Reviews made here: what one did oneself is no change by somebody else. */
  const own = useRef(new Set<string>());

  const refresh = async (post: string) => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['case', post] }),
      queryClient.invalidateQueries({ queryKey: ['cases'] }),
    ]);
  };

  /** Runs an act on the newest state of a post, once more when only its version had moved on. */
  async function onNewest<T>(
    post: string,
    run: (detail: CaseDetail, tries: number) => Promise<T>,
  ): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const detail = await queryClient.fetchQuery({ ...caseQuery(post), staleTime: 0 });
      try {
        return await run(detail, tries);
      } catch (caught) {
        if (!isConflict(caught) || tries === TRIES) throw caught;
      }
    }
  }

  /** One act: says what was done, remembers how it is taken back, shows what went wrong. */
  function act(
    post: string,
    said: string,
    run: () => Promise<(() => Promise<void>) | null>,
  ): Promise<boolean> {
    const next = queue.current.then(async () => {
      setBusy(true);
      setError(null);
      setHint(null);
      try {
        const back = await run();
        // Told only when it is shown: the next act starts from what is on the screen.
        await refresh(post);
        setActs((old) => (back ? [...old, { post, run: back }] : []));
        announce(said);
        return true;
      } catch (caught) {
        await refresh(post);
        if (caught instanceof Changed) setHint(changed);
        else setError(caught);
        return false;
      } finally {
        setBusy(false);
      }
    });
    queue.current = next;
    return next;
  }

  async function send(
    post: string,
    subject: DocumentSubject,
    shown: Shown,
    body: Pick<ReviewView, 'verdict' | 'value' | 'reason'>,
  ): Promise<ReviewView | null> {
    const recorded = await onNewest(post, async (detail) => {
      const [theirs, seen] = [reviewOf(detail, subject)?.id, shown.review?.id];
      if (theirs !== seen && !own.current.has(theirs ?? seen ?? '')) throw new Changed();
      return dataOf(
        api.POST('/api/cases/{id}/reviews', {
          params: { path: { id: post }, header: { 'If-Match': `"${detail.version}"` } },
          body: {
            subject,
            suggestion_id: shown.suggestion?.id ?? null,
            ...body,
            evidence: [],
            note: null,
            shown: {
              value: shown.suggestion?.value ?? null,
              confidence: shown.suggestion?.confidence ?? null,
            },
            dwell_ms: null,
          },
        }),
      );
    });
    own.current.add(recorded.review.id);
    return recorded.review.verdict === 'withdrawn' ? null : recorded.review;
  }

  /** Says a value of a document, or takes back what was said (`null`). */
  const say = (post: string, subject: DocumentSubject, shown: Shown, value: string | null, said: string) =>
    act(post, said, async () => {
      const suggested = shown.suggestion?.value ?? null;
      const verdict = value === null ? 'withdrawn' : verdictOn(suggested, value);
      const now = await send(post, subject, shown, {
        verdict,
        value: verdict === 'amended' || verdict === 'entered' ? value : null,
        reason: verdict === 'amended' ? 'professional_judgement' : null,
      });
      const before = shown.review;
      return async () => {
        const isSame = before?.verdict === 'amended' || before?.verdict === 'entered';
        await send(
          post,
          subject,
          { ...shown, review: now },
          {
            verdict: before?.verdict ?? 'withdrawn',
            value: isSame ? before.value : null,
            reason: before?.reason ?? null,
          },
        );
      };
    });

  async function place(post: string, document: string, into: Target | null, other: Target): Promise<void> {
    await onNewest(post, async (detail, tries) => {
      // The other case may have been read again meanwhile, which changes nothing of what was on the screen.
      const fresh = tries === 1 ? other : await findCase(other.reference);
      await dataOf(
        api.POST('/api/cases/{id}/placements', {
          params: { path: { id: post }, header: { 'If-Match': `"${detail.version}"` } },
          body: {
            document_id: document,
            into: into?.case_id ?? null,
            other_version: fresh?.version ?? other.version,
          },
        }),
      );
    });
    await queryClient.invalidateQueries({ queryKey: ['case', other.case_id] });
  }

  /** Lets documents count for another case, one after the other, and takes them back in the same way. */
  const placeIn = (post: string, documents: readonly string[], other: Target, said: string) =>
    act(post, said, async () => {
      for (const document of documents) await place(post, document, other, other);
      return async () => {
        for (const document of documents.toReversed()) await place(post, document, null, other);
      };
    });

  const takeBack = (post: string, document: string, other: Target, said: string) =>
    act(post, said, async () => {
      await place(post, document, null, other);
      return () => place(post, document, other, other);
    });

  /** Joins the whole post to another case. It is not taken back, nor is what was done before it. */
  const join = (post: string, other: Target, said: string) =>
    act(post, said, async () => {
      await onNewest(post, async (detail, tries) => {
        const fresh = tries === 1 ? other : await findCase(other.reference);
        await dataOf(
          api.POST('/api/cases/{id}/joining', {
            params: { path: { id: post }, header: { 'If-Match': `"${detail.version}"` } },
            body: { into: other.case_id, into_version: fresh?.version ?? other.version },
          }),
        );
      });
      return null;
    });

  async function assign(post: string, assignee: 'me' | null): Promise<void> {
    await dataOf(api.PUT('/api/cases/{id}/assignee', { params: { path: { id: post } }, body: { assignee } }));
  }

  /** The post stays a case of its own, which the clerk takes on. */
  const keep = (post: string, said: string) =>
    act(post, said, async () => {
      await assign(post, 'me');
      return () => assign(post, null);
    });

  const undo = () => {
    const last = acts.at(-1);
    if (!last) return false;
    setActs(acts.slice(0, -1));
    const next = queue.current.then(async () => {
      setBusy(true);
      setError(null);
      setHint(null);
      try {
        await last.run();
        await refresh(last.post);
        announce(undone);
        goTo(last.post);
      } catch (caught) {
        await refresh(last.post);
        if (caught instanceof Changed) setHint(changed);
        else setError(caught);
      } finally {
        setBusy(false);
      }
    });
    queue.current = next;
    return true;
  };

  return { error, hint, setHint, busy, canUndo: acts.length > 0, say, placeIn, takeBack, join, keep, undo };
}

export type PostActs = ReturnType<typeof usePost>;
