// Post that belongs to another case: what speaks for it above the case, and the rest folded. Fetched when it is needed.
import { lazy, Suspense, useState } from 'react';
import { Loading } from '../../components/Panels';
import { useMessages } from '../../lib/i18n';
import { useCase } from './case-context';

const JoiningPanel = lazy(async () => ({ default: (await import('./JoiningPanel')).JoiningPanel }));
const JoiningBanner = lazy(async () => ({ default: (await import('./JoiningPanel')).JoiningBanner }));

/** Where the post of the case probably belongs, or went; nothing for most cases. */
export function JoiningHint() {
  const { detail } = useCase();
  if (detail.likely_cases === 0 && detail.state !== 'joined') return null;
  return (
    <Suspense fallback={null}>
      <JoiningBanner />
    </Suspense>
  );
}

export function Joinings() {
  const { m } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="settled" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{m.completeness.joinings}</summary>
      {isOpen && (
        <Suspense fallback={<Loading rows={2} />}>
          <JoiningPanel />
        </Suspense>
      )}
    </details>
  );
}
