// The table of cases: a React Aria grid with sorting and selection; on narrow screens each row becomes a card.
import { useRouter } from '@tanstack/react-router';
import {
  Cell,
  Checkbox,
  Column,
  Row,
  type Selection,
  Table,
  TableBody,
  TableHeader,
} from 'react-aria-components';
import { Icon } from '../../components/Icon';
import type { CaseRow, Services, SortKey } from '../../lib/api/types';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { DocumentsCell, DueCell, NoteCell, ReviewCell } from './cells';

type Direction = 'asc' | 'desc';
type Props = {
  rows: readonly CaseRow[];
  services: Services['services'];
  sort: SortKey;
  direction: Direction;
  onSort: (sort: SortKey, direction: Direction) => void;
  selected: Selection;
  onSelect: (selected: Selection) => void;
  selectable: boolean;
  /** Rows of the last page are still shown while the next ones are on their way. */
  busy: boolean;
};

function SortMark({ active, direction }: { active: boolean; direction: Direction }) {
  return active ? <Icon name={direction === 'asc' ? 'up' : 'down'} /> : null;
}

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
  const { user } = useSession();
  const router = useRouter();
  const serviceName = (id: string | null) =>
    services.find((service) => service.id === id)?.name[language] ?? id ?? m.queue.serviceUnknown;
  const c = m.queue.columns;
  // By dates alone: nothing that weighs a person orders the work.
  const head = (key: SortKey, word: string) => (
    <Column id={key} allowsSorting className="column">
      {word}
      <SortMark active={sort === key} direction={direction} />
    </Column>
  );
  return (
    <div className={busy ? 'table-frame busy' : 'table-frame'} aria-busy={busy}>
      <Table
        className="table case-table"
        aria-label={m.queue.table}
        selectionMode={selectable ? 'multiple' : 'none'}
        selectedKeys={selected}
        onSelectionChange={onSelect}
        sortDescriptor={{ column: sort, direction: direction === 'asc' ? 'ascending' : 'descending' }}
        onSortChange={(next) =>
          onSort(next.column as SortKey, next.direction === 'ascending' ? 'asc' : 'desc')
        }
        onRowAction={(key) => router.history.push(`/akten/${key}/angaben`)}
      >
        <TableHeader>
          {selectable && (
            <Column className="column select-column">
              <Checkbox slot="selection" className="checkbox bare">
                <span className="checkbox-box" aria-hidden="true" />
              </Checkbox>
            </Column>
          )}
          <Column isRowHeader className="column">
            {c.case}
          </Column>
          <Column className="column">{c.service}</Column>
          {head('received', c.received)}
          {head('due', c.due)}
          <Column className="column">{c.review}</Column>
          <Column className="column">{c.documents}</Column>
          <Column className="column">{c.note}</Column>
          <Column className="column">{c.assignee}</Column>
        </TableHeader>
        <TableBody items={rows} dependencies={[language, services.length, selectable]}>
          {(row) => (
            <Row id={row.id} className="row" textValue={row.reference}>
              {selectable && (
                <Cell className="cell select-column">
                  <Checkbox slot="selection" className="checkbox bare">
                    <span className="checkbox-box" aria-hidden="true" />
                  </Checkbox>
                </Cell>
              )}
              <Cell className="cell case-cell">
                <span className="reference">{row.reference}</span>
                <span className="name">{row.applicant_name ?? m.queue.nameUnknown}</span>
              </Cell>
              <Cell className="cell service-cell">
                <span className={row.service ? '' : 'meta'}>{serviceName(row.service)}</span>
              </Cell>
              <Cell className="cell received-cell">{formatDate(row.received_on, language)}</Cell>
              <Cell className="cell due-cell">
                <DueCell row={row} />
              </Cell>
              <Cell className="cell review-cell">
                <ReviewCell row={row} />
              </Cell>
              <Cell className="cell documents-cell">
                <DocumentsCell row={row} />
              </Cell>
              <Cell className="cell note-cell">
                <NoteCell row={row} />
              </Cell>
              <Cell className="cell assignee-cell">
                {row.assignee
                  ? row.assignee.id === user.id
                    ? m.common.you
                    : row.assignee.display_name
                  : '–'}
              </Cell>
            </Row>
          )}
        </TableBody>
      </Table>
    </div>
  );
}
