// From the runs to drift and back: measured cases here, live ones there.
import { Link } from '@tanstack/react-router';
import { useDriftWords } from '../../lib/i18n/words/drift';

const TABS = [
  { to: '/auswertung', word: 'runs' },
  { to: '/drift', word: 'drift' },
] as const;

export function EvaluationTabs() {
  const { d } = useDriftWords();
  return (
    <nav className="tabs" aria-label={d.tabs.label}>
      {TABS.map(({ to, word }) => (
        <Link key={to} to={to} className="tab" activeOptions={{ exact: true, includeSearch: false }}>
          {d.tabs[word]}
        </Link>
      ))}
    </nav>
  );
}
