// One series of weeks: a picture with intervals and signs, and the same as a table, the running week first.
import { DataTable } from '../../components/DataTable';
import type { DriftPoint } from '../../lib/api/types';
import { namedWeeks, placeOf, runsOf, signedPoints, signOf } from '../../lib/drift';
import { percent } from '../../lib/evaluation';
import { formatDate, formatNumber } from '../../lib/format';
import { useDriftWords } from '../../lib/i18n/words/drift';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { Chart, type Frame } from '../evaluation/chart';
import { FigureCell } from '../evaluation/figures';

export type Scale = { weeks: readonly string[]; minimum: number; before: number };

/** `+20,0 Prozentpunkte mehr`, and what was before. */
export function ChangeText({ point, before }: { point: DriftPoint; before: number }) {
  const { d, language } = useDriftWords();
  const { e } = useEvaluationWords();
  const { share, change } = point;
  if (share.value === null) return '–';
  const past = change?.before;
  if (!past || past.value === null || past.low === null || past.high === null) return d.same;
  const said = (value: number) => percent(value, language);
  return (
    <>
      <strong>
        {d.points(signedPoints(share.value, past.value, language))} {change?.is_above ? d.more : d.less}
      </strong>{' '}
      <span className="meta">
        {d.before(
          before,
          said(past.value),
          e.interval(said(past.low), said(past.high)),
          e.n(formatNumber(past.n, language)),
        )}
      </span>
    </>
  );
}

export function SeriesView({
  what,
  points,
  scale: { weeks, minimum, before },
}: {
  what: string;
  points: readonly DriftPoint[];
  scale: Scale;
}) {
  const { d, language } = useDriftWords();
  const rows = weeks
    .map((week, at) => ({ week, point: points[at], isRunning: at === weeks.length - 1 }))
    .reverse();
  const short = (week: string) => formatDate(week, language).slice(0, 6).replace(/\/$/, '');
  const hasFigures = points.some((point) => point.share.value !== null);
  return (
    <>
      {hasFigures && (
        <Chart
          name={d.caption(what)}
          caption={d.caption(what)}
          axes={[d.axisWeek, d.share]}
          sides={({ width }) =>
            namedWeeks(weeks.length, width < 400 ? 3 : 6).map((at) => ({
              at: placeOf(at, weeks.length),
              label: short(weeks[at] ?? ''),
            }))
          }
        >
          {(frame) => <Weeks points={points} frame={frame} />}
        </Chart>
      )}
      {!hasFigures && <p className="meta">{d.noFigures(formatNumber(minimum, language))}</p>}
      <DataTable
        caption={what}
        rows={rows}
        keyOf={(row) => row.week}
        columns={[
          {
            id: 'week',
            label: d.week,
            cell: (row) => (
              <>
                {formatDate(row.week, language)} {row.isRunning && <span className="meta">{d.running}</span>}
              </>
            ),
          },
          {
            id: 'share',
            label: d.share,
            cell: (row) => <FigureCell figure={row.point?.share ?? null} minimum={minimum} />,
          },
          {
            id: 'change',
            label: d.change,
            cell: (row) => (row.point ? <ChangeText point={row.point} before={before} /> : '–'),
          },
        ]}
      />
    </>
  );
}

function Weeks({ points, frame: { x, y } }: { points: readonly DriftPoint[]; frame: Frame }) {
  const across = (at: number) => x(placeOf(at, points.length));
  const up = (at: number) => y(points[at]?.share.value ?? 0);
  return (
    <>
      {runsOf(points).map((run) => (
        <polyline
          key={run[0]}
          points={run.map((at) => `${across(at)},${up(at)}`).join(' ')}
          className="chart-line"
        />
      ))}
      {runsOf(points)
        .flat()
        .map((at) => {
          const { low = null, high = null } = points[at]?.share ?? {};
          const change = points[at]?.change;
          return (
            <g key={at}>
              {low !== null && high !== null && (
                <path
                  d={`M${across(at)} ${y(low)}V${y(high)}m-4 0h8M${across(at) - 4} ${y(low)}h8`}
                  className="chart-whisker"
                />
              )}
              <circle cx={across(at)} cy={up(at)} r={4} className="chart-dot" />
              {change && (
                <text
                  x={across(at)}
                  y={change.is_above ? Math.max(12, y(high ?? 0) - 5) : y(low ?? 0) + 15}
                  textAnchor="middle"
                  className="chart-text chart-sign"
                >
                  {signOf(change.is_above)}
                </text>
              )}
            </g>
          );
        })}
    </>
  );
}
