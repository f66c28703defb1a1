// A part of a file note: a heading, and lines in columns.
import type { ReactNode } from 'react';
import { fileNoteWords } from '../../lib/i18n/words/file-note';
import { useSettings } from '../../lib/settings';

export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

type LinesProps = {
  title: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
};

/** The first cell of a row names it. */
export function Lines({ title, columns, rows }: LinesProps) {
  const words = fileNoteWords[useSettings().settings.language];
  return (
    <Sheet title={title}>
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <table aria-label={title}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells: [first, ...rest] }) => (
              <tr key={key}>
                <th scope="row">{first}</th>
                {rest.map((cell, index) => (
                  <td key={columns[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Sheet>
  );
}
