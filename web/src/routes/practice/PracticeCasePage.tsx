// One practice case: the list of fields and the pages of a real one, then the result. Nothing of it leaves the page but
// the answers that are compared.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Page, usePageTitle } from '../../components/Page';
import { ErrorPanel, Loaded } from '../../components/Panels';
import { askResult, practiceCaseQuery, practiceWordsQuery } from '../../lib/api/practice-queries';
import type { PracticeCase } from '../../lib/api/types';
import { drafts } from '../../lib/drafts';
import { needsLook } from '../../lib/field-order';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { usePracticeWords } from '../../lib/i18n/words/practice';
import { answersOf, detailOf, resultFields, withAnswers } from '../../lib/practice';
import { CasePanes } from '../case/CasePanes';
import { CaseContext, useCase } from '../case/case-context';
import { DocumentFrame } from '../case/DocumentFrame';
import { FieldList } from '../case/FieldList';
import type { PageSource } from '../case/page-source';
import { useCaseState } from '../case/useCaseState';
import { PracticeFrame } from './PracticeFrame';
import { PracticeResult } from './PracticeResult';
import { usePracticeReviews } from './usePracticeReviews';

const PAGES: PageSource = {
  image: (documentId, page, width) => `/api/practice/documents/${documentId}/pages/${page}/${width}.webp`,
  words: practiceWordsQuery,
  isRecord: false,
};

function Crumbs() {
  const { m } = useMessages();
  const w = usePracticeWords();
  return (
    <nav className="crumbs" aria-label={m.common.breadcrumb}>
      <Link to="/uebung">{w.others}</Link>
    </nav>
  );
}

export function PracticeCasePage() {
  const w = usePracticeWords();
  const { fall } = useParams({ from: '/uebung/$fall' });
  const query = useQuery(practiceCaseQuery(fall));
  return (
    <PracticeFrame>
      {query.data ? (
        <OpenPracticeCase key={fall} practice={query.data} />
      ) : (
        <Page title={w.title} crumbs={<Crumbs />}>
          <Loaded query={query} rows={8}>
            {() => null}
          </Loaded>
        </Page>
      )}
    </PracticeFrame>
  );
}

const isNarrow = () => window.matchMedia('(max-width: 60rem)').matches;

function OpenPracticeCase({ practice }: { practice: PracticeCase }) {
  const detail = useMemo(() => detailOf(practice), [practice]);
  const value = useCaseState(detail, true, PAGES);
  useEffect(() => () => drafts.removeCase(detail.id), [detail.id]);
  return (
    <CaseContext.Provider value={value}>
      <Desk practice={practice} />
    </CaseContext.Provider>
  );
}

function Desk({ practice }: { practice: PracticeCase }) {
  const { m, language } = useMessages();
  const w = usePracticeWords();
  const announce = useAnnounce();
  const { detail, picking, peeking, endPeeking, paneHidden } = useCase();
  const { answers, reviews, forget } = usePracticeReviews(detail.id, practice.fields);
  const result = useMutation({
    mutationFn: () => askResult(practice.id, answersOf(answers)),
    onSuccess: () => {
      drafts.removeCase(detail.id);
      endPeeking();
      announce(w.shown);
    },
  });
  const findings = result.data?.findings;
  const fields = useMemo(
    () => (findings ? resultFields(practice.fields, findings) : withAnswers(practice.fields, answers)),
    [practice, findings, answers],
  );
  const heading = usePageTitle(practice.title[language]);
  const again = () => {
    forget();
    endPeeking();
    result.reset();
    heading.current?.focus();
  };
  const covered = picking !== null || (peeking && findings !== undefined);
  const classes = ['case', paneHidden && 'pane-hidden', !findings && 'on-fields', covered && 'covered'];
  return (
    <div className={classes.filter(Boolean).join(' ')} data-scope="fields">
      <header className="case-bar">
        <div>
          <Crumbs />
          <h1 ref={heading} tabIndex={-1}>
            {practice.title[language]}
          </h1>
          <p className="meta">
            {practice.service[language]} · {m.case.received} {formatDate(practice.received_on, language)}
          </p>
        </div>
        {!findings && <p>{w.someWrong}</p>}
      </header>
      <CasePanes document={<DocumentFrame fields={fields} />}>
        <div className="case-side" inert={covered && isNarrow()}>
          {findings ? (
            <PracticeResult practice={practice} findings={findings} onAgain={again} />
          ) : (
            <div className="side-body fields-side">
              <div className="side-scroll">
                <h2 className="visually-hidden">{m.case.tabs.fields}</h2>
                <FieldList fields={fields} reviews={reviews} />
              </div>
              <footer className="decision-foot">
                {result.isError && <ErrorPanel error={result.error} />}
                <p>
                  <strong>{m.case.openLeft(fields.filter(needsLook).length)}</strong>
                </p>
                <Button kind="primary" onPress={() => result.mutate()} isDisabled={result.isPending}>
                  {w.finish}
                </Button>
              </footer>
            </div>
          )}
        </div>
      </CasePanes>
    </div>
  );
}
