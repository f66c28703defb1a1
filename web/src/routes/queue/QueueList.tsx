// The rows of the queue, what is selected in them, and what can be done with it. On its own, so that selecting a row
// draws nothing else of the page.
import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useDeferredValue, useEffect, useState } from 'react';
import type { QueueSearch } from '../../app/router';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Pager } from '../../components/Pager';
import { Empty, ErrorPanel, Loading } from '../../components/Panels';
import type { CaseRow, Services } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';
import { useShortcuts } from '../../lib/shortcuts';
import { CaseTable } from './CaseTable';
import { NOTHING, type Picked, picked } from './selection';
import { useBulk } from './useBulk';

export const PAGE_SIZE = 50;

const SnoozeDialog = lazy(() => import('./SnoozeDialog').then((file) => ({ default: file.SnoozeDialog })));
const AssignDialog = lazy(() => import('./AssignDialog').then((file) => ({ default: file.AssignDialog })));

export function QueueList({
  cases,
  search,
  services,
  isClerk,
  onChange,
}: {
  cases: UseQueryResult<{ total: number; items: CaseRow[] }>;
  search: QueueSearch;
  services: Services['services'];
  isClerk: boolean;
  onChange: (search: QueueSearch) => void;
}) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const announce = useAnnounce();
  const [selected, setSelected] = useState<Picked>(NOTHING);
  const [isGiving, setGiving] = useState(false);
  const latest = cases.data?.items ?? NO_ROWS;
  // What was pressed is painted first, then the rows that it asks for.
  const rows = useDeferredValue(latest);
  const count = selected.ids.size;
  const clear = () => setSelected(NOTHING);
  const bulk = useBulk(rows, selected.ids, (ids) => setSelected(picked(ids)), isClerk);
  useShortcuts({
    ...(isClerk && { assignToMe: () => void bulk.assign(), snooze: bulk.ask }),
    ...(bulk.putBack && { undo: bulk.undo }),
    ...(count > 0 && { clearSelection: clear }),
  });
  // What is selected is what one sees: another view or page begins with nothing selected.
  const shown = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what is shown, not of its parts
  useEffect(() => setSelected(NOTHING), [shown]);
  const turnPage = (ab: number) => {
    onChange({ ab: ab || undefined });
    // On a small screen the page itself scrolls, else its content.
    for (const region of [document.getElementById('inhalt'), document.documentElement])
      region?.scrollTo({ top: 0 });
    announce(m.common.pageOf(ab / PAGE_SIZE + 1, Math.ceil((cases.data?.total ?? 0) / PAGE_SIZE)), 'note');
  };
  return (
    <>
      {bulk.error !== null && <ErrorPanel error={bulk.error} />}
      <QueueRows
        cases={cases}
        rows={rows}
        isComing={rows.length === 0 && latest.length > 0}
        filtered={Boolean(search.q || search.verfahren)}
        view={search.ansicht ?? 'all'}
        onShowAll={() => onChange({ ansicht: 'all', q: undefined, verfahren: undefined })}
        table={
          <CaseTable
            busy={cases.isPlaceholderData || rows !== latest}
            rows={rows}
            services={services}
            sort={search.sort ?? 'due'}
            direction={search.richtung ?? 'asc'}
            onSort={(sort, richtung) => onChange({ sort, richtung })}
            selected={selected}
            onSelect={setSelected}
            selectable={isClerk}
          />
        }
      />
      <Pager total={cases.data?.total ?? 0} offset={search.ab ?? 0} size={PAGE_SIZE} onMove={turnPage} />
      {bulk.putBack && (
        <div className="undo-bar queue-undo">
          <span>{t.done(bulk.putBack.ids.length, formatDate(bulk.putBack.until, language))}</span>
          <Button small icon="undo" shortcut="undo" onPress={bulk.undo}>
            {m.common.undo}
          </Button>
        </div>
      )}
      {count > 0 && (
        <section className="bulk" aria-label={m.queue.selected(count)}>
          <strong>{m.queue.selected(count)}</strong>
          <Button small shortcut="assignToMe" onPress={() => void bulk.assign()}>
            {m.queue.assignToMe}
          </Button>
          <Button small onPress={() => setGiving(true)}>
            {t.assign}
          </Button>
          <Button small shortcut="snooze" onPress={bulk.ask}>
            {t.snooze}
          </Button>
          {bulk.asleep.length > 0 && (
            <Button small onPress={() => bulk.fetchBack(bulk.asleep)}>
              {t.fetchBack}
            </Button>
          )}
          <span className="meta">{m.queue.noBatchDecision}</span>
          <span className="spacer" />
          <Button small kind="quiet" shortcut="clearSelection" onPress={clear}>
            {m.queue.clearSelection}
          </Button>
        </section>
      )}
      <Suspense>
        {bulk.asking.length > 0 && (
          <SnoozeDialog rows={bulk.asking} onClose={bulk.closeDialog} onDone={bulk.wasPutBack} />
        )}
        {isGiving && count > 0 && (
          <AssignDialog
            count={count}
            onClose={() => setGiving(false)}
            onAssign={(to) => void bulk.assign(to)}
          />
        )}
      </Suspense>
    </>
  );
}

const NO_ROWS: readonly CaseRow[] = [];

function QueueRows({
  cases,
  rows,
  isComing,
  filtered,
  view,
  onShowAll,
  table,
}: {
  cases: { data: unknown; isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  rows: readonly CaseRow[];
  isComing: boolean;
  filtered: boolean;
  view: string;
  onShowAll: () => void;
  table: ReactNode;
}) {
  const { m } = useMessages();
  const retry = () => void cases.refetch();
  if (cases.isPending || isComing) return <Loading rows={8} onRetry={retry} />;
  const failure = cases.isError && <ErrorPanel error={cases.error} onRetry={retry} />;
  if (cases.data === undefined) return failure;
  // One look that failed takes away neither the rows nor what is selected in them.
  if (rows.length > 0)
    return (
      <>
        {failure}
        {table}
      </>
    );
  if (!filtered && view === 'all') return <Empty>{m.queue.emptyStart}</Empty>;
  return (
    <Empty action={<Button onPress={onShowAll}>{m.queue.emptyNext}</Button>}>
      {filtered ? m.queue.emptyFiltered : m.queue.empty}
    </Empty>
  );
}
