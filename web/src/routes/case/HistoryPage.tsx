// C6 Verlauf: what happened in this case, newest first, by people, KI and system.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, lazy, Suspense, useState } from 'react';
import { Segments } from '../../components/Choice';
import { Icon, type IconName } from '../../components/Icon';
import { Empty, Loaded } from '../../components/Panels';
import { historyQuery } from '../../lib/api/queries';
import type { Actor, HistoryItem } from '../../lib/api/types';
import { dividedAt, useCaseView } from '../../lib/case-view';
import { factsOf, headline, type NameOf, namedIn } from '../../lib/detail';
import { formatDay, formatTime, today } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { caseViewWords } from '../../lib/i18n/words/case-view';
import { fileNoteWords } from '../../lib/i18n/words/file-note';
import { pastWords } from '../../lib/i18n/words/past';
import { useSession } from '../../lib/session';
import { useCase } from './case-context';
import { useNames } from './useNames';

type Filter = 'all' | Actor['kind'];
const ICON: Record<Actor['kind'], IconName> = { user: 'person', model: 'cube', system: 'gear' };

/** Entries by the day in the office's time zone; the server sends the newest first. */
function byDay(items: readonly HistoryItem[]): { day: string; entries: HistoryItem[] }[] {
  const days: { day: string; entries: HistoryItem[] }[] = [];
  for (const item of items) {
    const day = today(new Date(item.at));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(item);
    else days.push({ day, entries: [item] });
  }
  return days;
}

export function HistoryPage() {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const query = useQuery(historyQuery(detail.id));
  const [filter, setFilter] = useState<Filter>('all');
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
      <p>
        <Link className="button small" to="/akten/$id/druck" params={{ id: detail.id }}>
          {fileNoteWords[language].link}
        </Link>
      </p>
      <Loaded query={query}>{({ items }) => <Days items={items} filter={filter} />}</Loaded>
    </div>
  );
}

function Days({ items, filter }: { items: readonly HistoryItem[]; filter: Filter }) {
  const { m, language } = useMessages();
  const { user } = useSession();
  const { detail } = useCase();
  const view = useCaseView(detail.id);
  const shown = items.filter((item) => filter === 'all' || item.actor.kind === filter);
  if (shown.length === 0)
    return <Empty icon="list">{items.length === 0 ? m.history.empty : m.history.emptyFilter}</Empty>;
  const divided = dividedAt(shown, view?.seen_through, user.id);
  return byDay(shown).map(({ day, entries }) => (
    <section key={day} className="timeline-day" aria-labelledby={`day-${day}`}>
      <h3 id={`day-${day}`}>{formatDay(day, language)}</h3>
      <ol className="timeline">
        {entries.map((item) => (
          <Fragment key={item.sequence}>
            {divided?.at === item && (
              <li className="timeline-divider">
                <Icon name="up" />
                {caseViewWords[language].divider(divided.news)}
              </li>
            )}
            <TimelineItem item={item} />
          </Fragment>
        ))}
      </ol>
    </section>
  ));
}

/** Who did it, in words. */
export function actorName(actor: Actor, m: ReturnType<typeof useMessages>['m']): string {
  return actor.name ?? (actor.kind === 'model' ? m.common.model : m.common.system);
}

const PastSuggestions = lazy(() =>
  import('./PastSuggestions').then((file) => ({ default: file.PastSuggestions })),
);

/** Asked for once it is opened. */
function Past({ item, nameOf }: { item: HistoryItem; nameOf: NameOf }) {
  const { language } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const past = namedIn(item);
  if (past === null) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{pastWords[language].open(past.count)}</summary>
      {isOpen && (
        <Suspense>
          <PastSuggestions named={past.named} nameOf={nameOf} />
        </Suspense>
      )}
    </details>
  );
}

function TimelineItem({ item }: { item: HistoryItem }) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const nameOf = useNames(detail);
  const facts = factsOf(item.detail, m, language, nameOf);
  return (
    <li className={`timeline-item by-${item.actor.kind}`}>
      <span className="timeline-mark">
        <Icon name={ICON[item.actor.kind] ?? 'gear'} />
      </span>
      <div>
        <p>
          <strong>{headline(item, m, nameOf)}</strong>
        </p>
        <p className="meta">
          <time dateTime={item.at}>{formatTime(item.at, language)}</time> · {actorName(item.actor, m)}
        </p>
        <Past item={item} nameOf={nameOf} />
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
