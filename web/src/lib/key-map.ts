// Which key a person may give to which action, and what is wrong with one that cannot be given.
import { type KeyMap, keysOf, type Scope, SHORTCUTS, type ShortcutId, shortcut } from './shortcuts';

/** One key without Strg, which can be given another one. */
export const isSingle = (id: ShortcutId): boolean => {
  const { keys } = shortcut(id);
  return !keys.startsWith('mod+') && !keys.includes(' ');
};

/** A letter, a digit or a sign: what moves the focus, sends or closes keeps its meaning. */
export const isGivable = (key: string): boolean => /^[^\s\p{C}]$/u.test(key);

/** Scopes of which both may be meant while the focus is in one place. */
const meet = (a: Scope, b: Scope): boolean =>
  a === b ||
  [a, b].includes('everywhere') ||
  [a, b].every((scope) => scope === 'fields' || scope === 'sources');

/** The action that has the key already where this one would have it; `null` where none has. Two of the table's own keys
 * are never in each other's way: the inner scope has them. */
export function ownerOf(key: string, id: ShortcutId, chosen: KeyMap): ShortcutId | null {
  const { scope, keys } = shortcut(id);
  const owner = SHORTCUTS.find((other) => {
    const has = keysOf(other.id, chosen);
    const isTable = key === keys && has === other.keys;
    return (
      other.id !== id && meet(scope, other.scope) && (has === key || has.startsWith(`${key} `)) && !isTable
    );
  });
  return owner?.id ?? null;
}

/** What can stand of keys that were stored: unknown actions, keys that cannot be given and keys that two actions would
 * share are left out. */
export function repairKeys(stored: Readonly<Record<string, unknown>>): KeyMap {
  let kept: Partial<Record<ShortcutId, string>> = {};
  for (const { id, keys } of SHORTCUTS) {
    const key = stored[id];
    if (isSingle(id) && typeof key === 'string' && key !== keys && isGivable(key)) kept[id] = key;
  }
  for (;;) {
    const wrong = (Object.keys(kept) as ShortcutId[]).find((id) => ownerOf(kept[id] as string, id, kept));
    if (!wrong) return kept;
    const { [wrong]: _, ...rest } = kept;
    kept = rest;
  }
}
