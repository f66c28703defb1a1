// The transfer note of a scan (BSI TR-03138): how paper became this file, asked for when somebody opens it. What only a
// person knows is entered here.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../components/Panels';
import { transferNoteQuery } from '../../lib/api/queries';
import type { DocumentView } from '../../lib/api/types';
import { documentName } from '../../lib/documents';
import { useMessages } from '../../lib/i18n';
import { hasTransferNote, type NoteRow, noteRows, type Statement } from '../../lib/transfer-note';
import { useCase } from './case-context';
import { TransferEntry } from './TransferEntry';

/** Nothing for a document of which no page was read from a picture. */
export function TransferNote({ document }: { document: DocumentView }) {
  const { m } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  if (!hasTransferNote(document)) return null;
  return (
    <details className="transfer-note" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{m.transfer.title}</summary>
      {isOpen && <OpenNote document={document} />}
    </details>
  );
}

function OpenNote({ document }: { document: DocumentView }) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const query = useQuery(transferNoteQuery(detail.id, document.id));
  return (
    <section
      className="transfer-note-body"
      aria-label={m.transfer.of(documentName(document, m))}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <Loaded query={query} rows={4}>
        {(note) => <Rows documentId={document.id} rows={noteRows(note, m, language)} />}
      </Loaded>
    </section>
  );
}

function Rows({ documentId, rows }: { documentId: string; rows: readonly NoteRow[] }) {
  const { m } = useMessages();
  const { readOnly } = useCase();
  if (rows.length === 0) return <p>{m.transfer.missing}</p>;
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div key={row.item}>
          <dt>{row.name}</dt>
          {row.statements.length === 0 && (
            <dd>
              <em>{m.transfer.toEnter}</em>
            </dd>
          )}
          {row.statements.map((statement) => (
            <dd key={`${statement.how} ${statement.lines.join()}`}>
              <Said statement={statement} />
            </dd>
          ))}
          {row.isEnterable && !readOnly && (
            <dd className="transfer-act">
              <TransferEntry documentId={documentId} row={row} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** What is said, and behind it how that is known. */
function Said({ statement: { lines, how } }: { statement: Statement }) {
  const known = <span className="meta">({how})</span>;
  if (lines.length === 1)
    return (
      <>
        {lines[0]} {known}
      </>
    );
  return (
    <>
      <ul className="plain-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {known}
    </>
  );
}
