// D6 Modellvergleich: two runs over the same cases, item by item, and whether their difference may be chance.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Choice } from '../../components/Choice';
import { DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { Empty, Loaded } from '../../components/Panels';
import { comparisonQuery, reportQuery, runsQuery } from '../../lib/api/evaluation-queries';
import type { ComparedTask } from '../../lib/api/types';
import type { EvaluationTask } from '../../lib/evaluation';
import { formatNumber } from '../../lib/format';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { useLabels } from './labels';
import { Crumbs, useRun } from './RunPage';

const SURE = 0.05;

export function ComparisonPage() {
  const { e, language } = useEvaluationWords();
  const first = useRun();
  const { mit } = useSearch({ from: '/auswertung/$lauf/vergleich' });
  const navigate = useNavigate({ from: '/auswertung/$lauf/vergleich' });
  const runs = useQuery(runsQuery);
  const report = useQuery(reportQuery(first));
  const query = useQuery({ ...comparisonQuery(first, mit ?? ''), enabled: mit !== undefined });
  const others = (runs.data?.items ?? []).filter((run) => run.id !== first && run.problem === null);
  const c = e.comparison;
  const n = (value: number) => formatNumber(value, language);
  return (
    <Page wide title={c.title} status={mit && `${first} · ${mit}`} crumbs={<Crumbs run={first} />}>
      <div className="stack">
        <Loaded query={runs} rows={1}>
          {() =>
            others.length === 0 ? (
              <Empty icon="chart">{c.others}</Empty>
            ) : (
              <div className="error-filters">
                <Choice
                  label={c.with}
                  placeholder={c.choose}
                  value={mit ?? null}
                  items={others.map(({ id }) => ({ id, label: id }))}
                  onChange={(id) => void navigate({ search: { mit: id }, replace: true })}
                />
              </div>
            )
          }
        </Loaded>
        {mit !== undefined && (
          <Loaded query={query} rows={8}>
            {({ tasks, unmatched, different_truth }) => (
              <>
                {tasks.length === 0 && <Empty icon="chart">{c.nothing}</Empty>}
                {tasks.map((task) => (
                  <Compared
                    key={task.task}
                    task={task}
                    first={first}
                    second={mit}
                    minimum={report.data?.settings.minimum_n ?? null}
                  />
                ))}
                {unmatched > 0 && <p className="meta">{c.unmatched(n(unmatched))}</p>}
                {different_truth > 0 && <p className="meta">{c.differentTruth(n(different_truth))}</p>}
                <p className="meta">{c.activate}</p>
              </>
            )}
          </Loaded>
        )}
      </div>
    </Page>
  );
}

type Props = { task: ComparedTask; first: string; second: string; minimum: number | null };

function Compared({ task, first, second, minimum }: Props) {
  const { e, language } = useEvaluationWords();
  const { label } = useLabels();
  const c = e.comparison;
  const n = (value: number) => formatNumber(value, language);
  const what = e.tasks[task.task as EvaluationTask] ?? task.task;
  const differing = task.only_first + task.only_second;
  const said = (value: string | null) => (value === null ? '–' : label(task.task, value));
  return (
    <section className="panel">
      <h2>{what}</h2>
      <table className="four-fold">
        <caption>{c.caption(e.n(n(task.n)))}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{c.right(second)}</th>
            <th scope="col">{c.wrong(second)}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{c.right(first)}</th>
            <td>{n(task.both_right)}</td>
            <td>
              <strong>{n(task.only_first)}</strong>
            </td>
          </tr>
          <tr>
            <th scope="row">{c.wrong(first)}</th>
            <td>
              <strong>{n(task.only_second)}</strong>
            </td>
            <td>{n(task.neither)}</td>
          </tr>
        </tbody>
      </table>
      <p>
        {task.p_value === null ? (
          e.few(n(task.n), minimum === null ? '…' : n(minimum))
        ) : (
          <>
            {c.p(formatNumber(task.p_value, language, task.p_value < 0.01 ? 4 : 2))}.{' '}
            {task.p_value < SURE ? c.noChance : c.chance}
          </>
        )}
      </p>
      {differing === 0 ? (
        <p className="meta">{c.same}</p>
      ) : (
        <details className="settled">
          <summary>
            {c.discordant} ({n(differing)})
          </summary>
          {task.discordant.length < differing && (
            <p className="meta">{c.shown(n(task.discordant.length), n(differing))}</p>
          )}
          <DataTable
            caption={`${c.discordant}: ${what}`}
            rows={task.discordant}
            keyOf={(item) => `${item.case}/${item.item}`}
            columns={[
              { id: 'case', label: c.case, cell: (item) => item.case },
              { id: 'item', label: c.item, cell: (item) => item.item || what },
              { id: 'truth', label: e.errors.truth, cell: (item) => said(item.truth) },
              { id: 'first', label: first, cell: (item) => said(item.first) },
              { id: 'second', label: second, cell: (item) => said(item.second) },
              { id: 'better', label: c.better, cell: (item) => (item.first_is_right ? first : second) },
            ]}
          />
        </details>
      )}
    </section>
  );
}
