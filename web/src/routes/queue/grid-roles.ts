// The roles of a grid, written out for the elements of a table: a row that is shown as a card on a narrow screen loses
// what its element says by itself. Everything can have the focus, and one of them at a time is the tab stop.
export const gridRole = (isMany: boolean) =>
  ({ role: 'grid', 'aria-multiselectable': isMany || undefined }) as const;
export const ROW_GROUP = { role: 'rowgroup' } as const;
export const HEAD_ROW = { role: 'row' } as const;
export const ROW = { role: 'row', tabIndex: -1 } as const;
export const COLUMN_HEADER = { role: 'columnheader', tabIndex: -1 } as const;
export const ROW_HEADER = { role: 'rowheader', tabIndex: -1 } as const;
export const CELL = { role: 'gridcell', tabIndex: -1 } as const;
