// C4 Nachforderung: one letter for everything that is missing, and beside it acknowledgement, hearing and transfer.
// Proposed by rule, written by a clerk, frozen when it is sent.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { CaseCrumbs, CaseLine } from '../../components/CaseHead';
import { Page } from '../../components/Page';
import { Banner, Empty, ErrorPanel, Loading } from '../../components/Panels';
import { Presence } from '../../components/Presence';
import { StrandedDrafts } from '../../components/StrandedDrafts';
import {
  caseQuery,
  completenessQuery,
  isReading,
  letterDraftQuery,
  lettersQuery,
} from '../../lib/api/queries';
import type { CaseDetail, Completeness, LetterKind, Letters } from '../../lib/api/types';
import { drafts, placeOf } from '../../lib/drafts';
import { useMessages } from '../../lib/i18n';
import { askable, letterRows } from '../../lib/letter-form';
import { LETTER_KINDS, LETTER_PATHS, namesItems } from '../../lib/letter-kinds';
import { useSession } from '../../lib/session';
import { About } from './ItemRow';
import { LetterForm } from './LetterForm';
import { NextSteps } from './NextSteps';
import { SentLetters } from './SentLetters';
import '../../styles/letters.css';

export const RequestPage = () => <LetterPage kind="document_request" />;
export const AcknowledgementPage = () => <LetterPage kind="acknowledgement" />;
export const HearingPage = () => <LetterPage kind="hearing" />;
export const TransferPage = () => <LetterPage kind="transfer" />;
export const TransferNoticePage = () => <LetterPage kind="transfer_notice" />;

function LetterPage({ kind }: { kind: LetterKind }) {
  const { m } = useMessages();
  const id = useParams({ strict: false, select: (params) => params.id ?? '' });
  const detail = useQuery(caseQuery(id));
  const letters = useQuery(lettersQuery(id));
  const completeness = useQuery(completenessQuery(id));
  const queries: UseQueryResult<unknown>[] = [detail, letters, completeness];
  const retry = () => {
    for (const query of queries) void query.refetch();
  };
  const failed = queries.find((query) => query.isError && query.data === undefined);
  return (
    <Page
      title={m.codes.letterKind[kind]}
      status={detail.data && <CaseLine detail={detail.data} />}
      crumbs={<CaseCrumbs id={id} detail={detail.data} />}
      wide
    >
      {detail.data && <Presence detail={detail.data} />}
      <Kinds id={id} />
      {failed ? (
        <ErrorPanel error={failed.error} onRetry={retry} />
      ) : detail.data && letters.data && completeness.data ? (
        <Desk
          key={kind}
          kind={kind}
          detail={detail.data}
          letters={letters.data}
          completeness={completeness.data}
        />
      ) : (
        <Loading rows={8} onRetry={retry} />
      )}
    </Page>
  );
}

function Kinds({ id }: { id: string }) {
  const { m } = useMessages();
  return (
    <nav className="tabs" aria-label={m.letters.kinds}>
      {LETTER_KINDS.map((kind) => (
        <Link key={kind} to={LETTER_PATHS[kind]} params={{ id }} className="tab">
          {m.codes.letterKind[kind]}
        </Link>
      ))}
    </nav>
  );
}

type DeskProps = { kind: LetterKind; detail: CaseDetail; letters: Letters; completeness: Completeness };

function Desk({ kind, detail, letters, completeness }: DeskProps) {
  const { m, language } = useMessages();
  const { user } = useSession();
  const [isSent, setSent] = useState(false);
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSent) banner.current?.focus();
  }, [isSent]);
  const isDecided = detail.state === 'decided' || detail.state === 'joined';
  const labelOf = (requirement: string) =>
    completeness.items.find((item) => item.requirement === requirement)?.label[language] ?? requirement;
  return (
    <div className="letters">
      {isSent && (
        <div ref={banner} tabIndex={-1}>
          <Banner tone="success">
            <p>{m.letters.sent}</p>
          </Banner>
        </div>
      )}
      {isReading(detail.processing) && (
        <Banner tone="info" live>
          <p>{m.case.reading}</p>
        </Banner>
      )}
      {detail.state === 'awaiting_documents' && (
        <Banner tone="info">
          <p>{m.letters.awaiting}</p>
        </Banner>
      )}
      <NextSteps detail={detail} letters={letters.letters} />
      {isDecided || user.role !== 'clerk' ? (
        <>
          <Banner tone="info">
            <p>{isDecided ? m.case.readOnlyDecided : m.case.readOnlyRole}</p>
          </Banner>
          {isDecided && <StrandedDrafts caseId={detail.id} />}
          {!isDecided && namesItems(kind) && (
            <Open kind={kind} letters={letters} completeness={completeness} />
          )}
        </>
      ) : (
        <Writing
          kind={kind}
          detail={detail}
          letters={letters}
          completeness={completeness}
          labelOf={labelOf}
          onSent={() => setSent(true)}
          onBegin={() => setSent(false)}
        />
      )}
      <SentLetters letters={letters.letters} labelOf={labelOf} />
    </div>
  );
}

/** What is missing, for who may only read. */
function Open({ kind, letters, completeness }: Omit<DeskProps, 'detail'>) {
  const { m, language } = useMessages();
  const proposal = letters.proposals.find((one) => one.kind === kind);
  if (!proposal) return null;
  const nothing = { recipient: [], items: [], due_on: null, legal_notice: null };
  const rows = letterRows(
    proposal,
    {
      ...nothing,
      legal_notice_reason: null,
      expected_weeks: null,
      grounds: null,
      intended_decision: null,
      note: null,
    },
    completeness.items,
    language,
  );
  return (
    <section className="panel" aria-labelledby="letter-items-title">
      <h2 id="letter-items-title">{m.letters.missing}</h2>
      {rows.length === 0 && <p>{m.letters.nothingMissing}</p>}
      <ul className="letter-items">
        {rows.map((row) => (
          <li key={row.requirement} className="letter-item">
            <p>
              <strong>{row.label}</strong>
            </p>
            <About row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type WritingProps = DeskProps & {
  labelOf: (requirement: string) => string;
  onSent: () => void;
  onBegin: () => void;
};

/** The form, unless nothing is missing, or the last letter is sent and no other was begun. */
function Writing({ kind, detail, letters, completeness, labelOf, onSent, onBegin }: WritingProps) {
  const { m } = useMessages();
  const query = useQuery(letterDraftQuery(detail.id, kind));
  const [isBegun, setBegun] = useState(false);
  const [discarded, setDiscarded] = useState(0);
  const proposal = letters.proposals.find((one) => one.kind === kind);
  if (query.isError && query.data === undefined)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data || !proposal) return <Loading rows={8} onRetry={() => void query.refetch()} />;
  const draft = query.data;
  const isTyped = drafts.read(detail.id, placeOf.letter(kind)) !== null;
  const isWritten = draft.version > 0 || isTyped;
  if (kind === 'document_request' && askable(proposal).length === 0 && !isWritten)
    return <NothingMissing id={detail.id} refused={proposal.items.length} />;
  const wasSent = letters.letters.some((letter) => letter.kind === kind);
  if (wasSent && !isWritten && !isBegun)
    return (
      <div className="form-actions">
        <Button
          icon="plus"
          onPress={() => {
            setBegun(true);
            onBegin();
          }}
        >
          {m.letters.begin}
        </Button>
      </div>
    );
  return (
    <LetterForm
      key={`${letters.letters.length}-${discarded}`}
      caseId={detail.id}
      version={letters.version}
      draft={draft}
      proposal={proposal}
      requirements={completeness.items}
      labelOf={labelOf}
      onSent={() => {
        setBegun(false);
        onSent();
      }}
      takesFocus={discarded > 0}
      onDiscarded={() => {
        setBegun(false);
        setDiscarded(discarded + 1);
      }}
    />
  );
}

function NothingMissing({ id, refused }: { id: string; refused: number }) {
  const { m } = useMessages();
  return (
    <Empty
      icon="check"
      action={
        <Link className="button" to="/akten/$id/vollstaendigkeit" params={{ id }}>
          {m.letters.toCompleteness}
        </Link>
      }
    >
      {refused > 0 ? m.letters.nothingAskable : m.letters.nothingMissing}
    </Empty>
  );
}
