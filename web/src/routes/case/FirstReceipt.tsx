// When another authority received the application before: folded, and fetched when somebody opens it.
import { lazy, Suspense, useState } from 'react';
import { Loading } from '../../components/Panels';
import { useMessages } from '../../lib/i18n';

const Panel = lazy(async () => ({ default: (await import('./FirstReceiptPanel')).FirstReceiptPanel }));

export function FirstReceipt() {
  const { m } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="settled" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{m.completeness.firstReceipt}</summary>
      {isOpen && (
        <Suspense fallback={<Loading rows={2} />}>
          <Panel />
        </Suspense>
      )}
    </details>
  );
}
