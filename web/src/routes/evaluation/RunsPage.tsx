// D1 Auswertung: the runs that were made, the one that is being made, the trained heads, and two runs to compare.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { type ColumnOf, DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { Loaded } from '../../components/Panels';
import { headsQuery, runsQuery } from '../../lib/api/evaluation-queries';
import type { EvaluationRun, TrainedHead } from '../../lib/api/types';
import { percent } from '../../lib/evaluation';
import { formatInstant, formatNumber } from '../../lib/format';
import { problemSentence, useMessages } from '../../lib/i18n';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { FirstRun } from './FirstRun';
import { FigureCell } from './figures';
import { useLabels } from './labels';
import { Making } from './Making';
import { AreaTabs } from './RunPage';
import '../../styles/evaluation.css';

export function RunsPage() {
  const { e } = useEvaluationWords();
  const runs = useQuery(runsQuery);
  const heads = useQuery(headsQuery);
  return (
    <Page wide title={e.title} status={e.status}>
      <AreaTabs />
      <div className="stack">
        <Making isFirst={runs.data?.items.length === 0} />
        <section className="panel">
          <h2>{e.runs.title}</h2>
          <Loaded query={runs}>
            {({ folder, items }) =>
              items.length === 0 ? <FirstRun folder={folder} /> : <Runs runs={items} />
            }
          </Loaded>
        </section>
        <section className="panel">
          <h2>{e.heads.title}</h2>
          <Loaded query={heads} rows={2}>
            {({ items }) =>
              items.length === 0 ? <p className="meta">{e.heads.none}</p> : <Heads heads={items} />
            }
          </Loaded>
        </section>
      </div>
    </Page>
  );
}

function Runs({ runs }: { runs: EvaluationRun[] }) {
  const { m, language } = useMessages();
  const { e } = useEvaluationWords();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string[]>([]);
  const toggle = (id: string) =>
    setChosen((before) =>
      before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2),
    );
  const [first, second] = chosen;
  const of = (run: EvaluationRun, task: string) => run.tasks.find((one) => one.task === task);
  const exact = (task: 'field' | 'kind'): ColumnOf<EvaluationRun> => ({
    id: task,
    label: e.runs.exact(e.tasks[task]),
    cell: (run) => <FigureCell figure={of(run, task)?.exact_match ?? null} minimum={run.minimum_n} />,
  });
  const columns: ColumnOf<EvaluationRun>[] = [
    {
      id: 'pick',
      label: e.runs.pick,
      cell: (run) =>
        run.problem === null && (
          <label className="pick">
            <input type="checkbox" checked={chosen.includes(run.id)} onChange={() => toggle(run.id)} />
            <span className="visually-hidden">{e.runs.pickRun(run.id)}</span>
          </label>
        ),
    },
    {
      id: 'run',
      label: e.runs.run,
      cell: (run) =>
        run.problem === null ? (
          <Link to="/auswertung/$lauf" params={{ lauf: run.id }}>
            {run.id}
          </Link>
        ) : (
          <>
            {run.id} <span className="tag warning">{e.runs.unreadable}</span>{' '}
            <span className="meta">
              {problemSentence(m, language, { type: '', title: '', status: 422, code: run.problem })}
            </span>
          </>
        ),
    },
    {
      id: 'madeAt',
      label: e.runs.madeAt,
      unbroken: true,
      cell: (run) => (run.made_at === null ? '–' : formatInstant(run.made_at, language)),
    },
    {
      id: 'encoder',
      label: e.runs.encoder,
      cell: (run) =>
        run.encoder === null ? '–' : run.encoder === 'none' ? e.runs.without : run.encoder.split('@')[0],
    },
    { id: 'heads', label: e.runs.heads, cell: (run) => run.heads.join(', ') || '–' },
    {
      id: 'cases',
      label: e.runs.cases,
      number: true,
      cell: (run) => (run.problem === null ? formatNumber(run.cases, language) : '–'),
    },
    exact('field'),
    exact('kind'),
    {
      id: 'coverage',
      label: e.runs.coverageLabel,
      cell: (run) => {
        const task = of(run, 'field');
        if (task === undefined) return '–';
        if (task.coverage.value === null && task.coverage.n >= run.minimum_n)
          return <span className="meta">{e.runs.notReached(percent(task.target, language))}</span>;
        return <FigureCell figure={task.coverage} minimum={run.minimum_n} />;
      },
    },
  ];
  return (
    <>
      <DataTable caption={e.runs.title} columns={columns} rows={runs} keyOf={(run) => run.id} />
      <p className="run-choice">
        <Button
          kind="primary"
          isDisabled={second === undefined}
          onPress={() => {
            if (first !== undefined && second !== undefined)
              void navigate({
                to: '/auswertung/$lauf/vergleich',
                params: { lauf: first },
                search: { mit: second },
              });
          }}
        >
          {e.runs.compare}
        </Button>{' '}
        <span className="meta" role="status">
          {chosen.length === 0 ? e.runs.compareHint : chosen.join(' · ')}
        </span>
      </p>
    </>
  );
}

const headState = (head: TrainedHead): 'atWork' | 'waiting' | 'leaving' | 'idle' | 'unusable' => {
  if (head.extent === null) return 'unusable';
  if (head.is_at_work) return head.is_active ? 'atWork' : 'leaving';
  return head.is_active ? 'waiting' : 'idle';
};

function Heads({ heads }: { heads: TrainedHead[] }) {
  const { e, language } = useEvaluationWords();
  const { channel } = useLabels();
  const n = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value, language));
  const columns: ColumnOf<TrainedHead>[] = [
    {
      id: 'task',
      label: e.task,
      cell: (head) => e.tasks[head.task === 'service' || head.task === 'field' ? head.task : 'kind'],
    },
    { id: 'version', label: e.heads.version, cell: (head) => <code>{head.version}</code> },
    { id: 'state', label: e.heads.state, cell: (head) => e.heads.states[headState(head)] },
    {
      id: 'encoder',
      label: e.runs.encoder,
      cell: (head) => head.extent?.encoder.split('@')[0] ?? '–',
    },
    {
      id: 'target',
      label: e.heads.target,
      cell: (head) => (head.extent ? percent(head.extent.target, language) : '–'),
    },
    {
      id: 'silent',
      label: e.heads.silent,
      cell: (head) =>
        head.extent === null
          ? '–'
          : head.extent.is_always_silent
            ? e.heads.always
            : head.extent.silent_channels.map(channel).join(', ') || e.heads.nowhere,
    },
    { id: 'classes', label: e.heads.classes, number: true, cell: (head) => n(head.extent?.classes) },
    { id: 'examples', label: e.heads.examples, number: true, cell: (head) => n(head.extent?.examples) },
  ];
  return (
    <DataTable
      caption={e.heads.title}
      columns={columns}
      rows={heads}
      keyOf={(head) => `${head.task}@${head.version}`}
    />
  );
}
