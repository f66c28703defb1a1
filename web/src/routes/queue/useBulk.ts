// What is done to the selected cases at once: taken on, put back, fetched back. What failed stays selected.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { api, dataOf } from '../../lib/api/client';
import type { CaseRow } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';

const selectedRows = (rows: readonly CaseRow[], selected: ReadonlySet<string>): CaseRow[] =>
  rows.filter((row) => selected.has(row.id));

/** The selected rows; without a selection the one that has the focus. */
function chosenRows(rows: readonly CaseRow[], selected: ReadonlySet<string>): CaseRow[] {
  if (selected.size > 0) return selectedRows(rows, selected);
  const focused = document.activeElement?.closest('.case-table [role=row][data-key]');
  return rows.filter((row) => row.id === focused?.getAttribute('data-key'));
}

/** What was put back last, for as long as it can be taken back. */
type PutBack = { ids: readonly string[]; until: string };

export function useBulk(
  rows: readonly CaseRow[],
  selected: ReadonlySet<string>,
  select: (ids: readonly string[]) => void,
  isClerk: boolean,
) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [error, setError] = useState<unknown>(null);
  const [asking, setAsking] = useState<readonly CaseRow[]>([]);
  const [putBack, setPutBack] = useState<PutBack | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['cases'] });

  /** Does something to each of these cases; says how many it was done to. */
  const forEach = async (
    ids: readonly string[],
    act: (id: string) => Promise<unknown>,
    done: (count: number) => string,
  ) => {
    if (ids.length === 0 || !isClerk) return;
    setError(null);
    const results = await Promise.allSettled(ids.map(act));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) setError(failed.reason);
    select(ids.filter((_, at) => results[at]?.status === 'rejected'));
    announce(done(results.filter((result) => result.status === 'fulfilled').length));
    await refresh();
  };
  /** Takes the cases on, or gives them to a colleague. */
  const assign = (to?: { id: string; display_name: string }) =>
    forEach(
      chosenRows(rows, selected).map((row) => row.id),
      (id) =>
        dataOf(
          api.PUT('/api/cases/{id}/assignee', {
            params: { path: { id } },
            body: { assignee: to?.id ?? 'me' },
          }),
        ),
      (count) => (to ? t.assigned(count, to.display_name) : m.queue.assigned(count)),
    );
  const fetchBack = (ids: readonly string[]) => {
    setPutBack(null);
    return forEach(
      ids,
      (id) => dataOf(api.PUT('/api/cases/{id}/snooze', { params: { path: { id } }, body: { until: null } })),
      t.fetched,
    );
  };
  return {
    assign,
    error,
    /** Rows that the dialog asks about; empty while it is closed. */
    asking,
    ask: () => setAsking(chosenRows(rows, selected).filter((row) => row.state !== 'decided')),
    closeDialog: () => setAsking([]),
    /** Some were put back; what was refused stays selected. */
    wasPutBack: (ids: readonly string[], until: string, refused: readonly string[]) => {
      setError(null);
      setPutBack(ids.length > 0 ? { ids, until } : null);
      select(refused);
      if (ids.length > 0) announce(t.done(ids.length, formatDate(until, language)));
      void refresh();
    },
    putBack,
    undo: () => void fetchBack(putBack?.ids ?? []),
    /** Of the selected ones those that are put back, or were until today. */
    asleep: selectedRows(rows, selected).filter((row) => row.snooze !== null),
    fetchBack: (which: readonly CaseRow[]) => void fetchBack(which.map((row) => row.id)),
  };
}
