// The table of cases: a grid with sorting and selection; on narrow screens each row becomes a card.
// A table of its own, because React Aria's makes each of its cells anew at every key: with fifty rows that took a
// quarter of a second, and an answer may take a tenth.
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Icon } from '../../components/Icon';
import type { CaseRow, Services, SortKey } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';
import { BareBox, CaseTableRow } from './CaseTableRow';
import { destination, keyOfRow, moveTo, rowAt, useTabStop } from './grid-focus';
import { COLUMN_HEADER, gridRole, HEAD_ROW, ROW_GROUP } from './grid-roles';
import { extended, NOTHING, onlyChange, type Picked, picked, toggled } from './selection';
import { useLongPress } from './useLongPress';

type Direction = 'asc' | 'desc';
type Props = {
  rows: readonly CaseRow[];
  services: Services['services'];
  sort: SortKey;
  direction: Direction;
  onSort: (sort: SortKey, direction: Direction) => void;
  selected: Picked;
  onSelect: (selected: Picked) => void;
  selectable: boolean;
  /** Rows of the last page are still shown while the next ones are on their way. */
  busy: boolean;
};

const SORTABLE = 'sortable-column';
const COLUMNS = ['case', 'service', 'received', 'due', 'review', 'documents', 'note', 'assignee'] as const;
/** By dates alone: nothing that weighs a person orders the work. */
const isSortKey = (column: (typeof COLUMNS)[number]): column is SortKey =>
  column === 'received' || column === 'due';

export function CaseTable({
  rows,
  services,
  sort,
  direction,
  onSort,
  selected,
  onSelect,
  selectable,
  busy,
}: Props) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const announce = useAnnounce();
  const router = useRouter();
  const grid = useRef<HTMLTableElement>(null);
  const tabStop = useTabStop(grid, rows);
  const names = useMemo(
    () => new Map(services.map((service) => [service.id, service.name[language]])),
    [services, language],
  );
  const order = rows.map((row) => row.id);

  const open = (id: string) => router.history.push(`/akten/${id}/angaben`);
  const select = (next: Picked) => {
    const change = onlyChange(selected, next);
    const row = rows.find((one) => one.id === change?.id);
    const isMany = Math.max(selected.ids.size, next.ids.size) > 1;
    announce(
      [
        change && row && (change.isIn ? t.rowSelected : t.rowDropped)(row.reference),
        (!change || isMany) && `${m.queue.selected(next.ids.size)}.`,
      ]
        .filter(Boolean)
        .join(' '),
      'note',
    );
    onSelect(next);
  };
  const isAll = rows.length > 0 && order.every((id) => selected.ids.has(id));
  const selectAll = () => select(isAll ? NOTHING : picked(order));
  const sortBy = (key: SortKey) => onSort(key, key === sort && direction === 'asc' ? 'desc' : 'asc');
  const longPress = useLongPress((target) => {
    const id = keyOfRow(rowAt(target));
    if (id && selectable && selected.ids.size === 0) select(toggled(selected, id));
  });

  // However the order was changed, it is said.
  const sorted = t.sorted(m.queue.columns[sort], direction === 'asc');
  const said = useRef(sorted);
  useEffect(() => {
    if (said.current !== sorted) announce(sorted, 'note');
    said.current = sorted;
  }, [sorted, announce]);

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const key = target.closest('[data-sort]')?.getAttribute('data-sort');
    if (key) sortBy(key as SortKey);
    const id = keyOfRow(rowAt(target));
    // A box tells of its change itself; who marks text to copy it does not press.
    if (!id || target.closest('.checkbox') || longPress.wasLong() || !getSelection()?.isCollapsed) return;
    if (selectable && event.shiftKey && selected.ids.size > 0) select(extended(selected, order, id));
    else if (selectable && (selected.ids.size > 0 || target.closest('.select-column')))
      select(toggled(selected, id));
    else open(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = event.target as HTMLElement;
    const isWithMod = event.ctrlKey || event.metaKey;
    const id = keyOfRow(rowAt(from));
    const sorts = from.getAttribute('data-sort');
    const isBox = from.localName === 'input';
    const run = (act: () => void) => {
      event.preventDefault();
      act();
    };
    if (event.altKey) return;
    if (isWithMod && event.key === 'a' && selectable) return run(() => select(picked(order)));
    if (event.key === 'Escape' && selected.ids.size > 0) return run(() => select(NOTHING));
    if (sorts && (event.key === 'Enter' || event.key === ' ')) return run(() => sortBy(sorts as SortKey));
    if (id && event.key === 'Enter' && !isWithMod) return run(() => open(id));
    if (id && event.key === ' ' && !isBox && selectable)
      return run(() => select(event.shiftKey ? extended(selected, order, id) : toggled(selected, id)));
    const to = grid.current && destination(grid.current, from, event.key, isWithMod);
    if (!to || (isWithMod && event.key !== 'Home' && event.key !== 'End')) return;
    run(() => {
      moveTo(to);
      const reached = keyOfRow(rowAt(to));
      if (event.shiftKey && selectable && reached && reached !== id)
        select(extended(selected, order, reached));
    });
  };

  return (
    <div className={busy ? 'table-frame busy' : 'table-frame'} aria-busy={busy}>
      <span id={SORTABLE} hidden>
        {t.sortable}
      </span>
      <table
        ref={grid}
        {...gridRole(selectable)}
        className="table case-table"
        aria-label={m.queue.table}
        {...tabStop}
        onClick={onClick}
        onKeyDown={onKeyDown}
        {...longPress.handlers}
      >
        <thead {...ROW_GROUP}>
          <tr {...HEAD_ROW}>
            {selectable && (
              <th {...COLUMN_HEADER} className="column select-column">
                <BareBox
                  isSelected={isAll}
                  isMixed={!isAll && selected.ids.size > 0}
                  onChange={selectAll}
                  aria-label={t.selectAll}
                />
              </th>
            )}
            {COLUMNS.map((column) => (
              <th
                key={column}
                {...COLUMN_HEADER}
                className={`column ${column}-column`}
                {...(isSortKey(column) && {
                  'data-sort': column,
                  'aria-sort': column !== sort ? 'none' : direction === 'asc' ? 'ascending' : 'descending',
                  'aria-describedby': SORTABLE,
                })}
              >
                {m.queue.columns[column]}
                {column === sort && <Icon name={direction === 'asc' ? 'up' : 'down'} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          {...ROW_GROUP}
          onChange={(event) => {
            const id = keyOfRow(rowAt(event.target));
            if (id) select(toggled(selected, id));
          }}
        >
          {rows.map((row) => (
            <CaseTableRow
              key={row.id}
              row={row}
              service={names.get(row.service ?? '') ?? row.service ?? m.queue.serviceUnknown}
              isSelected={selected.ids.has(row.id)}
              selectable={selectable}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
