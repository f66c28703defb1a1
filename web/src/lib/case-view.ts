// What is new in a case since the person last opened it. The mark is their own, and moves when the case is opened: what
// is told here is as it was before.
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from './api/client';
import type { CaseViewMark, HistoryItem } from './api/types';
import { useSession } from './session';

/** A letter or a decision in between is no leaving: the same opening goes on, and nothing stops being new. */
const SAME_OPENING_MS = 30 * 60_000;

async function openCase(id: string): Promise<CaseViewMark> {
  const params = { path: { id } };
  const mark = await dataOf(api.GET('/api/cases/{id}/view', { params }));
  // Lost on the way, the same entries are new once more.
  if (mark.last > (mark.seen_through ?? 0))
    void api
      .PUT('/api/cases/{id}/view', { params, body: { seen_through: mark.last } })
      .catch(() => undefined);
  return mark;
}

/** How far the person had seen the case before they opened it now; `undefined` while or where nobody knows. */
export function useCaseView(caseId: string): CaseViewMark | undefined {
  const { user } = useSession();
  const { data } = useQuery({
    queryKey: ['case-view', caseId],
    queryFn: () => openCase(caseId),
    enabled: user.role === 'clerk',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: SAME_OPENING_MS,
    retry: false,
  });
  return data;
}

/** The newest entry that was there at the last view, and how many newer ones are not the person's own; `null` where
 * there is nothing to divide. */
export function dividedAt(
  items: readonly HistoryItem[],
  seenThrough: number | null | undefined,
  person: string,
): { at: HistoryItem; news: number } | null {
  if (seenThrough === null || seenThrough === undefined) return null;
  const at = items.find((item) => item.sequence <= seenThrough);
  const isOwn = ({ actor }: HistoryItem) => actor.kind === 'user' && actor.id === person;
  const news = items.filter((item) => item.sequence > seenThrough && !isOwn(item)).length;
  return at && news > 0 ? { at, news } : null;
}
