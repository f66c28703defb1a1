// Keeps the draft of a letter while it is typed: a moment after the last change on the server, until then in the
// window. What somebody else kept meanwhile is put together with it, or shown as a conflict.
import { asProblem } from './api/problem';
import type { LetterContent, LetterDraft, Problem } from './api/types';
import { asKept } from './letter-form';
import { isSame, merge, takePart } from './letter-merge';

const DELAY_MS = 800;
const MAX_MERGES = 3;

/** What was typed, and what stood on the server when it began. */
export type Typed = { content: LetterContent; base: LetterContent; version: number };

/** `kept`: on the server. `typing`: about to be. `lost`: the server did not take it. `refused`: it cannot be kept so. */
export type KeeperPhase = 'kept' | 'typing' | 'saving' | 'lost' | 'refused';
export type KeeperState = {
  content: LetterContent;
  /** The newest that the server is known to hold. */
  saved: LetterDraft;
  phase: KeeperPhase;
  error: Problem | null;
  /** Parts that both changed, until each is chosen. Nothing is kept before. */
  conflict: { theirs: LetterDraft; parts: string[] } | null;
  restored: boolean;
  /** Grows when the content was replaced from outside, for inputs that only read their value once. */
  turn: number;
};

type Options = {
  draft: LetterDraft;
  save: (content: LetterContent, version: number) => Promise<LetterDraft>;
  load: () => Promise<LetterDraft>;
  /** The copy in the window. */
  window: { read: () => Typed | null; write: (typed: Typed) => void; remove: () => void };
};

export type LetterKeeper = ReturnType<typeof createLetterKeeper>;

export function createLetterKeeper({ draft, save, load, window: copy }: Options) {
  const typed = copy.read();
  /** What the typing began from, and the version of that. */
  let base = { content: draft.content, version: draft.version };
  let state: KeeperState = {
    content: draft.content,
    saved: draft,
    phase: 'kept',
    error: null,
    conflict: null,
    restored: false,
    turn: 0,
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  const set = (part: Partial<KeeperState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  const isDirty = () => !isSame(state.content, base.content);
  const remember = () => {
    if (isDirty() || state.conflict)
      copy.write({ content: state.content, base: base.content, version: base.version });
    else copy.remove();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), DELAY_MS);
  };

  /** Puts together what is typed and what the server holds. */
  const meet = (theirs: LetterDraft) => {
    const { merged, conflicts: both } = merge(base.content, state.content, theirs.content);
    // What the rules propose while there is no draft is nobody's word against mine.
    const conflicts = theirs.version === 0 ? [] : both;
    const turn = state.turn + 1;
    if (conflicts.length > 0) {
      // The window keeps the old base, so that a reload meets the same conflict and overwrites nothing.
      set({
        content: merged,
        saved: theirs,
        phase: 'typing',
        error: null,
        conflict: { theirs, parts: conflicts },
        turn,
      });
      remember();
      return;
    }
    base = { content: theirs.content, version: theirs.version };
    set({ content: merged, saved: theirs, error: null, conflict: null, turn });
    set({ phase: isDirty() ? 'typing' : 'kept' });
    remember();
  };

  const saveOnce = async () => {
    for (let merges = 0; ; merges += 1) {
      const sent = asKept(state.content);
      set({ phase: 'saving' });
      try {
        const saved = await save(sent, state.saved.version);
        base = { content: sent, version: saved.version };
        set({ saved, error: null, restored: false });
        set({ phase: isDirty() ? 'typing' : 'kept' });
        remember();
        if (isDirty()) later();
        return;
      } catch (caught) {
        const problem = asProblem(caught);
        const isStale = problem.code === 'version_conflict' && merges < MAX_MERGES;
        const theirs = isStale ? await load().catch(() => null) : null;
        if (theirs === null) {
          set({ phase: problem.status === 422 ? 'refused' : 'lost', error: problem });
          return;
        }
        meet(theirs);
        if (state.conflict || !isDirty()) return;
      }
    }
  };

  /** Keeps what is typed now; answers whether the server holds what is on the screen. `force` keeps also what nobody
   * changed, where the server has no draft yet. */
  async function flush(force = false): Promise<boolean> {
    clearTimeout(timer);
    if (running) await running;
    if (state.conflict) return false;
    const isNeeded = isDirty() || (force && state.saved.version === 0);
    if (!isNeeded) return true;
    if (!running) {
      running = saveOnce().finally(() => {
        running = null;
      });
    }
    await running;
    return !isDirty() && state.conflict === null && state.error === null;
  }

  const change = (content: LetterContent) => {
    set({ content });
    if (!state.conflict) {
      const phase = isDirty() ? 'typing' : 'kept';
      // While a save is under way its end says what is next.
      if (!running) set({ phase, error: phase === 'kept' ? null : state.error });
      if (phase === 'typing') later();
      else clearTimeout(timer);
    }
    remember();
  };

  /** The newest draft of the server, asked for behind the typing. */
  const offer = (newest: LetterDraft) => {
    if (running || state.conflict || newest === state.saved || newest.version < state.saved.version) return;
    const isUntouched = newest.version === state.saved.version && (newest.version > 0 || isDirty());
    if (isUntouched) return set({ saved: newest });
    meet(newest);
    if (state.phase === 'typing' && !state.conflict) later();
  };

  const resolve = (part: string, whose: 'mine' | 'theirs') => {
    if (!state.conflict) return;
    const { theirs, parts } = state.conflict;
    const left = parts.filter((other) => other !== part);
    const content = whose === 'theirs' ? takePart(state.content, theirs.content, part) : state.content;
    set({ content, turn: state.turn + 1, conflict: left.length > 0 ? { theirs, parts: left } : null });
    if (left.length === 0) {
      base = { content: theirs.content, version: theirs.version };
      set({ phase: isDirty() ? 'typing' : 'kept' });
    }
    remember();
    if (left.length === 0) void flush();
  };

  if (typed) {
    base = { content: typed.base, version: typed.version };
    state = { ...state, content: typed.content, restored: true };
    meet(draft);
    if (isDirty() && !state.conflict) later();
  }

  return {
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    change,
    flush,
    offer,
    resolve,
    /** The letter is sent: nothing of it is kept any more. */
    forget() {
      clearTimeout(timer);
      base = { content: state.content, version: state.saved.version };
      copy.remove();
    },
  };
}
