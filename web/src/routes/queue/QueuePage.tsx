// C1 Eingang: which applications there are, how urgent they are, and what blocks them.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Selection } from 'react-aria-components';
import type { QueueSearch } from '../../app/router';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Page } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { Empty, ErrorPanel, Loading } from '../../components/Panels';
import { casesQuery, servicesQuery } from '../../lib/api/queries';
import type { CaseRow } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';
import { useSession } from '../../lib/session';
import { useShortcuts } from '../../lib/shortcuts';
import { CaseTable } from './CaseTable';
import { QueueSearchField } from './QueueSearchField';
import { SavedFilters } from './SavedFilters';
import { SourcesLink, SourcesTrouble } from './SourcesLink';
import { UploadDialog } from './UploadDialog';
import { useBulk } from './useBulk';
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

const SnoozeDialog = lazy(() => import('./SnoozeDialog').then((file) => ({ default: file.SnoozeDialog })));
const AssignDialog = lazy(() => import('./AssignDialog').then((file) => ({ default: file.AssignDialog })));
const FilterDialog = lazy(() => import('./FilterDialog').then((file) => ({ default: file.FilterDialog })));

export function QueuePage() {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const announce = useAnnounce();
  const { search, view, change, cases, isClerk } = useQueue();
  const services = useQuery(servicesQuery);
  const [selected, setSelected] = useState<Selection>(new Set());
  const [upload, setUpload] = useState<File[] | null>(null);
  const [isNaming, setNaming] = useState(false);
  const [isGiving, setGiving] = useState(false);
  const rows = cases.data?.items ?? [];
  const count = selected === 'all' ? rows.length : selected.size;
  const clear = () => setSelected(new Set());
  const bulk = useBulk(rows, selected, setSelected, isClerk);
  const dragging = useFileDrop(isClerk && upload === null, setUpload);
  useShortcuts({
    ...(isClerk && { upload: () => setUpload([]), assignToMe: () => void bulk.assign(), snooze: bulk.ask }),
    ...(bulk.putBack && { undo: bulk.undo }),
    ...(count > 0 && { clearSelection: clear }),
    filter: () => document.getElementById('verfahren-filter')?.focus(),
  });
  // What is selected is what one sees: another view or page begins with nothing selected.
  const shown = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what is shown, not of its parts
  useEffect(() => setSelected(new Set()), [shown]);
  const turnPage = (ab: number) => {
    change({ ab: ab || undefined });
    // On a small screen the page itself scrolls, else its content.
    for (const region of [document.getElementById('inhalt'), document.documentElement])
      region?.scrollTo({ top: 0 });
    announce(m.common.pageOf(ab / PAGE_SIZE + 1, Math.ceil((cases.data?.total ?? 0) / PAGE_SIZE)));
  };
  const counts = cases.data?.counts;
  return (
    <Page
      wide
      scope="queue"
      title={m.queue.title}
      open={counts?.mine}
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
        <div className="queue-views">
          <ViewTabs view={view} counts={counts} onChange={(ansicht) => change({ ansicht })} />
          {isClerk && <SavedFilters search={search} onChange={change} />}
        </div>
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
          <CopyAddress />
          {isClerk && (
            <Button kind="quiet" onPress={() => setNaming(true)}>
              {t.saveView}
            </Button>
          )}
          {isClerk && (
            <Link to="/eingang/zuordnen" className="button quiet">
              {m.frame.sorting}
            </Link>
          )}
          <SourcesLink />
        </div>
      </div>
      <SourcesTrouble />
      {bulk.error !== null && <ErrorPanel error={bulk.error} />}
      <QueueRows
        cases={cases}
        rows={rows}
        filtered={Boolean(search.q || search.verfahren)}
        view={view}
        onShowAll={() => change({ ansicht: 'all', q: undefined, verfahren: undefined })}
        table={
          <CaseTable
            busy={cases.isPlaceholderData}
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
        {isNaming && <FilterDialog search={search} onClose={() => setNaming(false)} />}
      </Suspense>
      {dragging && <div className="drop-veil">{m.queue.dropHere}</div>}
      {upload !== null && <UploadDialog initial={upload} onClose={() => setUpload(null)} />}
    </Page>
  );
}

/** The address holds view, filter and order: a bookmark or a message keeps them. */
function CopyAddress() {
  const { m } = useMessages();
  const announce = useAnnounce();
  return (
    <Button
      kind="quiet"
      onPress={() => {
        void navigator.clipboard?.writeText(window.location.href).then(() => announce(m.queue.addressCopied));
      }}
    >
      {m.queue.copyAddress}
    </Button>
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
  cases: { data: unknown; isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  rows: readonly CaseRow[];
  filtered: boolean;
  view: string;
  onShowAll: () => void;
  table: React.ReactNode;
}) {
  const { m } = useMessages();
  const retry = () => void cases.refetch();
  if (cases.isPending) return <Loading rows={8} onRetry={retry} />;
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
