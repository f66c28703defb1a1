// The identity bar of a case: reference, name, service, dates, who works on it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { usePageTitle } from '../../components/Page';
import { api, dataOf } from '../../lib/api/client';
import { asProblem } from '../../lib/api/problem';
import { caseQuery, servicesQuery } from '../../lib/api/queries';
import { formatDate } from '../../lib/format';
import { problemSentence, useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { Due } from '../queue/cells';
import { hasMarks, Marks } from '../queue/Marks';
import { useCase } from './case-context';

function useAssignee() {
  const { detail, version } = useCase();
  const { m, language } = useMessages();
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (assignee: 'me' | null) =>
      dataOf(
        api.PUT('/api/cases/{id}/assignee', {
          params: { path: { id: detail.id } },
          body: { assignee },
        }),
      ),
    onSuccess: (row) => {
      version.current = Math.max(version.current, row.version);
      queryClient.setQueryData(caseQuery(detail.id).queryKey, (old) => (old ? { ...old, ...row } : old));
    },
    onError: (error) => announce(problemSentence(m, language, asProblem(error)), 'error'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['case', detail.id] }),
  });
}

/** What is shown of the case, and how much of that is open. */
function useShownTab(): { word: string; open: number } {
  const { m } = useMessages();
  const { detail } = useCase();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const t = m.case.tabs;
  if (path.endsWith('/vollstaendigkeit'))
    return { word: t.completeness, open: detail.requirements_missing + detail.requirements_unclear };
  if (path.endsWith('/rechtsgrundlagen')) return { word: t.legalBases, open: 0 };
  if (path.endsWith('/verlauf')) return { word: t.history, open: 0 };
  return { word: t.fields, open: detail.fields_total - detail.fields_reviewed };
}

export function CaseBar() {
  const { m, language } = useMessages();
  const { detail, readOnly } = useCase();
  const { user } = useSession();
  const services = useQuery(servicesQuery).data?.services ?? [];
  const assignee = useAssignee();
  const { word, open } = useShownTab();
  const heading = usePageTitle(`${detail.reference} · ${word}`, open);
  const mine = detail.assignee?.id === user.id;
  const service = services.find((entry) => entry.id === detail.service)?.name[language] ?? detail.service;
  return (
    <header className="case-bar">
      <div>
        <nav className="crumbs" aria-label={m.common.breadcrumb}>
          <Link to="/eingang">{m.frame.queue}</Link>
        </nav>
        <h1 ref={heading} tabIndex={-1}>
          {detail.reference} <span className="case-name">{detail.applicant_name ?? m.case.unknownName}</span>
        </h1>
      </div>
      <dl className="case-facts">
        <div>
          <dt>{m.case.service}</dt>
          <dd>{service ?? m.queue.serviceUnknown}</dd>
        </div>
        <div>
          <dt>{m.case.received}</dt>
          <dd>{formatDate(detail.received_on, language)}</dd>
        </div>
        <div>
          <dt>{m.case.due}</dt>
          <dd>
            <Due date={detail.due_on} />
          </dd>
        </div>
        {hasMarks(detail) && (
          <div>
            <dt>{m.queue.columns.note}</dt>
            <dd>
              <Marks row={detail} />
            </dd>
          </div>
        )}
        <div>
          <dt>{m.case.assignee}</dt>
          <dd className="assignee">
            {mine ? m.common.you : (detail.assignee?.display_name ?? m.common.nobody)}
            {!readOnly && (
              <Button
                small
                onPress={() => assignee.mutate(mine ? null : 'me')}
                isDisabled={assignee.isPending}
              >
                {mine ? m.case.release : m.case.take}
              </Button>
            )}
          </dd>
        </div>
      </dl>
    </header>
  );
}
