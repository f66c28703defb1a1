// Links with which the applicant of a case sees where it stands: folded, and fetched when somebody opens it.
import { lazy, Suspense, useState } from 'react';
import { Loading } from '../../components/Panels';
import { useMessages } from '../../lib/i18n';

const StatusLinkPanel = lazy(async () => ({ default: (await import('./StatusLinkPanel')).StatusLinkPanel }));

export function StatusLinks() {
  const { m } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="settled" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{m.completeness.statusLinks}</summary>
      {isOpen && (
        <Suspense fallback={<Loading rows={2} />}>
          <StatusLinkPanel />
        </Suspense>
      )}
    </details>
  );
}
