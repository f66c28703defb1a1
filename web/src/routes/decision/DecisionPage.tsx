// C7 Entscheidung: a page of its own. No outcome is preselected, open points are listed, and no single key decides.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { CaseCrumbs, CaseLine } from '../../components/CaseHead';
import { Page } from '../../components/Page';
import { Banner, ErrorPanel, Loading } from '../../components/Panels';
import { StrandedDrafts } from '../../components/StrandedDrafts';
import { caseQuery, openPointsQuery } from '../../lib/api/queries';
import type { DecisionView } from '../../lib/api/types';
import { formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { DecisionForm } from './DecisionForm';
import { OpenPoints } from './OpenPoints';

export function DecisionPage() {
  const { m } = useMessages();
  const { id } = useParams({ from: '/akten/$id/entscheidung' });
  const detail = useQuery(caseQuery(id));
  const open = useQuery(openPointsQuery(id));
  const { user } = useSession();
  const retry = () => {
    void detail.refetch();
    void open.refetch();
  };
  const title = detail.data?.decision ? m.decision.recordedTitle : m.decision.title;
  return (
    <Page
      title={title}
      status={detail.data && <CaseLine detail={detail.data} />}
      crumbs={<CaseCrumbs id={id} detail={detail.data} />}
    >
      {detail.isError || open.isError ? (
        <ErrorPanel error={detail.error ?? open.error} onRetry={retry} />
      ) : !detail.data || !open.data ? (
        <Loading onRetry={retry} />
      ) : detail.data.decision ? (
        <Recorded decision={detail.data.decision} caseId={id} />
      ) : user.role !== 'clerk' ? (
        <Banner tone="info">
          <p>{m.case.readOnlyRole}</p>
        </Banner>
      ) : (
        <DecisionForm detail={detail.data} points={open.data.items} />
      )}
    </Page>
  );
}

function Recorded({ decision, caseId }: { decision: DecisionView; caseId: string }) {
  const { m, language } = useMessages();
  return (
    <>
      <StrandedDrafts caseId={caseId} />
      <Banner tone="success">
        <p>
          <strong>{m.codes.outcome[decision.outcome]}</strong>
        </p>
        <p>{m.decision.by(decision.by.display_name, formatInstant(decision.at, language))}</p>
      </Banner>
      <section className="panel">
        <h2>{m.decision.reasons}</h2>
        <p className="reasons-text">{decision.reasons}</p>
      </section>
      {decision.open_points.length > 0 && (
        <section className="panel">
          <h2>{m.decision.openThen}</h2>
          <OpenPoints points={decision.open_points} />
        </section>
      )}
      <p>
        <Link className="button" to="/akten/$id/verlauf" params={{ id: caseId }}>
          {m.decision.seeHistory}
        </Link>
      </p>
    </>
  );
}
