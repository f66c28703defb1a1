// C1 Eingang: which applications there are, how urgent they are, and what blocks them.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { QueueSearch } from '../../app/router';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Page } from '../../components/Page';
import { casesQuery, servicesQuery } from '../../lib/api/queries';
import type { Services } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';
import { useSession } from '../../lib/session';
import { useShortcuts } from '../../lib/shortcuts';
import { PAGE_SIZE, QueueList } from './QueueList';
import { QueueSearchField } from './QueueSearchField';
import { SavedFilters } from './SavedFilters';
import { SourcesLink, SourcesTrouble } from './SourcesLink';
import { UploadDialog } from './UploadDialog';
import { useFileDrop } from './useFileDrop';
import { ViewTabs } from './ViewTabs';

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

const FilterDialog = lazy(() => import('./FilterDialog').then((file) => ({ default: file.FilterDialog })));

const NO_SERVICES: Services['services'] = [];

export function QueuePage() {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const { search, view, change, cases, isClerk } = useQueue();
  const services = useQuery(servicesQuery);
  const [upload, setUpload] = useState<File[] | null>(null);
  const [isNaming, setNaming] = useState(false);
  const dragging = useFileDrop(isClerk && upload === null, setUpload);
  useShortcuts({
    ...(isClerk && { upload: () => setUpload([]) }),
    filter: () => document.getElementById('verfahren-filter')?.focus(),
  });
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
      <QueueList
        cases={cases}
        search={search}
        services={services.data?.services ?? NO_SERVICES}
        isClerk={isClerk}
        onChange={change}
      />
      <Suspense>{isNaming && <FilterDialog search={search} onClose={() => setNaming(false)} />}</Suspense>
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
