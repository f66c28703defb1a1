// What is not settled yet, in words with a sign, grouped by kind.
import { Icon } from '../../components/Icon';
import type { OpenPoint } from '../../lib/api/types';
import { sentence, useMessages } from '../../lib/i18n';

export function OpenPoints({ points }: { points: readonly OpenPoint[] }) {
  const { m, language } = useMessages();
  const kinds = [...new Set(points.map((point) => point.kind))];
  return (
    <ul className="open-points">
      {kinds.map((kind) => {
        const names = points
          .filter((point) => point.kind === kind)
          .map((point) => point.label?.[language] ?? point.key)
          .filter(Boolean);
        return (
          <li key={kind}>
            <Icon name="warn" />
            <span>
              <strong>{sentence(m, 'openPoint', kind)}</strong>
              {names.length > 0 && `: ${names.join(', ')}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
