// D4 Verwechslungsmatrix: a real table of what was taken for what; a cell leads to its errors.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Empty, Loaded } from '../../components/Panels';
import { confusionQuery, reportQuery } from '../../lib/api/evaluation-queries';
import type { ConfusionMatrix } from '../../lib/api/types';
import {
  type ConfusionCell,
  confusionRows,
  type EvaluationTask,
  percent,
  TASKS,
  tintOf,
} from '../../lib/evaluation';
import { formatNumber } from '../../lib/format';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { FigureCell } from './figures';
import { useLabels } from './labels';
import { RunPage, TaskChoice, useRun } from './RunPage';

export function ConfusionPage() {
  const { e } = useEvaluationWords();
  const run = useRun();
  const { aufgabe } = useSearch({ from: '/auswertung/$lauf/verwechslungen' });
  const navigate = useNavigate({ from: '/auswertung/$lauf/verwechslungen' });
  const report = useQuery(reportQuery(run));
  const there = TASKS.filter(
    (task) => task !== 'field' && report.data?.tasks.some((one) => one.task === task),
  );
  const task = aufgabe ?? there[0] ?? 'kind';
  const query = useQuery({ ...confusionQuery(run, task), enabled: there.includes(task) });
  return (
    <RunPage tab="confusion">
      <Loaded query={report}>
        {({ settings }) => (
          <div className="stack">
            {there.length > 0 && (
              <TaskChoice
                value={task}
                tasks={there}
                onChange={(next) => void navigate({ search: { aufgabe: next }, replace: true })}
              />
            )}
            {!there.includes(task) ? (
              <Empty icon="chart">{task === 'field' ? e.confusion.fields : e.confusion.nothing}</Empty>
            ) : (
              <Loaded query={query} rows={8}>
                {({ confusion }) =>
                  confusion === null || confusion.truths.length === 0 ? (
                    <Empty icon="chart">{e.confusion.nothing}</Empty>
                  ) : (
                    <section className="panel">
                      <h2 id="confusion-title">{e.confusion.title(e.tasks[task])}</h2>
                      <Matrix run={run} task={task} confusion={confusion} minimum={settings.minimum_n} />
                    </section>
                  )
                }
              </Loaded>
            )}
          </div>
        )}
      </Loaded>
    </RunPage>
  );
}

type MatrixProps = { run: string; task: EvaluationTask; confusion: ConfusionMatrix; minimum: number };

function Matrix({ run, task, confusion, minimum }: MatrixProps) {
  const { e, language } = useEvaluationWords();
  const { label } = useLabels();
  const rows = confusionRows(confusion, minimum);
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  return (
    <>
      <p className="meta">{e.confusion.caption(e.n(formatNumber(total, language)))}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="confusion-frame" aria-labelledby="confusion-title" tabIndex={0}>
        <table className="confusion" aria-labelledby="confusion-title">
          <thead>
            <tr>
              <th scope="col">{e.confusion.truth}</th>
              {confusion.suggested.map((suggested) => (
                <th key={suggested} scope="col" className="upright">
                  <span>{label(task, suggested)}</span>
                </th>
              ))}
              <th scope="col">{e.confusion.rate}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.truth}>
                <th scope="row">{label(task, row.truth)}</th>
                {row.cells.map((cell) => (
                  <td key={cell.suggested} className={cellClass(cell)}>
                    {cell.count > 0 && !cell.isRight ? (
                      <Link
                        to="/auswertung/$lauf/fehler"
                        params={{ lauf: run }}
                        search={{ aufgabe: task, wahr: row.truth, vorschlag: cell.suggested }}
                      >
                        <Cell cell={cell} />
                        <span className="visually-hidden">
                          {e.confusion.cell(label(task, row.truth), label(task, cell.suggested))}
                        </span>
                      </Link>
                    ) : (
                      <Cell cell={cell} />
                    )}
                  </td>
                ))}
                <td className="rate">
                  <FigureCell figure={row.right} minimum={minimum} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className="legend meta">
        <li>
          <span className="legend-right" aria-hidden="true" /> {e.confusion.legendRight}
        </li>
        <li>
          <span className="legend-confused" aria-hidden="true" /> {e.confusion.legendConfused}
        </li>
      </ul>
    </>
  );
}

const cellClass = (cell: ConfusionCell): string =>
  [
    'confusion-cell',
    `tint-${tintOf(cell.share)}`,
    cell.count === 0 && 'zero',
    cell.isRight && 'right',
    cell.isConfused && 'confused',
  ]
    .filter(Boolean)
    .join(' ');

function Cell({ cell }: { cell: ConfusionCell }) {
  const { language } = useEvaluationWords();
  return (
    <>
      {formatNumber(cell.count, language)}
      {cell.share !== null && cell.count > 0 && (
        <span className="cell-share">{percent(cell.share, language)}</span>
      )}
    </>
  );
}
