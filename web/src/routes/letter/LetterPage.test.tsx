// The page of a letter on made-up answers: chosen by hand, kept by itself, asked about, sent, and listed.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LetterContent, LetterDraft, Role, SentLetter } from '../../lib/api/types';
import { drafts } from '../../lib/drafts';
import { de } from '../../lib/i18n/de';
import { SessionContext } from '../../lib/session';
import { RequestPage } from './LetterPage';

// A busy machine is slow, not broken.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 90_000 });

const mock = `${process.cwd()}/e2e/mock`;
const { CASE, completeness, detail, session } = await import(/* @vite-ignore */ `${mock}/data.mjs`);
const { draft, items, letters, sentLetter } = await import(/* @vite-ignore */ `${mock}/letter-data.mjs`);
const RENT = 'Mietbescheinigung mit Heizkosten';
const KIND = 'document_request';

/** A server with one draft that finds nothing wrong once something is chosen. */
function serve(missing: unknown[] = items()) {
  const server = { draft: draft(KIND) as LetterDraft, sent: [] as SentLetter[], puts: [] as string[] };
  const answer = async (request: Request): Promise<unknown> => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith('/completeness')) return completeness();
    if (pathname.endsWith('/letters/draft')) {
      if (request.method === 'GET') return server.draft;
      server.puts.push(request.headers.get('If-Match') ?? '');
      const { kind, ...content } = (await request.json()) as LetterContent & { kind: string };
      const problems = content.items.length > 0 ? [] : server.draft.problems;
      server.draft = draft(kind, server.draft.version + 1, content, { problems });
      return server.draft;
    }
    if (pathname.endsWith('/letters') && request.method === 'POST') {
      const letter = sentLetter(KIND, { content: server.draft.content });
      server.sent.push(letter);
      server.draft = draft(KIND);
      return { version: 8, letter };
    }
    if (pathname.endsWith('/letters')) return letters({ missing, sent: server.sent });
    return detail(server.sent.length > 0 ? { state: 'awaiting_documents' } : {});
  };
  vi.spyOn(globalThis, 'fetch').mockImplementation(
    async (input) => new Response(JSON.stringify(await answer(input as Request)), { status: 200 }),
  );
  return server;
}

async function show(role: Role = 'clerk') {
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/akten/$id/nachforderung',
    component: RequestPage,
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [`/akten/${CASE}/nachforderung`] }),
  });
  await act(async () => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <SessionContext.Provider value={session(role)}>
          <RouterProvider router={router as never} />
        </SessionContext.Provider>
      </QueryClientProvider>,
    );
  });
}
const box = () => screen.findByRole('checkbox', { name: RENT });
const send = () => fireEvent.click(screen.getByRole('button', { name: de.letters.send }));

beforeEach(() => {
  drafts.openFor('u1');
  drafts.clear();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('names what is in the way, keeps what is typed, asks, sends once, and lists the letter', async () => {
  const server = serve();
  await show();
  expect(((await box()) as HTMLInputElement).checked).toBe(false);
  send();
  const summary = (await screen.findByText(de.letters.summary)).closest('.error-summary');
  expect(document.activeElement).toBe(summary);
  expect(summary?.textContent).toContain(de.letters.problems['items.empty']);
  fireEvent.click(await box());
  const note = screen.getByRole('textbox', { name: new RegExp(`^${de.letters.note}`) });
  fireEvent.change(note, { target: { value: 'Vielen Dank.' } });
  expect(drafts.any()).toBe(true);
  await waitFor(() => expect(server.draft.content.note).toBe('Vielen Dank.'));
  await waitFor(() => expect(drafts.any()).toBe(false));
  await waitFor(() => expect(screen.queryByText(de.letters.summary)).toBeNull());
  send();
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain(de.letters.confirmText);
  expect(server.sent).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: de.letters.confirmSend }));
  await screen.findByText(de.letters.sent);
  await screen.findByRole('button', { name: de.letters.begin });
  expect(server.sent).toHaveLength(1);
  expect(server.puts).toEqual(server.puts.map((_, at) => `"${at}"`));
  expect(screen.getByText('3f2a3f2a3f2a…')).toBeTruthy();
  expect(drafts.any()).toBe(false);
});

it('says that nothing is missing', async () => {
  serve([]);
  await show();
  expect(await screen.findByText(de.letters.nothingMissing)).toBeTruthy();
  expect(screen.queryByRole('button', { name: de.letters.send })).toBeNull();
});

it('shows a reader what is missing, and nothing to write with', async () => {
  serve();
  await show('supervisor');
  expect(await screen.findByText(RENT)).toBeTruthy();
  expect(screen.getByText(de.case.readOnlyRole)).toBeTruthy();
  expect([screen.queryByRole('checkbox'), screen.queryByRole('textbox')]).toEqual([null, null]);
});
