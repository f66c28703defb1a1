// D2 Bericht: what a run was made with, what was asked, and its figures by service and channel.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ColumnOf, DataTable } from '../../components/DataTable';
import { Empty, Loaded } from '../../components/Panels';
import { reportQuery } from '../../lib/api/evaluation-queries';
import type { EvaluationReport, PartFigures } from '../../lib/api/types';
import { percent, TASKS } from '../../lib/evaluation';
import { formatInstant, formatNumber } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { Facts, FigureCell } from './figures';
import { useLabels } from './labels';
import { RunPage, TaskChoice, useRun } from './RunPage';

export function ReportPage() {
  const { language } = useEvaluationWords();
  const run = useRun();
  const query = useQuery(reportQuery(run));
  const madeAt = query.data?.measured.made_at;
  return (
    <RunPage tab="report" status={madeAt ? formatInstant(madeAt, language) : undefined}>
      <Loaded query={query} rows={8}>
        {(report) => <Report report={report} />}
      </Loaded>
    </RunPage>
  );
}

function Report({ report }: { report: EvaluationReport }) {
  const { e } = useEvaluationWords();
  const { aufgabe } = useSearch({ from: '/auswertung/$lauf' });
  const navigate = useNavigate({ from: '/auswertung/$lauf' });
  const there = TASKS.filter((task) => report.tasks.some((one) => one.task === task));
  const chosen = there.find((task) => task === aufgabe) ?? there[0];
  const found = report.tasks.find((one) => one.task === chosen);
  const [overall, ...parts] = found?.parts ?? [];
  if (chosen === undefined || overall === undefined)
    return (
      <>
        <Empty icon="chart">{e.confusion.nothing}</Empty>
        <About report={report} />
      </>
    );
  return (
    <div className="stack">
      <TaskChoice
        value={chosen}
        tasks={there}
        onChange={(task) => void navigate({ search: { aufgabe: task }, replace: true })}
      />
      <section className="panel">
        <h2>
          {e.report.figures}: {e.tasks[chosen]}
        </h2>
        <Headline part={overall} report={report} />
      </section>
      <section className="panel">
        <h2>{e.report.parts}</h2>
        <Parts parts={parts} minimum={report.settings.minimum_n} />
      </section>
      <Abstentions part={overall} />
      <About report={report} />
    </div>
  );
}

function Headline({ part, report }: { part: PartFigures; report: EvaluationReport }) {
  const { e, language } = useEvaluationWords();
  const r = e.report;
  const minimum = report.settings.minimum_n;
  const show = (figure: PartFigures['exact_match'] | null, plain = false) => (
    <FigureCell figure={figure} minimum={minimum} plain={plain} />
  );
  const { evidence, completeness, macro_f1 } = part;
  const rows: [string, React.ReactNode][] = [
    [r.exact, show(part.exact_match)],
    [r.precision, show(part.precision)],
    [r.recall, show(part.recall)],
    [r.f1, show(part.f1, true)],
    [r.answered, show(part.answered)],
    [r.rightlySilent, show(part.rightly_silent)],
  ];
  if (macro_f1) rows.push([r.macroF1, show(macro_f1, true)]);
  if (evidence) rows.push([r.overlap, show(evidence.mean_overlap)], [r.touching, show(evidence.touching)]);
  if (completeness) {
    const bound = completeness.false_present_bound;
    rows.push(
      [r.cost, show(completeness.cost, true)],
      [
        r.falsePresent,
        <>
          {show(completeness.false_present)}{' '}
          {bound !== null && <span className="meta">{r.upTo(percent(bound, language))}</span>}
        </>,
      ],
      [r.overlooked, show(completeness.overlooked)],
      [r.falseMissing, show(completeness.false_missing)],
    );
  }
  return (
    <>
      <Facts rows={rows} />
      {completeness && <p className="meta">{r.costHint}</p>}
    </>
  );
}

function Parts({ parts, minimum }: { parts: PartFigures[]; minimum: number }) {
  const { e } = useEvaluationWords();
  const { service, channel } = useLabels();
  const r = e.report;
  const columns: ColumnOf<PartFigures>[] = [
    {
      id: 'service',
      label: r.service,
      cell: (part) => (part.service === null ? e.all : service(part.service)),
    },
    {
      id: 'channel',
      label: r.channel,
      cell: (part) => (part.channel === null ? e.all : channel(part.channel)),
    },
    { id: 'cases', label: e.runs.cases, number: true, cell: (part) => part.cases },
    {
      id: 'exact',
      label: r.exact,
      cell: (part) => <FigureCell figure={part.exact_match} minimum={minimum} />,
    },
    {
      id: 'answered',
      label: r.answered,
      cell: (part) => <FigureCell figure={part.answered} minimum={minimum} />,
    },
    {
      id: 'precision',
      label: r.precision,
      cell: (part) => <FigureCell figure={part.precision} minimum={minimum} />,
    },
  ];
  return (
    <DataTable
      caption={r.parts}
      columns={columns}
      rows={parts}
      keyOf={(part) => `${part.service ?? ''}/${part.channel ?? ''}`}
    />
  );
}

function Abstentions({ part }: { part: PartFigures }) {
  const { m, language } = useMessages();
  const { e } = useEvaluationWords();
  const rows = Object.entries(part.abstentions).sort(([, one], [, other]) => other - one);
  if (rows.length === 0) return null;
  return (
    <section className="panel">
      <h2>{e.report.abstentions}</h2>
      <DataTable
        caption={e.report.abstentions}
        rows={rows}
        keyOf={([code]) => code}
        columns={[
          { id: 'reason', label: e.report.abstention, cell: ([code]) => sentence(m, 'abstention', code) },
          {
            id: 'count',
            label: e.report.count,
            number: true,
            cell: ([, count]) => formatNumber(count, language),
          },
        ]}
      />
    </section>
  );
}

function About({ report }: { report: EvaluationReport }) {
  const { e, language } = useEvaluationWords();
  const r = e.report;
  const { made_with, settings, measured } = report;
  const n = (value: number) => formatNumber(value, language);
  const spread = ({ median, p95, n: count }: EvaluationReport['measured']['read_ms']) =>
    median === null || p95 === null ? e.few(n(count), n(settings.minimum_n)) : r.spread(n(median), n(p95));
  return (
    <div className="panels">
      <section className="panel">
        <h2>{r.madeWith}</h2>
        <Facts
          rows={[
            [r.program, made_with.program],
            [e.runs.encoder, <code key="encoder">{made_with.encoder}</code>],
            [e.runs.heads, made_with.heads.join(', ') || e.none],
            [r.blueprint, <code key="blueprint">{made_with.blueprint}</code>],
            [r.prompt, <code key="prompt">{made_with.prompt}</code>],
            [r.scans, made_with.reads_scans ? r.yes : r.no],
          ]}
        />
      </section>
      <section className="panel">
        <h2>{r.asked}</h2>
        <Facts
          rows={[
            [r.cases, n(report.cases)],
            [r.folder, measured.cases_folder ?? r.elsewhere],
            [r.split, r.splitText],
            [r.unjudged, n(report.unjudged)],
            [r.minimum, n(settings.minimum_n)],
            [r.target, percent(settings.target, language)],
            [r.targetRequirements, percent(settings.target_of_requirements, language)],
            [r.weights, r.weightsText(n(settings.weights.false_present), n(settings.weights.false_missing))],
            [r.reading, spread(measured.read_ms)],
            [r.assessing, spread(measured.assess_ms)],
            [r.memory, measured.peak_memory_mib === null ? '–' : `${n(measured.peak_memory_mib)} MiB`],
          ]}
        />
      </section>
    </div>
  );
}
