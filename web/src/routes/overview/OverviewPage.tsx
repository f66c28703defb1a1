// S1 Übersicht: what is open, how long it takes until somebody is asked for what is missing, and whether once is enough.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Segments } from '../../components/Choice';
import { DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { Empty, Loaded } from '../../components/Panels';
import { requestFiguresQuery } from '../../lib/api/figure-queries';
import { casesQuery } from '../../lib/api/queries';
import type { AskedCases, Figure, RequestFigures } from '../../lib/api/types';
import { PERIODS, periodOf } from '../../lib/drift';
import { percent } from '../../lib/evaluation';
import { formatDate, formatNumber } from '../../lib/format';
import { useOverviewWords } from '../../lib/i18n/words/overview';
import '../../styles/overview.css';

const VIEWS = [
  { view: 'all', word: 'open' },
  { view: 'due', word: 'due' },
  { view: 'missing', word: 'missing' },
  { view: 'answered', word: 'answered' },
] as const;

export function OverviewPage() {
  const { o } = useOverviewWords();
  const weeks = periodOf(useSearch({ from: '/uebersicht' }).wochen);
  const navigate = useNavigate({ from: '/uebersicht' });
  const query = useQuery(requestFiguresQuery(weeks));
  return (
    <Page title={o.title} status={o.status}>
      <div className="overview">
        <Standing />
        <Segments
          label={o.weeks}
          value={String(weeks)}
          items={PERIODS.map((count) => ({ id: String(count), label: o.lastWeeks(count) }))}
          onChange={(id) => void navigate({ search: { wochen: Number(id) }, replace: true })}
        />
        <Loaded query={query} rows={6}>
          {(figures) =>
            figures.over_all.number === 0 ? (
              <Empty icon="chart">{o.none}</Empty>
            ) : (
              <Requests figures={figures} />
            )
          }
        </Loaded>
        <p className="meta">{o.counts}</p>
      </div>
    </Page>
  );
}

/** What there is to do now; each number leads to the cases behind it. */
function Standing() {
  const { o, language } = useOverviewWords();
  const query = useQuery(casesQuery({ limit: 1 }));
  return (
    <Loaded query={query} rows={1}>
      {({ counts }) => (
        <ul className="overview-figures">
          {VIEWS.map(({ view, word }) => (
            <li key={view} className="panel">
              <Link to="/eingang" search={view === 'all' ? {} : { ansicht: view }}>
                {o[word]} <span className="visually-hidden">({o.see})</span>
              </Link>
              <strong>{formatNumber(counts[view], language)}</strong>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

function Requests({ figures }: { figures: RequestFigures }) {
  const { o, language } = useOverviewWords();
  const { over_all, asked_once, minimum_n } = figures;
  const number = (count: number) => formatNumber(count, language);
  const few = (n: number) => <p className="meta">{o.few(number(n), number(minimum_n))}</p>;
  return (
    <>
      <ul className="overview-figures wide">
        <Tile title={o.days} hint={o.daysHint}>
          {over_all.days ? (
            <>
              <strong>{o.median(number(over_all.days.median))}</strong>
              <p className="meta">
                {o.half(number(over_all.days.lower_quartile), number(over_all.days.upper_quartile))},{' '}
                {o.n(number(over_all.number))}
              </p>
            </>
          ) : (
            few(over_all.number)
          )}
        </Tile>
        <Tile title={o.once} hint={o.onceHint}>
          <Share figure={asked_once} few={few} />
        </Tile>
      </ul>
      <WeekTable figures={figures} />
    </>
  );
}

function Tile({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <li className="panel">
      <h2>{title}</h2>
      {children}
      <p className="meta">{hint}</p>
    </li>
  );
}

function Share({ figure, few }: { figure: Figure; few: (n: number) => ReactNode }) {
  const { o, language } = useOverviewWords();
  const { value, low, high, n } = figure;
  if (value === null || low === null || high === null) return few(n);
  return (
    <>
      <strong>{percent(value, language)}</strong>
      <p className="meta">
        {o.interval(percent(low, language), percent(high, language))}, {o.n(formatNumber(n, language))}
      </p>
    </>
  );
}

function WeekTable({ figures: { weeks } }: { figures: RequestFigures }) {
  const { o, language } = useOverviewWords();
  const last = weeks.at(-1)?.monday;
  const number = (count: number) => formatNumber(count, language);
  const days = (asked: AskedCases, show: (days: NonNullable<AskedCases['days']>) => string) =>
    asked.days ? show(asked.days) : '–';
  return (
    <div className="panel">
      <DataTable
        caption={o.table}
        rows={[...weeks].reverse()}
        keyOf={({ monday }) => monday}
        columns={[
          {
            id: 'week',
            label: o.week,
            cell: ({ monday }) => (
              <>
                {formatDate(monday, language)} {monday === last && <span className="meta">{o.running}</span>}
              </>
            ),
          },
          { id: 'asked', label: o.asked, number: true, cell: ({ asked }) => number(asked.number) },
          {
            id: 'median',
            label: o.medianColumn,
            number: true,
            cell: ({ asked }) => days(asked, ({ median }) => number(median)),
          },
          {
            id: 'half',
            label: o.halfColumn,
            number: true,
            unbroken: true,
            cell: ({ asked }) =>
              days(asked, (spread) =>
                o.interval(number(spread.lower_quartile), number(spread.upper_quartile)),
              ),
          },
        ]}
      />
    </div>
  );
}
