// The reliability diagram of a part: a dot for each range with enough answers, its interval, and how many there are.
import { DataTable } from '../../components/DataTable';
import type { CalibrationPart } from '../../lib/api/types';
import { percent } from '../../lib/evaluation';
import { formatNumber } from '../../lib/format';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { Chart, type Frame } from './chart';
import { FigureCell } from './figures';

type Bin = CalibrationPart['calibration']['reliability'][number];

export function Reliability({
  what,
  part,
  minimum,
}: {
  what: string;
  part: CalibrationPart;
  minimum: number;
}) {
  const { e, language } = useEvaluationWords();
  const c = e.calibration;
  const { ece, reliability: bins } = part.calibration;
  const total = bins.reduce((sum, bin) => sum + bin.accuracy.n, 0);
  const n = e.n(formatNumber(total, language));
  const said = (value: number) => formatNumber(value, language, 3);
  const error =
    ece.value === null
      ? e.few(formatNumber(ece.n, language), formatNumber(minimum, language))
      : `${said(ece.value)}${ece.low === null || ece.high === null ? '' : ` (${e.interval(said(ece.low), said(ece.high))})`}`;
  if (total === 0) return <p className="meta">{c.noAnswers}</p>;
  const range = (bin: Bin) => e.interval(percent(bin.from, language), percent(bin.to, language));
  const hasDots = bins.some((bin) => bin.accuracy.value !== null);
  return (
    <>
      <Chart
        name={`${c.reliability} ${c.reliabilityCaption(what, n, error)}`}
        caption={c.reliabilityCaption(what, n, error)}
        axes={[c.axisSaid, c.axisRight]}
        table={
          <DataTable
            caption={c.reliability}
            rows={bins}
            keyOf={(bin) => String(bin.from)}
            columns={[
              { id: 'range', label: c.from, unbroken: true, cell: range },
              {
                id: 'mean',
                label: c.mean,
                number: true,
                cell: (bin) =>
                  bin.mean_probability === null ? '–' : percent(bin.mean_probability, language),
              },
              {
                id: 'accuracy',
                label: c.accuracy,
                cell: (bin) => <FigureCell figure={bin.accuracy} minimum={minimum} />,
              },
            ]}
          />
        }
      >
        {(frame) => <Dots bins={bins} frame={frame} ideal={c.ideal} />}
      </Chart>
      {!hasDots && <p className="meta">{c.noFigure(formatNumber(minimum, language))}</p>}
      <Histogram bins={bins} />
    </>
  );
}

function Dots({ bins, frame: { x, y }, ideal }: { bins: Bin[]; frame: Frame; ideal: string }) {
  const shown = bins.flatMap(({ mean_probability: mean, accuracy: { value, low, high, n } }) =>
    mean === null || value === null ? [] : [{ mean, value, low, high, n }],
  );
  const most = Math.max(...shown.map((dot) => dot.n), 1);
  return (
    <>
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="chart-ideal" />
      <text x={x(0.36)} y={y(0.42)} textAnchor="end" className="chart-text">
        {ideal}
      </text>
      <polyline
        points={shown.map((dot) => `${x(dot.mean)},${y(dot.value)}`).join(' ')}
        className="chart-line"
      />
      {shown.map((dot) => (
        <g key={dot.mean}>
          {dot.low !== null && dot.high !== null && (
            <path
              d={`M${x(dot.mean)} ${y(dot.low)}V${y(dot.high)}m-5 0h10M${x(dot.mean) - 5} ${y(dot.low)}h10`}
              className="chart-whisker"
            />
          )}
          <circle
            cx={x(dot.mean)}
            cy={y(dot.value)}
            r={4 + 6 * Math.sqrt(dot.n / most)}
            className="chart-dot"
          />
        </g>
      ))}
    </>
  );
}

/** How many answers stand in each range; the table above says the same numbers. */
function Histogram({ bins }: { bins: Bin[] }) {
  const { e } = useEvaluationWords();
  const most = Math.max(...bins.map((bin) => bin.accuracy.n), 1);
  return (
    <div className="histogram">
      <p className="meta">{e.calibration.histogram}</p>
      <svg viewBox={`0 0 ${bins.length * 10} 30`} preserveAspectRatio="none" aria-hidden="true">
        {bins.map((bin, at) => {
          const height = (28 * bin.accuracy.n) / most;
          return <rect key={bin.from} x={at * 10 + 1} y={30 - height} width={8} height={height} />;
        })}
      </svg>
    </div>
  );
}
