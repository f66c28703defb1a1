// How sure a suggestion is: a word and three rising bars. No bare percentage.

import type { Confidence as Level } from '../lib/api/types';
import { type Mark, markOf } from '../lib/evidence';
import { useMessages } from '../lib/i18n';

const FILLED: Record<Mark, number> = { high: 3, medium: 2, low: 1, none: 0 };

export function Confidence({ level }: { level: Level | null }) {
  const { m } = useMessages();
  const mark = markOf(level);
  return (
    <span className={`confidence mark-${mark}`}>
      <svg viewBox="0 0 30 14" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 10 + 1.5}
            y={8.5 - bar * 3.5}
            width="7"
            height={4 + bar * 3.5}
            className={bar < FILLED[mark] ? 'on' : 'off'}
          />
        ))}
      </svg>
      <span>
        <span className="visually-hidden">{m.fields.certainty}: </span>
        {m.codes.confidence[mark]}
      </span>
    </span>
  );
}
