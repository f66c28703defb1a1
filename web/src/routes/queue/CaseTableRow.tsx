// A row of the queue. Made again only when something in it changes: fifty of them stand on one page.
import { memo } from 'react';
import type { CaseRow } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { triageWords } from '../../lib/i18n/words/triage';
import { useSession } from '../../lib/session';
import { DocumentsCell, DueCell, NoteCell, ReviewCell } from './cells';
import { CELL, ROW, ROW_HEADER } from './grid-roles';

type Props = { row: CaseRow; service: string; isSelected: boolean; selectable: boolean };

/** A box without words of its own. The arrow keys lead to it, so it is no tab stop. */
export function BareBox({
  isSelected,
  isMixed = false,
  ...input
}: {
  isSelected: boolean;
  isMixed?: boolean;
  onChange?: () => void;
  id?: string;
  'aria-label': string;
  'aria-labelledby'?: string;
}) {
  return (
    <label
      className="checkbox bare"
      data-selected={isSelected || undefined}
      data-indeterminate={isMixed || undefined}
    >
      <input
        {...input}
        type="checkbox"
        className="visually-hidden"
        tabIndex={-1}
        checked={isSelected}
        readOnly={!input.onChange}
        ref={(box) => {
          if (box) box.indeterminate = isMixed;
        }}
      />
      <span className="checkbox-box" aria-hidden="true" />
    </label>
  );
}

export const CaseTableRow = memo(function CaseTableRow({ row, service, isSelected, selectable }: Props) {
  const { m, language } = useMessages();
  const t = triageWords[language];
  const { user } = useSession();
  const name = `case-${row.id}`;
  const box = `select-${row.id}`;
  return (
    <tr
      {...ROW}
      data-key={row.id}
      className="row"
      aria-labelledby={name}
      aria-selected={selectable ? isSelected : undefined}
      data-selected={isSelected || undefined}
    >
      {selectable && (
        <td {...CELL} className="cell select-column">
          <BareBox
            id={box}
            isSelected={isSelected}
            aria-label={t.selectRow}
            aria-labelledby={`${box} ${name}`}
          />
        </td>
      )}
      <td {...ROW_HEADER} className="cell case-cell" id={name}>
        <span className="reference">{row.reference}</span>
        <span className="name">{row.applicant_name ?? m.queue.nameUnknown}</span>
      </td>
      <td {...CELL} className="cell service-cell">
        <span className={row.service ? '' : 'meta'}>{service}</span>
      </td>
      <td {...CELL} className="cell received-cell">
        {formatDate(row.received_on, language)}
      </td>
      <td {...CELL} className="cell due-cell">
        <DueCell row={row} />
      </td>
      <td {...CELL} className="cell review-cell">
        <ReviewCell row={row} />
      </td>
      <td {...CELL} className="cell documents-cell">
        <DocumentsCell row={row} />
      </td>
      <td {...CELL} className="cell note-cell">
        <NoteCell row={row} />
      </td>
      <td {...CELL} className="cell assignee-cell">
        {row.assignee ? (row.assignee.id === user.id ? m.common.you : row.assignee.display_name) : '–'}
      </td>
    </tr>
  );
});
