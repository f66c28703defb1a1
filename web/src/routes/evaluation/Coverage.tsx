// The risk-coverage curve of a part, as hit rate by share of answers, with a threshold that a person moves.
import { useId, useState } from 'react';
import { DataTable } from '../../components/DataTable';
import type { CalibrationPart, CurvePoint } from '../../lib/api/types';
import {
  axisStart,
  type EvaluationTask,
  ofHundred,
  percent,
  pointAt,
  rightShare,
} from '../../lib/evaluation';
import { formatNumber } from '../../lib/format';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import { Chart, type Frame } from './chart';
import { FigureCell } from './figures';

export function Coverage({
  what,
  task,
  part,
  minimum,
}: {
  what: string;
  task: EvaluationTask;
  part: CalibrationPart;
  minimum: number;
}) {
  const { e, language } = useEvaluationWords();
  const c = e.calibration;
  const { curve, at_target: target } = part.selective;
  const [position, setPosition] = useState(() => pointAt(curve, target.threshold));
  const id = useId();
  const share = (value: number) => percent(value, language);
  const point = curve[Math.min(position, curve.length - 1)];
  if (point === undefined) return <p className="meta">{c.noCurve(formatNumber(minimum, language))}</p>;
  const hit = rightShare(point.risk);
  const last = curve.at(-1) ?? point;
  const n = e.n(formatNumber(last.risk.n, language));
  const sentence = c.sentence(share(hit.value ?? 0), ofHundred(point.coverage), e.tasksDative[task]);
  const interval = hit.low === null || hit.high === null ? '–' : e.interval(share(hit.low), share(hit.high));
  const threshold = formatNumber(point.threshold, language, 2);
  // The lower part of the picture would be empty.
  const lowest = Math.min(...curve.map(({ risk }) => 1 - (risk.high ?? risk.value ?? 0)));
  return (
    <>
      <Chart
        name={`${c.coverage}. ${c.coverageCaption(what, n)}`}
        caption={c.coverageCaption(what, n)}
        axes={[c.axisCoverage, c.axisHit]}
        from={axisStart(lowest)}
        table={
          <DataTable
            caption={c.coverage}
            rows={sparse(curve)}
            keyOf={(row) => String(row.threshold)}
            columns={[
              {
                id: 'threshold',
                label: c.threshold,
                number: true,
                cell: (row) => formatNumber(row.threshold, language, 2),
              },
              { id: 'coverage', label: c.axisCoverage, number: true, cell: (row) => share(row.coverage) },
              {
                id: 'hit',
                label: c.axisHit,
                cell: (row) => <FigureCell figure={rightShare(row.risk)} minimum={minimum} />,
              },
            ]}
          />
        }
      >
        {(frame) => <Curve curve={curve} point={point} frame={frame} />}
      </Chart>
      <div className="threshold">
        <label htmlFor={id}>{c.threshold}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={curve.length - 1}
          value={Math.min(position, curve.length - 1)}
          onChange={(event) => setPosition(Number(event.currentTarget.value))}
          aria-valuetext={`${threshold}: ${sentence}`}
          disabled={curve.length < 2}
        />
        <div className="threshold-ends meta" aria-hidden="true">
          <span>{c.strict}</span>
          <span>{c.loose}</span>
        </div>
        <output htmlFor={id}>
          <strong>{sentence}</strong>{' '}
          <span className="meta">{c.detail(threshold, interval, formatNumber(hit.n, language))}</span>
        </output>
      </div>
      <p className="meta">
        {target.is_reached && target.threshold !== null && target.bound !== null
          ? c.reached(share(target.target), formatNumber(target.threshold, language, 2), share(target.bound))
          : c.notReached(share(target.target), formatNumber(Math.ceil(target.answers_needed), language))}{' '}
        {c.seen}
      </p>
    </>
  );
}

/** A table that can be read: at most twenty points, the ends among them. */
function sparse(curve: readonly CurvePoint[]): CurvePoint[] {
  const step = Math.max(1, Math.ceil(curve.length / 20));
  return curve.filter((_, at) => at % step === 0 || at === curve.length - 1);
}

function Curve({
  curve,
  point,
  frame: { x, y },
}: {
  curve: readonly CurvePoint[];
  point: CurvePoint;
  frame: Frame;
}) {
  const hits = curve.map((one) => ({ coverage: one.coverage, ...rightShare(one.risk) }));
  const place = (coverage: number, share: number | null) => `${x(coverage)},${y(share ?? 0)}`;
  const band = [
    ...hits.map((hit) => place(hit.coverage, hit.high)),
    ...hits.map((hit) => place(hit.coverage, hit.low)).reverse(),
  ];
  const chosen = rightShare(point.risk);
  return (
    <>
      <polygon points={band.join(' ')} className="chart-band" />
      <polyline points={hits.map((hit) => place(hit.coverage, hit.value)).join(' ')} className="chart-line" />
      <line
        x1={x(point.coverage)}
        x2={x(point.coverage)}
        y1={y(1)}
        y2={y(chosen.low ?? chosen.value ?? 0)}
        className="chart-threshold"
      />
      <circle cx={x(point.coverage)} cy={y(chosen.value ?? 0)} r={6} className="chart-dot" />
    </>
  );
}
