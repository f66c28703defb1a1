// The keeper of a draft on a page: saves by the API, copies into the window, and tries again when the line is back.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { api, dataOf } from '../../lib/api/client';
import { letterDraftQuery } from '../../lib/api/queries';
import type { LetterContent, LetterDraft } from '../../lib/api/types';
import { drafts, placeOf } from '../../lib/drafts';
import { requestOf } from '../../lib/letter-form';
import { createLetterKeeper, type Typed } from '../../lib/letter-keeper';

const isContent = (value: unknown): value is LetterContent =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as LetterContent).items) &&
  Array.isArray((value as LetterContent).recipient);

/** What the window holds of a letter, or `null` for what has another form. */
function typedIn(caseId: string, place: string): Typed | null {
  const stored = drafts.read(caseId, place);
  if (!stored) return null;
  const { content, base } = stored.value;
  const version = Number(stored.base);
  return isContent(content) && isContent(base) && Number.isInteger(version)
    ? { content, base, version }
    : null;
}

export function useLetterKeeper(caseId: string, draft: LetterDraft) {
  const queryClient = useQueryClient();
  const { kind } = draft;
  const [keeper] = useState(() => {
    const query = letterDraftQuery(caseId, kind);
    const place = placeOf.letter(kind);
    return createLetterKeeper({
      draft,
      save: async (content, version) => {
        // An answer on its way would tell of the draft before.
        await queryClient.cancelQueries({ queryKey: query.queryKey });
        const saved = await dataOf(
          api.PUT('/api/cases/{id}/letters/draft', {
            params: { path: { id: caseId }, header: { 'If-Match': `"${version}"` } },
            body: requestOf(kind, content),
          }),
        );
        queryClient.setQueryData(query.queryKey, saved);
        return saved;
      },
      load: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
      window: {
        read: () => typedIn(caseId, place),
        write: ({ content, base, version }) =>
          drafts.write(caseId, place, { value: { content, base }, base: String(version) }),
        remove: () => drafts.remove(caseId, place),
      },
    });
  });
  const state = useSyncExternalStore(keeper.subscribe, keeper.get);
  useEffect(() => keeper.offer(draft), [keeper, draft]);
  useEffect(() => {
    const again = () => void keeper.flush();
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
      again();
    };
  }, [keeper]);
  return { keeper, state };
}
