// The saved views of the queue with their counts.
import { Segments } from '../../components/Choice';
import type { QueueView } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { QUEUE_VIEWS } from '../../lib/start-view';

export function ViewTabs({
  view,
  counts,
  onChange,
}: {
  view: QueueView;
  counts: Record<QueueView, number> | undefined;
  onChange: (view: QueueView) => void;
}) {
  const { m } = useMessages();
  const urgent = (key: QueueView) => ['due', 'missing', 'answered', 'snooze_due'].includes(key);
  return (
    <Segments
      label={m.queue.viewsLabel}
      value={view}
      onChange={(key) => onChange(key as QueueView)}
      items={QUEUE_VIEWS.map((key) => ({
        id: key,
        label: m.queue.views[key],
        extra: counts && (
          <span className={`count${urgent(key) && counts[key] > 0 ? ' urgent' : ''}`}>{counts[key]}</span>
        ),
      }))}
    />
  );
}
