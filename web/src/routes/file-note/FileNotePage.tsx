// A case on paper, as a file note: what is known and from whom, what is there, what was written, decided and done.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from '../../components/Button';
import { CaseCrumbs, CaseLine } from '../../components/CaseHead';
import { Page } from '../../components/Page';
import { ErrorPanel, Loading } from '../../components/Panels';
import {
  caseQuery,
  completenessQuery,
  decisionsQuery,
  fieldsQuery,
  historyQuery,
  lettersQuery,
  otherEntriesQuery,
} from '../../lib/api/queries';
import { formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { fileNoteWords } from '../../lib/i18n/words/file-note';
import { useSession } from '../../lib/session';
import { CaseFacts, Documents, Fields, Remarks, Requirements } from './FactSheets';
import { Decisions, History, LettersSent } from './Proceedings';
import '../../styles/file-note.css';

export function FileNotePage() {
  const { language } = useMessages();
  const words = fileNoteWords[language];
  const { user } = useSession();
  const { id } = useParams({ from: '/akten/$id/druck' });
  const detail = useQuery(caseQuery(id));
  const fields = useQuery(fieldsQuery(id));
  const others = useQuery(otherEntriesQuery(id));
  const completeness = useQuery(completenessQuery(id));
  const letters = useQuery(lettersQuery(id));
  const decisions = useQuery(decisionsQuery(id));
  const history = useQuery(historyQuery(id));
  const queries: UseQueryResult<unknown>[] = [
    detail,
    fields,
    others,
    completeness,
    letters,
    decisions,
    history,
  ];
  const retry = () => {
    for (const query of queries) void query.refetch();
  };
  // A note with a part left out would be taken for the whole: it is shown once all of it is there.
  const failed = queries.find((query) => query.isError && query.data === undefined);
  const isHere =
    detail.data &&
    fields.data &&
    others.data &&
    completeness.data &&
    letters.data &&
    decisions.data &&
    history.data;
  const seen = Math.max(...queries.map((query) => query.dataUpdatedAt));
  return (
    <Page
      title={words.title}
      status={detail.data && <CaseLine detail={detail.data} />}
      crumbs={<CaseCrumbs id={id} detail={detail.data} />}
      actions={
        isHere && (
          <Button kind="primary" onPress={() => window.print()}>
            {words.print}
          </Button>
        )
      }
    >
      {failed ? (
        <ErrorPanel error={failed.error} onRetry={retry} />
      ) : !isHere ? (
        <Loading onRetry={retry} />
      ) : (
        <div className="case-note">
          <p className="meta">
            {words.state(user.display_name, formatInstant(new Date(seen).toISOString(), language))}
          </p>
          <CaseFacts detail={detail.data} />
          <Documents detail={detail.data} />
          <Fields detail={detail.data} fields={fields.data.fields} />
          <Remarks detail={detail.data} items={others.data.items} />
          <Requirements items={completeness.data.items} />
          <LettersSent letters={letters.data.letters} />
          <Decisions file={decisions.data} />
          <History detail={detail.data} items={history.data.items} />
        </div>
      )}
    </Page>
  );
}
