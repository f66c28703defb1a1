// What the charts share: a frame in pixels of the screen, so that letters keep their size, with gridlines and axes.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { percent } from '../../lib/evaluation';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';

const MARGIN = { left: 58, right: 18, top: 14, bottom: 48 };
const MOST_WIDTH = 640;

/** Places of shares in the picture. */
export type Frame = {
  width: number;
  height: number;
  x: (share: number) => number;
  y: (share: number) => number;
};

/** The frame for an available width; `from` is the share at the bottom of the upright axis. */
export function frameOf(available: number, from: number): Frame {
  const width = Math.max(240, Math.min(MOST_WIDTH, available));
  const height = Math.round(Math.min(400, width * 0.68) + MARGIN.top + MARGIN.bottom - 30);
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  return {
    width,
    height,
    x: (share) => MARGIN.left + share * inner.width,
    y: (share) => MARGIN.top + (1 - (share - from) / (1 - from)) * inner.height,
  };
}

/** The width that a chart may take; a screen that does not measure gets a middle one. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(480);
  useEffect(() => {
    const element = ref.current;
    if (element === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

export function Chart({
  name,
  caption,
  axes,
  from = 0,
  sides: marks,
  children,
  table,
}: {
  /** What a screen reader calls the picture; the table behind it says the rest. */
  name: string;
  caption: ReactNode;
  axes: readonly [string, string];
  from?: number;
  /** What stands at the sideways axis, where it does not hold shares: places between 0 and 1, and their names. */
  sides?: (frame: Frame) => readonly { at: number; label: string }[];
  children: (frame: Frame) => ReactNode;
  /** The data behind a summary; left out where the table stands below anyhow. */
  table?: ReactNode;
}) {
  const { e, language } = useEvaluationWords();
  const { ref, width } = useWidth();
  const frame = frameOf(width, from);
  const { x, y } = frame;
  const shares = frame.width < 360 ? [0, 0.5, 1] : [0, 0.2, 0.4, 0.6, 0.8, 1];
  const sides = marks?.(frame) ?? shares.map((at) => ({ at, label: percent(at, language) }));
  const levels = [0, 0.2, 0.4, 0.6, 0.8, 1].map((part) => from + part * (1 - from));
  return (
    <figure className="chart">
      <figcaption>{caption}</figcaption>
      <div ref={ref} className="chart-frame">
        <svg width={frame.width} height={frame.height} role="img" aria-label={name}>
          {levels.map((level) => (
            <g key={level}>
              <line x1={x(0)} x2={x(1)} y1={y(level)} y2={y(level)} className="chart-grid" />
              <text x={x(0) - 8} y={y(level) + 4} textAnchor="end" className="chart-text">
                {percent(level, language)}
              </text>
            </g>
          ))}
          {sides.map(({ at, label }) => (
            <g key={at}>
              <line x1={x(at)} x2={x(at)} y1={y(from)} y2={y(1)} className="chart-grid" />
              <text x={x(at)} y={y(from) + 18} textAnchor="middle" className="chart-text">
                {label}
              </text>
            </g>
          ))}
          <text x={x(0.5)} y={frame.height - 8} textAnchor="middle" className="chart-text">
            {axes[0]}
          </text>
          <text
            x={12}
            y={y((1 + from) / 2)}
            textAnchor="middle"
            transform={`rotate(-90 12 ${y((1 + from) / 2)})`}
            className="chart-text"
          >
            {axes[1]}
          </text>
          {children(frame)}
        </svg>
      </div>
      {table && (
        <details className="chart-table">
          <summary>{e.table}</summary>
          {table}
        </details>
      )}
    </figure>
  );
}
