// Asking for another reading: the focus is never lost, the button waits, and an answer of the server is shown.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { api } from '../../lib/api/client';
import { ApiError } from '../../lib/api/problem';
import { de } from '../../lib/i18n/de';
import { CaseContext, type CaseContextValue } from './case-context';
import { ReadAgain } from './ReadAgain';

const client = new QueryClient();

function Pane({
  processing,
  offered,
  readOnly,
}: {
  processing: string;
  offered: boolean;
  readOnly: boolean;
}) {
  const next = useRef<HTMLElement>(null);
  const value = { detail: { id: 'c1', processing }, readOnly } as unknown as CaseContextValue;
  return (
    <QueryClientProvider client={client}>
      <CaseContext.Provider value={value}>
        {offered && <ReadAgain next={next} />}
        <section ref={next} tabIndex={-1} aria-label="next" />
      </CaseContext.Provider>
    </QueryClientProvider>
  );
}
const pane = (processing: string, { offered = true, readOnly = false } = {}) => (
  <Pane processing={processing} offered={offered} readOnly={readOnly} />
);
const button = () => screen.queryByRole('button', { name: de.readAgain.button }) as HTMLButtonElement | null;

async function press() {
  button()?.focus();
  await act(async () => {
    fireEvent.click(button() as HTMLButtonElement);
  });
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('asks once, waits with the reason, and hands the focus on when the document is read', async () => {
  const post = vi
    .spyOn(api, 'POST')
    .mockResolvedValue({ response: new Response(null, { status: 202 }) } as never);
  const { rerender } = render(pane('ready'));
  expect(screen.getByText(de.readAgain.hint)).toBeTruthy();
  await press();
  expect(post).toHaveBeenCalledWith('/api/cases/{id}/processing', { params: { path: { id: 'c1' } } });
  rerender(pane('queued'));
  expect(button()?.disabled).toBe(true);
  expect(screen.getByText(de.readAgain.underWay).id).toBe(button()?.getAttribute('aria-describedby'));
  const section = screen.getByRole('region', { name: de.readAgain.button });
  expect(document.activeElement).toBe(section);
  rerender(pane('ready'));
  expect(screen.getByText(de.readAgain.still)).toBeTruthy();
  expect(button()?.disabled).toBe(false);
  rerender(pane('ready', { offered: false }));
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'next' }));
});

it('leaves the focus alone if it is elsewhere', () => {
  const { rerender } = render(pane('running'));
  rerender(pane('ready', { offered: false }));
  expect(document.activeElement).toBe(document.body);
});

it('keeps the answer of a server that refuses, and offers nothing to a reader', async () => {
  const problem = { type: 'about:blank', title: '', status: 409, code: 'case_is_decided' };
  vi.spyOn(api, 'POST').mockRejectedValue(new ApiError(problem as never));
  const { rerender } = render(pane('ready'));
  await press();
  rerender(pane('ready', { readOnly: true }));
  expect(button()).toBeNull();
  expect(screen.getByRole('alert').textContent).toContain(de.codes.problem.case_is_decided);
  cleanup();
  render(pane('ready', { readOnly: true }));
  expect(button()).toBeNull();
});
