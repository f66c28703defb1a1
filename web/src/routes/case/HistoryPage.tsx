// C6 Verlauf: what happened in this case, newest first, by people, KI and system.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Segments } from '../../components/Choice';
import { Icon, type IconName } from '../../components/Icon';
import { Empty, ErrorPanel, Loading } from '../../components/Panels';
import { fieldsQuery, historyQuery } from '../../lib/api/queries';
import type { Actor, HistoryItem } from '../../lib/api/types';
import { factsOf } from '../../lib/detail';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useCase } from './case-context';

type Filter = 'all' | Actor['kind'];
const ICON: Record<Actor['kind'], IconName> = { user: 'person', model: 'cube', system: 'gear' };

export function HistoryPage() {
  const { m } = useMessages();
  const { detail } = useCase();
  const query = useQuery(historyQuery(detail.id));
  const [filter, setFilter] = useState<Filter>('all');
  const retry = () => void query.refetch();
  const items = query.data?.items ?? [];
  const shown = items.filter((item) => filter === 'all' || item.actor.kind === filter);
  return (
    <div className="side-body side-scroll">
      <h2 className="visually-hidden">{m.history.title}</h2>
      <Segments
        look="joined"
        label={m.history.filter}
        value={filter}
        onChange={(value) => setFilter(value as Filter)}
        items={(['all', 'user', 'model', 'system'] as const).map((id) => ({ id, label: m.history[id] }))}
      />
      {query.isPending ? (
        <Loading onRetry={retry} />
      ) : query.isError ? (
        <ErrorPanel error={query.error} onRetry={retry} />
      ) : shown.length === 0 ? (
        <Empty icon="list">{items.length === 0 ? m.history.empty : m.history.emptyFilter}</Empty>
      ) : (
        <ol className="timeline">
          {shown.map((item) => (
            <TimelineItem key={`${item.at}-${item.action}-${JSON.stringify(item.detail)}`} item={item} />
          ))}
        </ol>
      )}
    </div>
  );
}

/** Who did it, in words. */
export function actorName(actor: Actor, m: ReturnType<typeof useMessages>['m']): string {
  return actor.name ?? (actor.kind === 'model' ? m.common.model : m.common.system);
}

function TimelineItem({ item }: { item: HistoryItem }) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
  const facts = factsOf(item.detail, m, language).map((fact) => ({
    ...fact,
    text: fields.find((field) => field.id === fact.text)?.label[language] ?? fact.text,
  }));
  return (
    <li className={`timeline-item by-${item.actor.kind}`}>
      <span className="timeline-mark">
        <Icon name={ICON[item.actor.kind] ?? 'gear'} />
      </span>
      <div>
        <p>
          <strong>{sentence(m, 'auditAction', item.action)}</strong>
        </p>
        <p className="meta">
          {actorName(item.actor, m)}, <time dateTime={item.at}>{formatInstant(item.at, language)}</time>
        </p>
        {facts.length > 0 && (
          <details>
            <summary>{m.history.details}</summary>
            <dl className="facts">
              {facts.map((fact) => (
                <div key={fact.name}>
                  <dt>{fact.name}</dt>
                  <dd>{fact.text}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}
