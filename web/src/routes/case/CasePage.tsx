// An open case: bar with its identity, documents on the left, one of four views on the right.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Page } from '../../components/Page';
import { Loaded } from '../../components/Panels';
import { caseQuery, isReading, keysOfReading } from '../../lib/api/queries';
import type { CaseDetail } from '../../lib/api/types';
import { useCaseView } from '../../lib/case-view';
import { useMessages } from '../../lib/i18n';
import { caseViewWords } from '../../lib/i18n/words/case-view';
import { lastPassing } from '../../lib/passing';
import { useSession } from '../../lib/session';
import { useShortcuts } from '../../lib/shortcuts';
import { CaseBanners } from './CaseBanners';
import { CaseBar } from './CaseBar';
import { CasePanes } from './CasePanes';
import { CaseContext } from './case-context';
import { DocumentPane } from './DocumentPane';
import { useCaseState } from './useCaseState';

export function CasePage() {
  const { m } = useMessages();
  const { id } = useParams({ from: '/akten/$id' });
  const query = useQuery(caseQuery(id));
  if (query.data) return <OpenCase key={id} detail={query.data} />;
  return (
    <Page title={m.case.unknownName} crumbs={<Link to="/eingang">{m.frame.queue}</Link>}>
      <Loaded query={query} rows={8}>
        {() => null}
      </Loaded>
    </Page>
  );
}

/** Whether no document is left that reading again might help. */
const isReadInFull = ({ documents }: CaseDetail) =>
  documents.every((document) => lastPassing(document.issues) === undefined);

/** When reading ends, everything that depends on it is asked again, and the person hears it. */
function useReadyRefresh(detail: CaseDetail) {
  const { m } = useMessages();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const wasReading = useRef(isReading(detail.processing));
  useEffect(() => {
    const reading = isReading(detail.processing);
    if (wasReading.current && !reading) {
      for (const queryKey of keysOfReading(detail)) void queryClient.invalidateQueries({ queryKey });
      if (detail.processing === 'failed') announce(m.case.failed, 'error');
      else announce(isReadInFull(detail) ? m.case.readyNow : `${m.case.readyNow} ${m.readAgain.notAll}`);
    }
    wasReading.current = reading;
  }, [detail, queryClient, announce, m]);
}

const isNarrow = () => window.matchMedia('(max-width: 60rem)').matches;

function OpenCase({ detail }: { detail: CaseDetail }) {
  const { user } = useSession();
  const navigate = useNavigate();
  const value = useCaseState(detail, user.role === 'clerk');
  useReadyRefresh(detail);
  const params = { id: detail.id };
  useShortcuts({
    tabFields: () => void navigate({ to: '/akten/$id/angaben', params }),
    tabCompleteness: () => void navigate({ to: '/akten/$id/vollstaendigkeit', params }),
    tabLegalBases: () => void navigate({ to: '/akten/$id/rechtsgrundlagen', params }),
    tabHistory: () => void navigate({ to: '/akten/$id/verlauf', params }),
    writeLetter: () => void navigate({ to: '/akten/$id/nachforderung', params }),
  });
  // On a small screen the document covers the rest while words are chosen, or to show a place.
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { endPeeking } = value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view ends it
  useEffect(endPeeking, [path]);
  const onFields = path.endsWith('/angaben');
  const covered = value.picking !== null || (value.peeking && !onFields);
  return (
    <CaseContext.Provider value={value}>
      <div
        className={`case${value.paneHidden ? ' pane-hidden' : ''}${onFields ? ' on-fields' : ''}${covered ? ' covered' : ''}`}
        data-scope="fields"
      >
        <CaseBar />
        <CaseBanners />
        <CasePanes document={<DocumentPane />}>
          <div className="case-side" inert={covered && isNarrow()}>
            <CaseTabs />
            <Outlet />
          </div>
        </CasePanes>
      </div>
    </CaseContext.Provider>
  );
}

function CaseTabs() {
  const { m, language } = useMessages();
  const id = useParams({ from: '/akten/$id', select: (params) => params.id });
  const row = useQuery(caseQuery(id)).data;
  const changes = useCaseView(id)?.changes ?? 0;
  const words = caseViewWords[language];
  const params = { id };
  const t = m.case.tabs;
  return (
    <nav className="tabs" aria-label={t.label}>
      <Link to="/akten/$id/angaben" params={params} className="tab">
        {t.fields}
        {row && row.fields_total > 0 && (
          <span className="count">
            {row.fields_reviewed}/{row.fields_total}
          </span>
        )}
      </Link>
      <Link to="/akten/$id/vollstaendigkeit" params={params} className="tab">
        {t.completeness}
        {row && row.requirements_missing > 0 && (
          <span className="count urgent">{m.queue.missing(row.requirements_missing)}</span>
        )}
        {row && row.requirements_missing === 0 && row.requirements_unclear > 0 && (
          <span className="count">{m.queue.unclear(row.requirements_unclear)}</span>
        )}
      </Link>
      <Link to="/akten/$id/rechtsgrundlagen" params={params} className="tab">
        {t.legalBases}
      </Link>
      <Link to="/akten/$id/verlauf" params={params} className="tab">
        {t.history}
        {changes > 0 && (
          <>
            {' '}
            <span className="count">{words.count(changes)}</span>{' '}
            <span className="visually-hidden">{words.since}</span>
          </>
        )}
      </Link>
    </nav>
  );
}
