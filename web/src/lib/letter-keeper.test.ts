// Keeping a letter while it is typed: once after a pause, never over what somebody else kept, never lost.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api/problem';
import type { LetterContent, LetterDraft, Problem } from './api/types';
import { createLetterKeeper, type Typed } from './letter-keeper';

const EMPTY: LetterContent = {
  recipient: [],
  items: [],
  due_on: null,
  legal_notice: null,
  legal_notice_reason: null,
  expected_weeks: null,
  grounds: null,
  intended_decision: null,
  note: null,
};
const draft = (
  version: number,
  part: Partial<LetterContent> = {},
  by: string | null = null,
): LetterDraft => ({
  version,
  kind: 'document_request',
  content: { ...EMPTY, ...part },
  by: by === null ? null : { id: by, display_name: by },
  at: null,
  problems: [],
});
const refusal = (status: number, code: string): ApiError =>
  new ApiError({ type: 'about:blank', title: '', status, code } as Problem);

/** A server with one draft, and a window that may hold something typed. */
function kept(start: LetterDraft, inWindow: Typed | null = null) {
  const server = { draft: start, asked: [] as [string | null, number][], fail: [] as unknown[] };
  const copy = { typed: inWindow };
  const keeper = createLetterKeeper({
    draft: start,
    save: async (content, version) => {
      server.asked.push([content.note, version]);
      const failure = server.fail.shift();
      if (failure) throw failure;
      if (version !== server.draft.version) throw refusal(412, 'version_conflict');
      server.draft = { ...server.draft, content, version: version + 1 };
      return server.draft;
    },
    load: async () => server.draft,
    window: {
      read: () => copy.typed,
      write: (typed) => {
        copy.typed = typed;
      },
      remove: () => {
        copy.typed = null;
      },
    },
  });
  const write = (note: string) => keeper.change({ ...keeper.get().content, note });
  const pause = () => vi.advanceTimersByTimeAsync(800);
  return { keeper, server, copy, write, pause };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a draft', () => {
  it('is kept once after a pause, and lies in the window until then', async () => {
    const { keeper, server, copy, write, pause } = kept(draft(0));
    write('D');
    write('Danke');
    expect(copy.typed).toMatchObject({ content: { note: 'Danke' }, version: 0 });
    expect(keeper.get().phase).toBe('typing');
    await pause();
    expect(server.asked).toEqual([['Danke', 0]]);
    expect([keeper.get().phase, keeper.get().saved.version, copy.typed]).toEqual(['kept', 1, null]);
  });

  it('is not asked for again when nothing changed, but before it is sent for the first time', async () => {
    const { keeper, server, write, pause } = kept(draft(0));
    write('x');
    write('');
    await pause();
    expect([await keeper.flush(), server.asked]).toEqual([true, []]);
    expect([await keeper.flush(true), server.asked]).toEqual([true, [[null, 0]]]);
    expect([await keeper.flush(true), server.asked.length]).toEqual([true, 1]);
  });

  it('typed on while it was being kept is kept again', async () => {
    const { server, copy, write, pause } = kept(draft(1));
    write('eins');
    const first = pause();
    write('zwei');
    await first;
    await pause();
    expect(server.draft.content.note).toBe('zwei');
    expect(copy.typed).toBeNull();
  });

  it('stays in the window when the connection is lost, and is kept when it is back', async () => {
    const { keeper, server, copy, write, pause } = kept(draft(1));
    server.fail.push(new TypeError('fetch'));
    write('Danke');
    await pause();
    expect([keeper.get().phase, keeper.get().error?.code]).toEqual(['lost', 'connection_lost']);
    expect(copy.typed?.content.note).toBe('Danke');
    expect(await keeper.flush()).toBe(true);
    expect([keeper.get().phase, keeper.get().error, copy.typed]).toEqual(['kept', null, null]);
  });

  it('that no paper bears is refused with the fields, and what was typed stays', async () => {
    const { keeper, server, copy, write, pause } = kept(draft(1));
    server.fail.push(refusal(422, 'invalid_request'));
    write('zu lang');
    await pause();
    expect([keeper.get().phase, copy.typed?.content.note]).toEqual(['refused', 'zu lang']);
    write('');
    expect([keeper.get().phase, keeper.get().error, copy.typed]).toEqual(['kept', null, null]);
  });

  it('comes back after a reload, and is kept', async () => {
    const typed = { content: { ...EMPTY, note: 'Danke' }, base: EMPTY, version: 1 };
    const { keeper, server, pause } = kept(draft(1), typed);
    expect([keeper.get().restored, keeper.get().content.note]).toEqual([true, 'Danke']);
    await pause();
    expect(server.asked).toEqual([['Danke', 1]]);
  });
});

describe('what somebody else kept', () => {
  it('elsewhere in the letter is taken silently', async () => {
    const { keeper, server, write, pause } = kept(draft(1));
    write('Danke');
    server.draft = draft(2, { due_on: '2026-12-18' }, 'Schulz');
    await pause();
    expect(server.draft).toMatchObject({ version: 3, content: { note: 'Danke', due_on: '2026-12-18' } });
    expect(keeper.get()).toMatchObject({ phase: 'kept', conflict: null, content: { due_on: '2026-12-18' } });
  });

  it('at the same place is a conflict that overwrites nothing until somebody chose', async () => {
    const { keeper, server, copy, write, pause } = kept(draft(1));
    write('ich');
    server.draft = draft(2, { note: 'sie' }, 'Schulz');
    await pause();
    expect(keeper.get().conflict).toMatchObject({ parts: ['note'], theirs: { by: { id: 'Schulz' } } });
    write('ich noch');
    await pause();
    expect([await keeper.flush(true), server.asked.length]).toEqual([false, 1]);
    // A reload meets the same conflict.
    expect(copy.typed).toMatchObject({ version: 1, content: { note: 'ich noch' } });
    const again = kept(server.draft, copy.typed);
    expect(again.keeper.get().conflict?.parts).toEqual(['note']);
    keeper.resolve('note', 'mine');
    await pause();
    expect(server.draft).toMatchObject({ version: 3, content: { note: 'ich noch' } });
    again.keeper.resolve('note', 'theirs');
    expect(again.keeper.get()).toMatchObject({ phase: 'kept', conflict: null, content: { note: 'sie' } });
    expect(again.copy.typed).toBeNull();
  });

  it('is shown when it arrives behind the screen, unless it is older than what was kept here', async () => {
    const { keeper, server, write, pause } = kept(draft(1));
    server.draft = draft(2, { note: 'sie' });
    keeper.offer(server.draft);
    expect(keeper.get().content.note).toBe('sie');
    write('ich');
    await pause();
    expect(server.asked).toEqual([['ich', 2]]);
    keeper.offer(draft(2, { note: 'sie' }));
    expect(keeper.get()).toMatchObject({ content: { note: 'ich' }, saved: { version: 3 } });
  });

  it('was sent: what the rules say then is nobody’s word against mine', async () => {
    const { keeper, server, write, pause } = kept(draft(4, { note: 'alt' }));
    write('neu');
    server.draft = draft(0, { due_on: '2026-12-20' });
    await pause();
    expect(keeper.get().conflict).toBeNull();
    expect(server.draft).toMatchObject({ version: 1, content: { note: 'neu', due_on: '2026-12-20' } });
  });
});
