// C7 Entscheidung: a page of its own. No outcome is preselected, open points are listed, and no single key decides.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { CaseCrumbs, CaseLine } from '../../components/CaseHead';
import { OtherEntries } from '../../components/OtherEntries';
import { Page } from '../../components/Page';
import { Banner, ErrorPanel, Loading } from '../../components/Panels';
import { Presence } from '../../components/Presence';
import { StrandedDrafts } from '../../components/StrandedDrafts';
import { caseQuery, decisionsQuery, openPointsQuery } from '../../lib/api/queries';
import type { CaseDetail, DecisionFile, DecisionView } from '../../lib/api/types';
import { formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useEntryWords } from '../../lib/i18n/words/entries';
import { useSession } from '../../lib/session';
import { AfterDecision, type Done } from './AfterDecision';
import { DecisionForm } from './DecisionForm';
import { EarlierDecisions } from './EarlierDecisions';
import { OpenPoints } from './OpenPoints';
import { Reopen } from './Reopen';
import { WaitingDecision } from './WaitingDecision';

export function DecisionPage() {
  const { m } = useMessages();
  const { id } = useParams({ from: '/akten/$id/entscheidung' });
  const detail = useQuery(caseQuery(id));
  const open = useQuery(openPointsQuery(id));
  const file = useQuery(decisionsQuery(id));
  const { user } = useSession();
  const { words } = useEntryWords();
  const [done, setDone] = useState<Done | null>(null);
  const { waiting } = file.data ?? {};
  const queries: UseQueryResult<unknown>[] = [detail, open, file];
  const retry = () => {
    for (const query of queries) void query.refetch();
  };
  // What is here stays here: a form would lose what was ticked in it.
  const failed = queries.find((query) => query.isError && query.data === undefined);
  const title = waiting
    ? m.releases.waitingTitle
    : detail.data?.decision || done?.caseId === id
      ? m.decision.recordedTitle
      : m.decision.title;
  return (
    <Page
      title={title}
      status={detail.data && <CaseLine detail={detail.data} />}
      crumbs={<CaseCrumbs id={id} detail={detail.data} />}
    >
      {failed ? (
        <ErrorPanel error={failed.error} onRetry={retry} />
      ) : !detail.data || !open.data || !file.data ? (
        <Loading onRetry={retry} />
      ) : done?.caseId === id ? (
        <div className="decision">
          <AfterDecision {...done} />
        </div>
      ) : (
        <div className="decision">
          <Presence detail={detail.data} />
          {!detail.data.decision && (
            <OtherEntries caseId={id} heading="h2">
              <Link className="button small" to="/akten/$id/angaben" params={{ id }}>
                {words.look}
              </Link>
            </OtherEntries>
          )}
          {waiting ? (
            <WaitingDecision
              key={waiting.proposal.id}
              caseId={id}
              version={file.data.version}
              waiting={waiting}
            />
          ) : detail.data.decision ? (
            <Recorded decision={detail.data.decision} detail={detail.data} file={file.data} />
          ) : user.role !== 'clerk' ? (
            <Banner tone="info">
              <p>{m.case.readOnlyRole}</p>
            </Banner>
          ) : (
            <DecisionForm detail={detail.data} points={open.data.items} file={file.data} onDone={setDone} />
          )}
          <EarlierDecisions file={file.data} current={detail.data.decision?.id} />
        </div>
      )}
    </Page>
  );
}

type RecordedProps = { decision: DecisionView; detail: CaseDetail; file: DecisionFile };

function Recorded({ decision, detail, file }: RecordedProps) {
  const { m, language } = useMessages();
  const { user } = useSession();
  const caseId = detail.id;
  return (
    <>
      <StrandedDrafts caseId={caseId} />
      <Banner tone="success">
        <p>
          <strong>{m.codes.outcome[decision.outcome]}</strong>
        </p>
        <p>{m.decision.by(decision.by.display_name, formatInstant(decision.at, language))}</p>
        {decision.released_by && <p>{m.releases.releasedBy(decision.released_by.display_name)}</p>}
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
      <div className="form-actions">
        <Link className="button" to="/akten/$id/verlauf" params={{ id: caseId }}>
          {m.decision.seeHistory}
        </Link>
        {user.role === 'clerk' && <Reopen detail={detail} grounds={file.grounds} />}
      </div>
    </>
  );
}
