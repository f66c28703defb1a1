// D5 Fehlerliste: what was told wrong, not at all or too much, with the page, and doubts about labels.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ErrorsSearch } from '../../app/router';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Choice, Segments } from '../../components/Choice';
import { Pager } from '../../components/Pager';
import { Empty, ErrorPanel, Loaded } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import { errorsQuery } from '../../lib/api/evaluation-queries';
import type { ErrorsQuery, EvaluationItem } from '../../lib/api/types';
import { TASKS } from '../../lib/evaluation';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { useShortcuts } from '../../lib/shortcuts';
import { ErrorItem } from './ErrorItem';
import { useLabels } from './labels';
import { RunPage, useRun } from './RunPage';

const PAGE_SIZE = 25;
const VERDICTS = ['all', 'wrong', 'silent', 'spurious'] as const;

const asked = (search: ErrorsSearch): ErrorsQuery => ({
  offset: search.ab ?? 0,
  limit: PAGE_SIZE,
  ...(search.aufgabe && { task: search.aufgabe }),
  ...(search.art && { verdict: search.art }),
  ...(search.wahr && { truth: search.wahr }),
  ...(search.vorschlag && { suggested: search.vorschlag }),
  ...(search.zweifel && { flagged: true }),
});

export function ErrorsPage() {
  const { e } = useEvaluationWords();
  const { label } = useLabels();
  const run = useRun();
  const search = useSearch({ from: '/auswertung/$lauf/fehler' });
  const navigate = useNavigate({ from: '/auswertung/$lauf/fehler' });
  const query = useQuery(errorsQuery(run, asked(search)));
  const flagging = useFlag(run);
  const items = query.data?.items ?? [];
  const focused = (): EvaluationItem | undefined => {
    const row = document.activeElement?.closest<HTMLElement>('[data-item]');
    return items.find((item) => String(item.number) === row?.dataset.item);
  };
  const say = (isWrong: boolean) => {
    const item = focused();
    if (item) flagging.mutate({ number: item.number, isWrong });
  };
  useShortcuts({ doubtLabel: () => say(true), trustLabel: () => say(false) });
  const change = (changed: Partial<ErrorsSearch>) =>
    void navigate({ search: { ...search, ab: undefined, ...changed }, replace: true });
  const isCell = search.wahr !== undefined && search.vorschlag !== undefined;
  return (
    <RunPage tab="errors" scope="errors" status={query.data && e.errors.status(query.data.total)}>
      <div className="error-filters">
        <Choice
          label={e.task}
          value={search.aufgabe ?? 'all'}
          items={[{ id: 'all', label: e.all }, ...TASKS.map((id) => ({ id, label: e.tasks[id] }))]}
          onChange={(id) =>
            change({
              aufgabe: TASKS.find((task) => task === id),
              wahr: undefined,
              vorschlag: undefined,
            })
          }
        />
        <Segments
          label={e.errors.verdict}
          value={search.art ?? 'all'}
          items={VERDICTS.map((id) => ({ id, label: e.errors.verdicts[id] ?? id }))}
          onChange={(id) =>
            change({ art: VERDICTS.slice(1).find((one) => one === id) as ErrorsSearch['art'] })
          }
        />
        <label className="pick with-word">
          <input
            type="checkbox"
            checked={search.zweifel === true}
            onChange={(event) => change({ zweifel: event.currentTarget.checked || undefined })}
          />
          {e.errors.flagged}
        </label>
        {isCell && (
          <p className="error-cell">
            {e.errors.cell(
              label(search.aufgabe ?? '', search.wahr ?? ''),
              label(search.aufgabe ?? '', search.vorschlag ?? ''),
            )}{' '}
            <Button small icon="cross" onPress={() => change({ wahr: undefined, vorschlag: undefined })}>
              {e.errors.clear}
            </Button>
          </p>
        )}
      </div>
      {flagging.isError && <ErrorPanel error={flagging.error} />}
      <Loaded query={query} rows={8}>
        {() =>
          items.length === 0 ? (
            <Empty icon="check">{e.errors.empty}</Empty>
          ) : (
            <>
              <p className="meta">{e.errors.flagHint}</p>
              <ul className="error-list" aria-label={e.errors.list}>
                {items.map((item) => (
                  <ErrorItem
                    key={item.number}
                    run={run}
                    item={item}
                    isBusy={flagging.isPending}
                    onFlag={(isWrong) => flagging.mutate({ number: item.number, isWrong })}
                  />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
      <Pager
        total={query.data?.total ?? 0}
        size={PAGE_SIZE}
        offset={search.ab ?? 0}
        onMove={(ab) => void navigate({ search: { ...search, ab: ab || undefined } })}
      />
    </RunPage>
  );
}

/** Notes a doubt about a label, or takes it back. */
function useFlag(run: string) {
  const { e } = useEvaluationWords();
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ number, isWrong }: { number: number; isWrong: boolean }) =>
      dataOf(
        api.POST('/api/evaluations/{id}/items/{number}/flags', {
          params: { path: { id: run, number } },
          body: { is_wrong: isWrong },
        }),
      ),
    onSuccess: (_, { isWrong }) => {
      announce(isWrong ? e.errors.flaggedSaid : e.errors.unflaggedSaid);
      return queryClient.invalidateQueries({ queryKey: ['evaluation', run, 'errors'] });
    },
  });
}
