// The filters that a clerk keeps, with their counts: choosing one puts it into the address, which colleagues can open.
import { useQuery } from '@tanstack/react-query';
import type { QueueSearch } from '../../app/router';
import { Segments } from '../../components/Choice';
import { filtersQuery } from '../../lib/api/queries';
import type { SavedFilter } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';

/** The address of a filter, without what is the default. */
export const searchOf = (filter: SavedFilter): QueueSearch => ({
  ansicht: filter.view === 'all' ? undefined : filter.view,
  verfahren: filter.service ?? undefined,
  q: undefined,
  sort: filter.sort === 'due' ? undefined : filter.sort,
  richtung: filter.direction === 'desc' ? 'desc' : undefined,
});

/** Whether the address shows what the filter says. */
export const isShown = (filter: SavedFilter, search: QueueSearch): boolean =>
  filter.view === (search.ansicht ?? 'all') &&
  filter.service === (search.verfahren ?? null) &&
  filter.sort === (search.sort ?? 'due') &&
  filter.direction === (search.richtung ?? 'asc') &&
  !search.q;

export function SavedFilters({
  search,
  onChange,
}: {
  search: QueueSearch;
  onChange: (search: QueueSearch) => void;
}) {
  const { language } = useMessages();
  const t = triageWords[language];
  const filters = useQuery(filtersQuery).data?.items ?? [];
  if (filters.length === 0) return null;
  return (
    <Segments
      label={t.filters}
      value={filters.find((filter) => isShown(filter, search))?.id ?? ''}
      onChange={(id) => {
        const filter = filters.find((one) => one.id === id);
        if (filter) onChange(searchOf(filter));
      }}
      items={filters.map((filter) => ({
        id: filter.id,
        label: filter.name,
        extra: <span className="count">{filter.count}</span>,
      }))}
    />
  );
}
