// Where the focus goes in a grid of rows and cells: one tab stop, arrow keys to everything else. Works on the page
// itself, so that a key makes no row anew.
import { type RefObject, useLayoutEffect, useRef } from 'react';

const rowsOf = (grid: Element): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>('[role=row]')];
const cellsOf = (row: Element): HTMLElement[] => [...row.children] as HTMLElement[];
const isHead = (row: Element | undefined): boolean => row?.parentElement?.localName === 'thead';
export const keyOfRow = (row: Element | null | undefined): string | null =>
  row?.getAttribute('data-key') ?? null;
export const rowAt = (target: EventTarget): HTMLElement | null =>
  (target as Element).closest<HTMLElement>('[role=row]');

/** How many rows are in sight at once, at least one. */
function pageOf(row: HTMLElement): number {
  const region = row.closest('main');
  const height = Math.min(window.innerHeight, region?.clientHeight || window.innerHeight);
  return Math.max(1, Math.floor(height / Math.max(1, row.offsetHeight)) - 1);
}

/** The box of a cell that has one, else the cell. */
const inside = (cell: HTMLElement): HTMLElement => cell.querySelector('input') ?? cell;

/** Where a key leads from an element of the grid; `null` where it leads nowhere. Rows are walked up and down; to the
 * left and right of a row are its cells, and up and down from a cell those of its column. */
export function destination(
  grid: Element,
  from: HTMLElement,
  key: string,
  isGlobal: boolean,
): HTMLElement | null {
  const rows = rowsOf(grid);
  const row = rowAt(from);
  if (!row) return null;
  const cells = cellsOf(row);
  const column = from === row ? null : cells.findIndex((cell) => cell.contains(from));
  const at = rows.indexOf(row);
  const first = rows.findIndex((one) => !isHead(one));
  const last = rows.length - 1;
  const inRow = (index: number): HTMLElement | null => {
    const target = rows[Math.min(last, Math.max(0, index))];
    if (!target || target === row) return null;
    // The head has no focus of its own, only its cells.
    const cell = cellsOf(target)[column ?? 0];
    return (column === null && !isHead(target)) || !cell ? target : inside(cell);
  };
  const cell = (index: number): HTMLElement | null => {
    const target = cells[index];
    if (target) return inside(target);
    return isHead(row) ? null : row;
  };
  switch (key) {
    case 'ArrowDown':
      return inRow(at + 1);
    case 'ArrowUp':
      return inRow(at - 1);
    case 'PageDown':
      return inRow(at + pageOf(row));
    case 'PageUp':
      return inRow(isHead(row) ? at : Math.max(first, at - pageOf(row)));
    case 'ArrowRight':
      return cell(column === null ? 0 : column + 1);
    case 'ArrowLeft':
      return cell(column === null ? cells.length - 1 : column - 1);
    case 'Home':
      return column === null || isGlobal ? inRow(first) : cell(0);
    case 'End':
      return column === null || isGlobal ? inRow(last) : cell(cells.length - 1);
    default:
      return null;
  }
}

/** Moves the focus, and what has it into sight. */
export function moveTo(target: HTMLElement): void {
  target.focus({ preventScroll: true });
  (target.closest<HTMLElement>('[role=gridcell], [role=columnheader]') ?? target).scrollIntoView({
    block: 'nearest',
    inline: 'nearest',
  });
}

/** Keeps one tab stop: what had the focus last, or the first row. When the row that has the focus goes, the one that
 * comes into its place gets it. */
export function useTabStop(grid: RefObject<HTMLElement | null>, rows: unknown) {
  const held = useRef<{ stop: HTMLElement; index: number; isFocused: boolean } | null>(null);
  const onFocus = (event: { target: EventTarget }) => {
    const stop = event.target as HTMLElement;
    const row = rowAt(stop);
    if (!row || !grid.current) return;
    for (const old of grid.current.querySelectorAll('[tabindex="0"]')) old.setAttribute('tabindex', '-1');
    stop.setAttribute('tabindex', '0');
    held.current = { stop, index: rowsOf(grid.current).indexOf(row), isFocused: true };
  };
  const onBlur = () => {
    if (held.current) held.current.isFocused = false;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks at the page again whenever its rows are others
  useLayoutEffect(() => {
    if (!grid.current) return;
    const all = rowsOf(grid.current);
    const last = held.current;
    if (last?.stop.isConnected) {
      const row = rowAt(last.stop);
      if (row) last.index = all.indexOf(row);
      return;
    }
    const first = all.findIndex((row) => !isHead(row));
    const next = all[last ? Math.max(first, Math.min(last.index, all.length - 1)) : first];
    // Nobody hears of the blur of an element that is taken away.
    if (last?.isFocused && next && document.activeElement === document.body) next.focus();
    else all[first]?.setAttribute('tabindex', '0');
  }, [rows]);
  return { onFocus, onBlur };
}
