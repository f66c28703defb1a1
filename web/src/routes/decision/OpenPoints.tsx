// What is not settled yet, in words with a sign, grouped by kind; where somebody decides, each kind is confirmed.
import { Checkbox } from 'react-aria-components';
import { Icon } from '../../components/Icon';
import type { OpenPoint, OpenPointKind } from '../../lib/api/types';
import { sentence, useMessages } from '../../lib/i18n';

export const kindsOf = (points: readonly OpenPoint[]): OpenPointKind[] => [
  ...new Set(points.map((point) => point.kind)),
];

export function OpenPoints({ points, settled }: { points: readonly OpenPoint[]; settled?: boolean }) {
  return (
    <ul className={settled ? 'open-points settled' : 'open-points'}>
      {kindsOf(points).map((kind) => (
        <li key={kind}>
          <Icon name={settled ? 'check' : 'warn'} />
          <Names kind={kind} points={points} />
        </li>
      ))}
    </ul>
  );
}

type Known = {
  points: readonly OpenPoint[];
  known: readonly OpenPointKind[];
  missing: readonly string[];
  onChange: (known: OpenPointKind[]) => void;
};

/** The same with a box for each kind; none is ticked beforehand. */
export function KnownOpenPoints({ points, known, missing, onChange }: Known) {
  return (
    <ul className="open-points known">
      {kindsOf(points).map((kind) => (
        <li key={kind}>
          <Checkbox
            id={`field-${kind}`}
            className="checkbox"
            isSelected={known.includes(kind)}
            isInvalid={missing.includes(kind)}
            onChange={(isKnown) =>
              onChange(isKnown ? [...known, kind] : known.filter((other) => other !== kind))
            }
          >
            <span className="checkbox-box" aria-hidden="true" />
            <Names kind={kind} points={points} />
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}

function Names({ kind, points }: { kind: OpenPointKind; points: readonly OpenPoint[] }) {
  const { m, language } = useMessages();
  const names = points
    .filter((point) => point.kind === kind)
    .map((point) => point.label?.[language] ?? point.key)
    .filter(Boolean);
  return (
    <span>
      <strong>{sentence(m, 'openPoint', kind)}</strong>
      {names.length > 0 && `: ${names.join(', ')}`}
    </span>
  );
}
