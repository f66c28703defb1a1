// S3 Stichproben: how often suggestions say what people enter before they see them. By case and entry, never by person.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { Empty, Loaded } from '../../components/Panels';
import { samplesQuery } from '../../lib/api/figure-queries';
import type { SampleReport } from '../../lib/api/types';
import { percent } from '../../lib/evaluation';
import { formatInstant, formatNumber, showValue } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useSampleWords } from '../../lib/i18n/words/samples';
import '../../styles/overview.css';

type Case = SampleReport['cases'][number];
type Differing = SampleReport['differing'][number];

export function SamplesPage() {
  const { words } = useSampleWords();
  const query = useQuery(samplesQuery);
  return (
    <Page title={words.title} status={words.status}>
      <div className="overview">
        <Loaded query={query} rows={6}>
          {(report) => <Report report={report} />}
        </Loaded>
        <p className="meta">{words.people}</p>
      </div>
    </Page>
  );
}

function Report({ report }: { report: SampleReport }) {
  const { words, language } = useSampleWords();
  const { plan, power, agreement, differing, cases } = report;
  const number = (count: number) => formatNumber(count, language);
  const share = (value: number) => percent(value, language);
  return (
    <>
      <div>
        <p>
          {plan.share_ppm > 0
            ? words.plan(share(plan.share_ppm / 1_000_000), number(plan.fields))
            : words.noPlan}
        </p>
        <p>
          {words.power(share(power.error_rate), share(power.confidence), number(power.needed))}{' '}
          {words.reached(number(agreement.n))}
        </p>
      </div>
      <ul className="overview-figures wide">
        <li className="panel">
          <h2>{words.agreement}</h2>
          {agreement.value === null || agreement.low === null || agreement.high === null ? (
            <p className="meta">{words.few(number(agreement.n), number(report.minimum_n))}</p>
          ) : (
            <>
              <strong>{share(agreement.value)}</strong>
              <p className="meta">
                {words.interval(share(agreement.low), share(agreement.high))}, {words.n(number(agreement.n))}
              </p>
            </>
          )}
          <p className="meta">{words.agreementHint}</p>
        </li>
        <li className="panel">
          <h2>{words.counts}</h2>
          <ul className="plain-list">
            <li>
              {words.open}: {number(report.open)}
            </li>
            <li>
              {words.silent}: {number(report.silent)}
            </li>
            <li>
              {words.unclear}: {number(report.unclear)}
            </li>
            <li>
              {words.notEntered}: {number(report.not_entered)}
            </li>
          </ul>
        </li>
      </ul>
      <section className="panel">
        <h2>{words.differing}</h2>
        {differing.length === 0 ? (
          <p className="meta">{words.noDiffering}</p>
        ) : (
          <DifferingTable entries={differing} />
        )}
      </section>
      <section className="panel">
        <h2>{words.cases}</h2>
        {cases.length === 0 ? <Empty icon="hand">{words.noCases}</Empty> : <CaseTable cases={cases} />}
      </section>
    </>
  );
}

function CaseLink({ of }: { of: Case['case'] }) {
  return (
    <Link to="/akten/$id/angaben" params={{ id: of.id }}>
      {of.reference}
    </Link>
  );
}

function DifferingTable({ entries }: { entries: readonly Differing[] }) {
  const { m } = useMessages();
  const { words, language } = useSampleWords();
  const show = ({ kind, options }: Differing, value: string) => {
    const { text, unit } = showValue(kind, value, options, language, m.common);
    return unit ? `${text} ${unit}` : text;
  };
  return (
    <DataTable
      caption={words.differing}
      rows={entries}
      keyOf={({ case: { id }, id: field }) => `${id}/${field}`}
      columns={[
        { id: 'case', label: words.case, unbroken: true, cell: (row) => <CaseLink of={row.case} /> },
        { id: 'field', label: words.field, cell: (row) => row.label?.[language] ?? row.id },
        { id: 'entered', label: words.entered, cell: (row) => show(row, row.entered) },
        { id: 'suggested', label: words.suggested, cell: (row) => show(row, row.suggested) },
        { id: 'at', label: words.at, unbroken: true, cell: (row) => formatInstant(row.at, language) },
      ]}
    />
  );
}

function CaseTable({ cases }: { cases: readonly Case[] }) {
  const { words, language } = useSampleWords();
  return (
    <DataTable
      caption={words.cases}
      rows={cases}
      keyOf={({ case: { id } }) => id}
      columns={[
        { id: 'case', label: words.case, unbroken: true, cell: (row) => <CaseLink of={row.case} /> },
        {
          id: 'drawn',
          label: words.drawn,
          unbroken: true,
          cell: (row) => formatInstant(row.drawn_at, language),
        },
        {
          id: 'fields',
          label: words.fields,
          cell: ({ fields }) =>
            fields.length === 0 ? (
              <span className="meta">{words.noFields}</span>
            ) : (
              <ul className="plain-list">
                {fields.map(({ id, label, state }) => (
                  <li key={id}>
                    {label?.[language] ?? id}: {words.state[state]}
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}
