// Figures in tables: the value with its interval and n, or why there is no value.
import type { ReactNode } from 'react';
import type { Figure } from '../../lib/api/types';
import { percent } from '../../lib/evaluation';
import { formatNumber } from '../../lib/format';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';

/** `97,2 % (95,9 % bis 98,1 %) n = 412`. `plain` is for figures that are no shares. */
export function FigureCell({
  figure,
  minimum,
  plain,
}: {
  figure: Figure | null;
  minimum: number;
  plain?: boolean;
}) {
  const { e, language } = useEvaluationWords();
  if (figure === null) return '–';
  const n = formatNumber(figure.n, language);
  if (figure.value === null)
    return (
      <span className="meta figure-few">
        {figure.n < minimum ? e.few(n, formatNumber(minimum, language)) : e.n(n)}
      </span>
    );
  const say = (value: number) => (plain ? formatNumber(value, language, 3) : percent(value, language));
  return (
    <span className="figure-cell">
      <strong>{say(figure.value)}</strong>{' '}
      <span className="meta">
        {figure.low !== null && figure.high !== null && (
          <>({e.interval(say(figure.low), say(figure.high))}) </>
        )}
        <span className="figure-n">{e.n(n)}</span>
      </span>
    </span>
  );
}

export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts wide">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
