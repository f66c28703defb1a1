// What was typed and is not saved yet, by person, case and place. It lives in the session storage of the window: it
// outlives a reload or a crash but not the window, and is emptied at sign-out. Office computers are shared, so nothing
// of it goes where it would stay, and what another person left behind in the window is thrown away.
const PREFIX = 'aktenlage.draft/';

/** Begins the name of a practice case. What is typed there lives as long as the page and is nothing that could be lost. */
export const PRACTICE = 'uebung:';
const isPractice = (caseId: string): boolean => caseId.startsWith(PRACTICE);

/** `base` is the review that stood there when the person began; saving compares it with what stands there then. */
export type Draft = { value: Record<string, unknown>; base: string | null };

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export function createDrafts(storage: () => Store) {
  let user: string | null = null;
  /** By case, then by place. The storage is only its copy, so a browser that forbids storage still keeps the page. */
  const kept = new Map<string, Map<string, Draft>>();
  const listeners = new Set<() => void>();
  const none: readonly string[] = [];
  let places = new Map<string, readonly string[]>();

  const attempt = (act: (store: Store) => void) => {
    try {
      act(storage());
    } catch {
      // Forbidden or full: the draft lives as long as the page, and closing it asks first.
    }
  };
  const keyOf = (...parts: string[]) => PREFIX + parts.map(encodeURIComponent).join('/');
  const tell = () => {
    places = new Map([...kept].map(([id, drafts]) => [id, [...drafts.keys()]]));
    for (const listener of listeners) listener();
  };
  const put = (caseId: string, place: string, draft: Draft) => {
    const drafts = kept.get(caseId) ?? new Map<string, Draft>();
    drafts.set(place, draft);
    kept.set(caseId, drafts);
  };
  const storedKeys = (store: Store) =>
    Array.from({ length: store.length }, (_, at) => store.key(at)).filter((key) => key?.startsWith(PREFIX));

  const remove = (caseId: string, place: string) => {
    const drafts = kept.get(caseId);
    if (user === null || !drafts?.delete(place)) return;
    if (drafts.size === 0) kept.delete(caseId);
    attempt((store) => store.removeItem(keyOf(user as string, caseId, place)));
    tell();
  };
  return {
    /** Reads what this person left in the window and throws away what anybody else did. */
    openFor(id: string) {
      if (user === id) return;
      user = id;
      kept.clear();
      attempt((store) => {
        for (const key of storedKeys(store) as string[]) {
          const [owner, caseId, place] = key.slice(PREFIX.length).split('/').map(decodeURIComponent);
          const draft = owner === id ? draftFrom(store.getItem(key)) : null;
          if (draft && caseId && place) put(caseId, place, draft);
          else store.removeItem(key);
        }
      });
      tell();
    },
    read: (caseId: string, place: string): Draft | null => kept.get(caseId)?.get(place) ?? null,
    write(caseId: string, place: string, draft: Draft) {
      if (user === null) return;
      const isNew = !kept.get(caseId)?.has(place);
      put(caseId, place, draft);
      if (!isPractice(caseId))
        attempt((store) => store.setItem(keyOf(user as string, caseId, place), JSON.stringify(draft)));
      if (isNew) tell();
    },
    remove,
    removeCase(caseId: string) {
      for (const place of [...(kept.get(caseId)?.keys() ?? [])]) remove(caseId, place);
    },
    /** At sign-out. */
    clear() {
      kept.clear();
      attempt((store) => {
        for (const key of storedKeys(store) as string[]) store.removeItem(key);
      });
      tell();
    },
    /** The same list until a draft comes or goes. */
    placesOf: (caseId: string): readonly string[] => places.get(caseId) ?? none,
    any: () => [...kept.keys()].some((caseId) => !isPractice(caseId)),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** A stored draft, or `null` for what is none. */
function draftFrom(text: string | null): Draft | null {
  try {
    const raw = JSON.parse(text ?? 'null');
    if (typeof raw?.value !== 'object' || raw.value === null) return null;
    return { value: raw.value, base: typeof raw.base === 'string' ? raw.base : null };
  } catch {
    return null;
  }
}

export const drafts = createDrafts(() => window.sessionStorage);

/** Where in a case something is typed. */
export const placeOf = {
  field: (id: string) => `field:${id}`,
  reject: (id: string) => `reject:${id}`,
  requirement: (id: string) => `requirement:${id}`,
  transfer: (documentId: string, item: string) => `transfer:${documentId}:${item}`,
  letter: (kind: string) => `letter:${kind}`,
  decision: 'decision',
} as const;

/** The kind of letter that a place belongs to; `null` for every other place. */
export const letterKindOf = (place: string): string | null =>
  place.startsWith('letter:') ? place.slice('letter:'.length) : null;

/** The item of a transfer note that a place belongs to; `null` for every other place. */
export const transferItemOf = (place: string): string | null =>
  place.startsWith('transfer:') ? place.slice(place.lastIndexOf(':') + 1) : null;
