// A one-column grid with one tab stop: arrow keys move between rows, Tab goes into the active row.
// React Aria's GridList is not used here because it takes the arrow keys away from number and date editors that
// stand inside a row; the roles are the same, so screen readers switch to focus mode in the same way.
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Scope } from '../lib/shortcuts';

type Props = {
  label: string;
  ids: readonly string[];
  activeId: string | null;
  onActivate: (id: string) => void;
  onEnter: (id: string) => void;
  /** A new number moves the focus to the active row. */
  focusTurn: number;
  renderRow: (id: string) => ReactNode;
  rowClass: (id: string) => string;
  /** Keys of its own that a row has while the focus is in it. */
  rowScope?: (id: string) => Scope | null;
};

export function RovingGrid({
  label,
  ids,
  activeId,
  onActivate,
  onEnter,
  focusTurn,
  renderRow,
  rowClass,
  rowScope,
}: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const rowOf = (id: string | null) =>
    id === null ? null : grid.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  useEffect(() => {
    if (focusTurn === 0) return;
    const row = grid.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]');
    row?.focus();
    // One that has the focus already is not brought into view by that, and a bar may have come over it.
    row?.scrollIntoView({ block: 'nearest' });
  }, [focusTurn]);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    const row =
      activeId !== null && grid.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(activeId)}"]`);
    // The first active row is set by the program; the page must not jump to it on arrival.
    if (row && shown.current !== null && shown.current !== activeId) row.scrollIntoView({ block: 'nearest' });
    shown.current = activeId;
  }, [activeId]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    // Keys inside a row belong to what is inside it.
    if (!row || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = ids.indexOf(row.dataset.row ?? '');
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (event.key === 'Enter') {
      event.preventDefault();
      onEnter(ids[at] as string);
    } else if (target !== undefined && ids[target] !== undefined) {
      event.preventDefault();
      rowOf(ids[target])?.focus();
    }
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: the roles of a grid; a table element would bring its layout
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={ids.length}
      className="field-list"
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      {ids.map((id) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        <div
          key={id}
          role="row"
          data-row={id}
          data-scope={rowScope?.(id) ?? undefined}
          tabIndex={id === activeId ? 0 : -1}
          aria-current={id === activeId ? 'true' : undefined}
          className={`${rowClass(id)}${id === activeId ? ' active' : ''}`}
          onFocus={() => id !== activeId && onActivate(id)}
          onPointerDown={() => id !== activeId && onActivate(id)}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its only cell */}
          <div role="gridcell" className="field-cell">
            {renderRow(id)}
          </div>
        </div>
      ))}
    </div>
  );
}
