// One thing that is missing: no choice where nothing may be asked, and what was written comes back.
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { LetterItem, ProposedItem } from '../../lib/api/types';
import { de } from '../../lib/i18n/de';
import { ItemRow } from './ItemRow';

const PROPOSED: ProposedItem = {
  requirement: 'tenancy',
  label: { de: 'Mietvertrag', en: 'Tenancy' },
  text: 'Bitte senden Sie uns den Mietvertrag.',
  state: 'missing',
  settled: true,
  demand: 'query_first',
  refusal: null,
  needs_reason: true,
  asked_on: '2026-11-02',
  legal_bases: [],
};

function Row({ proposed }: { proposed: ProposedItem }) {
  const [chosen, setChosen] = useState<LetterItem | null>(null);
  const fresh = { requirement: 'tenancy', text: proposed.text, reason: null, ask_again: false };
  return (
    <ul>
      <ItemRow
        row={{ requirement: 'tenancy', label: 'Mietvertrag', why: 'Weil.', proposed, chosen }}
        errors={[]}
        asksAgain
        onChoose={(again) => setChosen(again ?? fresh)}
        onLeaveOut={() => setChosen(null)}
        onChange={(part) => setChosen((old) => old && { ...old, ...part })}
      />
    </ul>
  );
}

async function show(part: Partial<ProposedItem> = {}) {
  const route = createRootRoute({ component: () => <Row proposed={{ ...PROPOSED, ...part }} /> });
  const router = createRouter({
    routeTree: route,
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  render(<RouterProvider router={router as never} />);
  await screen.findByText('Mietvertrag');
}
const box = () => screen.getByRole('checkbox', { name: 'Mietvertrag' });

afterEach(cleanup);

it('is chosen by hand; reason and confirmation belong to it, and its words come back', async () => {
  await show();
  expect((box() as HTMLInputElement).checked).toBe(false);
  expect(screen.queryByRole('textbox')).toBeNull();
  fireEvent.click(box());
  const [words, reason] = screen.getAllByRole('textbox') as HTMLTextAreaElement[];
  expect([words?.value, reason?.value]).toEqual([PROPOSED.text, '']);
  fireEvent.change(words as HTMLElement, { target: { value: 'Bitte noch einmal.' } });
  fireEvent.click(screen.getByRole('checkbox', { name: `${de.letters.askAgain} (Mietvertrag)` }));
  fireEvent.click(box());
  expect(screen.queryByRole('textbox')).toBeNull();
  fireEvent.click(box());
  expect((screen.getAllByRole('textbox')[0] as HTMLTextAreaElement).value).toBe('Bitte noch einmal.');
  expect(screen.getByText(de.letters.askedOn('02.11.2026'))).toBeTruthy();
});

it('is no choice where it must not be asked for, and says why', async () => {
  await show({ demand: 'no', refusal: 'must_not_be_asked', needs_reason: false });
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(screen.getByText(`${de.letters.mustNot}: ${de.codes.demand.no}`)).toBeTruthy();
});
