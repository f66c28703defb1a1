// The queue's table by keyboard and finger; and, counted, that nothing is made anew that has not changed.
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Announcer } from '../../components/Announcer';
import type { CaseRow, Session, SortKey } from '../../lib/api/types';
import { SessionContext } from '../../lib/session';
import { CaseTable } from './CaseTable';
import type { NoteCell } from './cells';
import { NOTHING, type Picked } from './selection';

const opened: string[] = [];
const made: string[] = [];
vi.mock('@tanstack/react-router', () => ({
  useRouter: () => ({ history: { push: (path: string) => opened.push(path) } }),
}));
vi.mock('./cells', () => {
  const counted: typeof NoteCell = ({ row }) => {
    made.push(row.id);
    return <span />;
  };
  return { NoteCell: counted, DueCell: () => null, ReviewCell: () => null, DocumentsCell: () => null };
});

const ROWS = Array.from(
  { length: 20 },
  (_, at) =>
    ({ id: `c${at}`, reference: `AK-${at}`, applicant_name: 'A', received_on: '2026-11-01' }) as CaseRow,
);
// A busy machine is slow, not broken.
vi.setConfig({ testTimeout: 60_000 });
const session = { user: { id: 'u1' } } as Session;

function Queue({
  rows,
  sort = 'due',
  selectable = true,
}: {
  rows: CaseRow[];
  sort?: SortKey;
  selectable?: boolean;
}) {
  const [selected, select] = useState<Picked>(NOTHING);
  return (
    <SessionContext.Provider value={session}>
      <Announcer>
        <CaseTable
          rows={rows}
          services={[]}
          sort={sort}
          direction="asc"
          onSort={(key, direction) => opened.push(`${key} ${direction}`)}
          selected={selected}
          onSelect={select}
          selectable={selectable}
          busy={false}
        />
      </Announcer>
    </SessionContext.Provider>
  );
}

const one = (selector: string) => document.querySelector<HTMLElement>(selector) as HTMLElement;
const row = (at: number) => one(`[data-key=c${at}]`);
const focusOf = () => document.activeElement as HTMLElement;
const press = (key: string, more = {}) => fireEvent.keyDown(focusOf(), { key, ...more });
const selectedIds = () =>
  [...document.querySelectorAll('[aria-selected=true]')].map((one) => one.getAttribute('data-key'));
const said = () => one('[data-announcer]').textContent;
/** The rows that are made while something is done. */
const madeBy = (act: () => void) => {
  made.length = 0;
  act();
  return [...made];
};

beforeEach(() => {
  opened.length = 0;
  Element.prototype.scrollIntoView = () => {};
});
afterEach(cleanup);

it('makes no row anew for a key, and the changed ones alone for a selection, an order, a new answer', () => {
  const { rerender } = render(<Queue rows={ROWS} />);
  act(() => row(0).focus());
  expect(madeBy(() => press('ArrowDown'))).toEqual([]);
  expect(madeBy(() => press('End'))).toEqual([]);
  expect(madeBy(() => press(' '))).toEqual(['c19']);
  expect(madeBy(() => press('ArrowUp', { shiftKey: true }))).toEqual(['c18']);
  expect(madeBy(() => press('Escape')).toSorted()).toEqual(['c18', 'c19']);
  const kept = row(7);
  expect(madeBy(() => rerender(<Queue rows={[...ROWS].reverse()} sort="received" />))).toEqual([]);
  expect(row(7), 'the same element in another place').toBe(kept);
  const changed = ROWS.map((entry, at) => (at === 3 ? { ...entry, applicant_name: 'B' } : entry));
  expect(madeBy(() => rerender(<Queue rows={changed} sort="received" />))).toEqual(['c3']);
});

it('has one tab stop, and arrow keys lead to everything', () => {
  render(<Queue rows={ROWS} />);
  const stops = () => [...document.querySelectorAll('[tabindex="0"]')];
  expect(stops()).toEqual([row(0)]);
  act(() => row(0).focus());
  press('ArrowDown');
  expect([focusOf(), ...stops()]).toEqual([row(1), row(1)]);
  press('ArrowRight');
  expect(focusOf()).toBe(row(1).querySelector('input'));
  press('ArrowRight');
  expect(focusOf().className).toContain('case-cell');
  press('ArrowDown');
  expect(focusOf()).toBe(row(2).querySelector('.case-cell'));
  press('End');
  expect(focusOf().className).toContain('assignee-cell');
  press('ArrowRight');
  expect(focusOf(), 'past the last cell the row again').toBe(row(2));
  press('End');
  expect(focusOf()).toBe(row(19));
  press('ArrowDown');
  expect(focusOf(), 'and no further').toBe(row(19));
  press('Home');
  press('ArrowUp');
  expect(focusOf(), 'the box of the head').toBe(one('thead input'));
  press('ArrowUp');
  for (let turn = 0; turn < 4; turn += 1) press('ArrowRight');
  expect(focusOf().textContent).toBe('Frist');
  press('Enter');
  expect(opened).toEqual(['due desc']);
  expect(stops()).toHaveLength(1);
});

it('says what is selected and how it is sorted', () => {
  const { rerender } = render(<Queue rows={ROWS} />);
  act(() => row(1).focus());
  press(' ');
  expect(said()).toBe('AK-1 ausgewählt.');
  press('ArrowDown', { shiftKey: true });
  expect(said()).toBe('AK-2 ausgewählt. 2 ausgewählt.');
  expect(selectedIds()).toEqual(['c1', 'c2']);
  press('a', { ctrlKey: true });
  expect(said()).toBe('20 ausgewählt.');
  expect(one('thead .checkbox').hasAttribute('data-selected')).toBe(true);
  press('Escape');
  expect(said()).toBe('0 ausgewählt.');
  rerender(<Queue rows={ROWS} sort="received" />);
  expect(said()).toBe('Sortiert nach Eingang, aufsteigend.');
});

it('opens by press and Enter, and takes presses for the selection while there is one', () => {
  render(<Queue rows={ROWS} />);
  fireEvent.click(row(4).querySelector('.name') as Element);
  expect(opened).toEqual(['/akten/c4/angaben']);
  fireEvent.click(row(2).querySelector('input') as Element);
  expect(selectedIds()).toEqual(['c2']);
  fireEvent.click(row(4));
  fireEvent.click(row(6), { shiftKey: true });
  expect(selectedIds()).toEqual(['c2', 'c4', 'c5', 'c6']);
  expect(opened).toHaveLength(1);
  act(() => row(5).focus());
  press('Enter');
  expect(opened[1]).toBe('/akten/c5/angaben');
});

it('a finger that rests selects, and the click at its end does not open', () => {
  vi.useFakeTimers();
  render(<Queue rows={ROWS} />);
  const finger = { pointerType: 'touch', clientX: 5, clientY: 5 };
  fireEvent.pointerDown(row(3), finger);
  act(() => void vi.advanceTimersByTime(600));
  fireEvent.pointerUp(row(3), finger);
  fireEvent.click(row(3));
  expect([selectedIds(), opened]).toEqual([['c3'], []]);
  act(() => row(3).focus());
  press('Escape');
  fireEvent.pointerDown(row(5), finger);
  fireEvent.pointerMove(row(5), { ...finger, clientY: 40 });
  act(() => void vi.advanceTimersByTime(600));
  expect(selectedIds(), 'one that moves scrolls').toEqual([]);
  vi.useRealTimers();
});

it('the row that comes into the place of the one in focus gets the focus', () => {
  const { rerender } = render(<Queue rows={ROWS} />);
  act(() => row(10).focus());
  rerender(<Queue rows={ROWS.filter((entry) => entry.id !== 'c10')} />);
  expect(focusOf()).toBe(row(11));
  expect(document.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
});

it('selects nothing for those who only read', () => {
  render(<Queue rows={ROWS} selectable={false} />);
  expect(document.querySelector('input')).toBeNull();
  act(() => row(0).focus());
  press(' ');
  press('a', { ctrlKey: true });
  expect(selectedIds()).toEqual([]);
  press('Enter');
  expect(opened).toEqual(['/akten/c0/angaben']);
});
