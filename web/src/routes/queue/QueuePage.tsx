// C1 Eingang: which applications there are, how urgent they are, and what blocks them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Selection } from 'react-aria-components';
import type { QueueSearch } from '../../app/router';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Page } from '../../components/Page';
import { Empty, ErrorPanel, Loading } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import { casesQuery, servicesQuery } from '../../lib/api/queries';
import type { CaseRow } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { useShortcuts } from '../../lib/shortcuts';
import { CaseTable } from './CaseTable';
import { QueueSearchField } from './QueueSearchField';
import { UploadDialog } from './UploadDialog';
import { useFileDrop } from './useFileDrop';
import { ViewTabs } from './ViewTabs';

const PAGE_SIZE = 50;

function useQueue() {
  const search = useSearch({ from: '/eingang' });
  const { user } = useSession();
  const view = search.ansicht ?? 'all';
  const navigate = useNavigate({ from: '/eingang' });
  const change = (part: QueueSearch) =>
    void navigate({ search: (old: QueueSearch) => ({ ...old, ab: undefined, ...part }), replace: true });
  const cases = useQuery(
    casesQuery({
      view,
      ...(search.verfahren && { service: search.verfahren }),
      ...(search.q && { q: search.q }),
      sort: search.sort ?? 'due',
      direction: search.richtung ?? 'asc',
      offset: search.ab ?? 0,
      limit: PAGE_SIZE,
    }),
  );
  return { search, view, change, cases, isClerk: user.role === 'clerk' };
}

function useAssign(rows: readonly CaseRow[], selected: Selection, clear: () => void) {
  const { m } = useMessages();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [error, setError] = useState<unknown>(null);
  const assign = async () => {
    const chosen = rows.filter((row) => selected === 'all' || selected.has(row.id));
    if (chosen.length === 0) return;
    setError(null);
    const results = await Promise.allSettled(
      chosen.map((row) =>
        dataOf(
          api.PUT('/api/cases/{id}/assignee', {
            params: { path: { id: row.id } },
            body: { assignee: 'me' },
          }),
        ),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) setError(failed.reason);
    else clear();
    announce(m.queue.assigned(results.filter((result) => result.status === 'fulfilled').length));
    await queryClient.invalidateQueries({ queryKey: ['cases'] });
  };
  return { assign, error };
}

export function QueuePage() {
  const { m, language } = useMessages();
  const { search, view, change, cases, isClerk } = useQueue();
  const services = useQuery(servicesQuery);
  const [selected, setSelected] = useState<Selection>(new Set());
  const [upload, setUpload] = useState<File[] | null>(null);
  const rows = cases.data?.items ?? [];
  const clear = () => setSelected(new Set());
  const { assign, error: assignError } = useAssign(rows, selected, clear);
  const dragging = useFileDrop(isClerk && upload === null, setUpload);
  useShortcuts({
    ...(isClerk && { upload: () => setUpload([]), assignToMe: () => void assign() }),
    filter: () => document.getElementById('verfahren-filter')?.focus(),
  });
  const count = selected === 'all' ? rows.length : selected.size;
  const counts = cases.data?.counts;
  return (
    <Page
      wide
      scope="queue"
      title={m.queue.title}
      status={cases.data && counts ? m.queue.status(cases.data.total, counts.due) : undefined}
      actions={
        <>
          <QueueSearchField value={search.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
          {isClerk && (
            <Button kind="primary" icon="upload" shortcut="upload" onPress={() => setUpload([])}>
              {m.queue.upload}
            </Button>
          )}
        </>
      }
    >
      <div className="queue-tools">
        <ViewTabs view={view} counts={counts} onChange={(ansicht) => change({ ansicht })} />
        <div className="queue-filters">
          <Choice
            id="verfahren-filter"
            label={m.queue.service}
            hideLabel
            value={search.verfahren ?? 'all'}
            onChange={(key) => change({ verfahren: key === 'all' ? undefined : key })}
            items={[
              { id: 'all', label: m.queue.allServices },
              ...(services.data?.services ?? []).map((service) => ({
                id: service.id,
                label: service.name[language],
              })),
            ]}
          />
        </div>
      </div>
      {assignError !== null && <ErrorPanel error={assignError} />}
      <QueueRows
        cases={cases}
        rows={rows}
        filtered={Boolean(search.q || search.verfahren)}
        view={view}
        onShowAll={() => change({ ansicht: 'all', q: undefined, verfahren: undefined })}
        table={
          <CaseTable
            rows={rows}
            services={services.data?.services ?? []}
            sort={search.sort ?? 'due'}
            direction={search.richtung ?? 'asc'}
            onSort={(sort, richtung) => change({ sort, richtung })}
            selected={selected}
            onSelect={setSelected}
            selectable={isClerk}
          />
        }
      />
      <Pager
        total={cases.data?.total ?? 0}
        offset={search.ab ?? 0}
        onMove={(ab) => change({ ab: ab || undefined })}
      />
      {count > 0 && (
        <section className="bulk" aria-label={m.queue.selected(count)}>
          <strong>{m.queue.selected(count)}</strong>
          <Button small shortcut="assignToMe" onPress={() => void assign()}>
            {m.queue.assignToMe}
          </Button>
          <span className="meta">{m.queue.noBatchDecision}</span>
          <Button small kind="quiet" onPress={clear}>
            {m.queue.clearSelection}
          </Button>
        </section>
      )}
      {dragging && <div className="drop-veil">{m.queue.dropHere}</div>}
      {upload !== null && <UploadDialog initial={upload} onClose={() => setUpload(null)} />}
    </Page>
  );
}

function QueueRows({
  cases,
  rows,
  filtered,
  view,
  onShowAll,
  table,
}: {
  cases: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  rows: readonly CaseRow[];
  filtered: boolean;
  view: string;
  onShowAll: () => void;
  table: React.ReactNode;
}) {
  const { m } = useMessages();
  const retry = () => void cases.refetch();
  if (cases.isPending) return <Loading rows={8} onRetry={retry} />;
  if (cases.isError) return <ErrorPanel error={cases.error} onRetry={retry} />;
  if (rows.length > 0) return table;
  if (!filtered && view === 'all') return <Empty>{m.queue.emptyStart}</Empty>;
  return (
    <Empty action={<Button onPress={onShowAll}>{m.queue.emptyNext}</Button>}>
      {filtered ? m.queue.emptyFiltered : m.queue.empty}
    </Empty>
  );
}

/** Pages of the list; nothing is shown while one page holds everything. */
export function Pager({
  total,
  offset,
  onMove,
  size = PAGE_SIZE,
}: {
  total: number;
  offset: number;
  onMove: (offset: number) => void;
  size?: number;
}) {
  const { m } = useMessages();
  if (total <= size) return null;
  const page = Math.floor(offset / size) + 1;
  const pages = Math.ceil(total / size);
  return (
    <nav className="pager" aria-label={m.common.pageOf(page, pages)}>
      <Button small icon="left" isDisabled={page <= 1} onPress={() => onMove(Math.max(0, offset - size))}>
        {m.common.previous}
      </Button>
      <span>{m.common.pageOf(page, pages)}</span>
      <Button small icon="right" isDisabled={page >= pages} onPress={() => onMove(offset + size)}>
        {m.common.next}
      </Button>
    </nav>
  );
}
