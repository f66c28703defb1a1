// A plain table in a scrolling frame for reading; the queue, which one works in, has its own grid.
import type { ReactNode } from 'react';

export type ColumnOf<T> = {
  id: string;
  label: string;
  cell: (row: T) => ReactNode;
  number?: boolean;
  /** Short values that must stay on one line. */
  unbroken?: boolean;
};

export function DataTable<T>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: readonly ColumnOf<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-frame" aria-label={caption} tabIndex={0}>
      <table className="table data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.number ? 'column number-column' : 'column'}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="row">
              {columns.map((column) => (
                <td
                  key={column.id}
                  data-label={column.label}
                  className={`cell${column.number ? ' number-column' : ''}${column.unbroken ? ' unbroken' : ''}`}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
