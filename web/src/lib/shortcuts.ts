// All keyboard shortcuts in one table. Buttons take their hint from it, the help sheet and the tests walk over it.
import { createContext, useContext, useEffect, useRef } from 'react';
import { type Settings, useSettings } from './settings';

export type Scope =
  | 'everywhere'
  | 'queue'
  | 'fields'
  | 'sources'
  | 'reasons'
  | 'errors'
  | 'compare'
  | 'post'
  | 'form';

/** Keys are `event.key` in lower case; `mod` is Strg (or ⌘); two keys with a space are typed one after the other. */
export const SHORTCUTS = [
  { id: 'palette', keys: 'mod+k', scope: 'everywhere' },
  { id: 'help', keys: '?', scope: 'everywhere' },
  { id: 'search', keys: 's', scope: 'everywhere' },
  { id: 'undo', keys: 'mod+z', scope: 'everywhere' },
  { id: 'goQueue', keys: 'g e', scope: 'everywhere' },
  { id: 'goSorting', keys: 'g z', scope: 'everywhere' },
  { id: 'goOverview', keys: 'g u', scope: 'everywhere' },
  { id: 'goReleases', keys: 'g f', scope: 'everywhere' },
  { id: 'goRegulations', keys: 'g r', scope: 'everywhere' },
  { id: 'goTrail', keys: 'g p', scope: 'everywhere' },
  { id: 'goSettings', keys: 'g w', scope: 'everywhere' },
  { id: 'goEvaluation', keys: 'g a', scope: 'everywhere' },
  { id: 'staySignedIn', keys: 'g s', scope: 'everywhere' },
  { id: 'assignToMe', keys: 'm', scope: 'queue' },
  { id: 'snooze', keys: 'z', scope: 'queue' },
  { id: 'clearSelection', keys: 'escape', scope: 'queue' },
  { id: 'upload', keys: 'n', scope: 'queue' },
  { id: 'filter', keys: 'f', scope: 'queue' },
  { id: 'confirm', keys: 'b', scope: 'fields' },
  { id: 'amend', keys: 'k', scope: 'fields' },
  { id: 'reject', keys: 'v', scope: 'fields' },
  { id: 'unclear', keys: 'u', scope: 'fields' },
  { id: 'details', keys: 'd', scope: 'fields' },
  { id: 'pickWords', keys: 'i', scope: 'fields' },
  { id: 'nextOpen', keys: 'w', scope: 'fields' },
  { id: 'textView', keys: 't', scope: 'fields' },
  { id: 'marks', keys: 'z', scope: 'fields' },
  { id: 'zoomIn', keys: '+', scope: 'fields' },
  { id: 'zoomOut', keys: '-', scope: 'fields' },
  { id: 'zoomReset', keys: '0', scope: 'fields' },
  { id: 'turnPage', keys: 'r', scope: 'fields' },
  { id: 'nextPage', keys: 'pagedown', scope: 'fields' },
  { id: 'previousPage', keys: 'pageup', scope: 'fields' },
  { id: 'tabFields', keys: '1', scope: 'fields' },
  { id: 'tabCompleteness', keys: '2', scope: 'fields' },
  { id: 'tabLegalBases', keys: '3', scope: 'fields' },
  { id: 'tabHistory', keys: '4', scope: 'fields' },
  { id: 'writeLetter', keys: 'n', scope: 'fields' },
  { id: 'source1', keys: '1', scope: 'sources' },
  { id: 'source2', keys: '2', scope: 'sources' },
  { id: 'source3', keys: '3', scope: 'sources' },
  { id: 'source4', keys: '4', scope: 'sources' },
  { id: 'source5', keys: '5', scope: 'sources' },
  { id: 'source6', keys: '6', scope: 'sources' },
  { id: 'reason1', keys: '1', scope: 'reasons' },
  { id: 'reason2', keys: '2', scope: 'reasons' },
  { id: 'reason3', keys: '3', scope: 'reasons' },
  { id: 'reason4', keys: '4', scope: 'reasons' },
  { id: 'reason5', keys: '5', scope: 'reasons' },
  { id: 'reason6', keys: '6', scope: 'reasons' },
  { id: 'doubtLabel', keys: 'j', scope: 'errors' },
  { id: 'trustLabel', keys: 'n', scope: 'errors' },
  { id: 'otherSide', keys: 'f6', scope: 'compare' },
  { id: 'nextPages', keys: 'pagedown', scope: 'compare' },
  { id: 'previousPages', keys: 'pageup', scope: 'compare' },
  { id: 'enlargeBoth', keys: '+', scope: 'compare' },
  { id: 'shrinkBoth', keys: '-', scope: 'compare' },
  { id: 'postCut', keys: 'x', scope: 'post' },
  { id: 'postMerge', keys: 'm', scope: 'post' },
  { id: 'postAccept', keys: 'b', scope: 'post' },
  { id: 'postKind', keys: 'k', scope: 'post' },
  { id: 'postCase', keys: 'a', scope: 'post' },
  { id: 'postLater', keys: 'w', scope: 'post' },
  { id: 'send', keys: 'mod+enter', scope: 'form' },
] as const satisfies readonly { id: string; keys: string; scope: Scope }[];

export type ShortcutId = (typeof SHORTCUTS)[number]['id'];
type Entry = (typeof SHORTCUTS)[number];

export const shortcut = (id: ShortcutId): Entry => SHORTCUTS.find((entry) => entry.id === id) as Entry;

/** Keys that a person has chosen in place of those of the table. */
export type KeyMap = Readonly<Partial<Record<ShortcutId, string>>>;

/** The keys of an action as they are now. */
export const keysOf = (id: ShortcutId, chosen: KeyMap): string => chosen[id] ?? shortcut(id).keys;

const KEY_WORDS = {
  de: { mod: 'Strg', enter: 'Eingabe', escape: 'Esc', pageup: 'Bild auf', pagedown: 'Bild ab' },
  en: { mod: 'Ctrl', enter: 'Enter', escape: 'Esc', pageup: 'Page up', pagedown: 'Page down' },
} as const;

/** The keys as printed on a German or English keyboard: `mod+k` is `Strg+K`. */
export function keyLabel(keys: string, language: 'de' | 'en'): string {
  const words: Record<string, string> = KEY_WORDS[language];
  const one = (key: string) => words[key] ?? key.toUpperCase();
  return keys
    .split(' ')
    .map((part) => (part === '+' ? '+' : part.split('+').map(one).join('+')))
    .join(' ');
}

/** The value of `aria-keyshortcuts`; sequences have no notation there. */
export function ariaKeys(keys: string): string | null {
  if (keys.includes(' ')) return null;
  if (keys === '+') return 'Plus';
  const one = (key: string) =>
    ({ mod: 'Control', enter: 'Enter', escape: 'Escape', pageup: 'PageUp', pagedown: 'PageDown' })[key] ??
    key.toUpperCase();
  return keys.split('+').map(one).join('+');
}

const NO_KEYS_INSIDE =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role=spinbutton], [role=textbox], [role=combobox], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

type KeyEvent = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'defaultPrevented'
> & {
  target: EventTarget | null;
  getModifierState?: (key: string) => boolean;
};

/** The key of an event in the table's notation; `null` if no shortcut may fire on it. Shift is ignored, because
 * `?` and `+` need it on some keyboards and not on others. */
export function keyOf(event: KeyEvent, singleKeys: boolean): string | null {
  if (event.repeat || event.defaultPrevented || event.altKey) return null;
  if (event.getModifierState?.('AltGraph')) return null;
  const key = event.key.toLowerCase();
  const target = event.target;
  if (event.ctrlKey || event.metaKey) {
    // In a text the keys that take back belong to the typing.
    const isText = target instanceof Element && target.matches('input, textarea, [role=spinbutton]');
    return key === 'z' && isText ? null : `mod+${key}`;
  }
  if (!singleKeys) return null;
  const inside = target instanceof Element ? target.closest(NO_KEYS_INSIDE) : null;
  return inside && !inside.matches('[data-scope-host]') ? null : key;
}

/** The entry that a key means in these scopes, the innermost scope first. `before` is the first key of a sequence. */
export function findShortcut(
  key: string,
  before: string | null,
  scopes: readonly Scope[],
  chosen: KeyMap = {},
): Entry | null {
  const wanted = before ? `${before} ${key}` : key;
  for (const scope of scopes) {
    const hit = SHORTCUTS.find((entry) => entry.scope === scope && keysOf(entry.id, chosen) === wanted);
    if (hit) return hit;
  }
  return null;
}

/** Scopes around an element, innermost first; `everywhere` is always last. */
export function scopesAt(target: EventTarget | null): Scope[] {
  const scopes: Scope[] = [];
  let element = target instanceof Element ? target.closest('[data-scope]') : null;
  while (element) {
    scopes.push(element.getAttribute('data-scope') as Scope);
    element = element.parentElement?.closest('[data-scope]') ?? null;
  }
  return [...scopes, 'everywhere'];
}

/** Where keys act on the whole page: first what is around the focus, then all else that the page offers, the innermost
 * first. A dialog keeps the page behind it from hearing them. */
function scopesOfPage(target: EventTarget | null): Scope[] {
  const around = scopesAt(target);
  if (document.querySelector('[role=dialog], [role=alertdialog]')) return around;
  const others = [...document.querySelectorAll('main [data-scope]')]
    .reverse()
    .map((element) => element.getAttribute('data-scope') as Scope);
  return [...around.slice(0, -1), ...others, 'everywhere'];
}

type Handlers = Partial<Record<ShortcutId, () => void>>;
type ShortcutBus = {
  register: (handlers: { current: Handlers }) => () => void;
  /** What a key would do now, whatever has the focus. */
  handlerOf: (id: ShortcutId) => (() => void) | undefined;
};

/** One listener for the whole program; handlers registered last win. */
export function createShortcutBus(
  current: () => Pick<Settings, 'shortcuts' | 'keys'>,
): ShortcutBus & { onKeyDown: (e: KeyboardEvent) => void } {
  const stack: { current: Handlers }[] = [];
  let before: { key: string; at: number } | null = null;
  const handlerOf = (id: ShortcutId) => stack.findLast((handlers) => handlers.current[id])?.current[id];
  return {
    handlerOf,
    register(handlers) {
      stack.push(handlers);
      return () => {
        stack.splice(stack.indexOf(handlers), 1);
      };
    },
    onKeyDown(event) {
      const { shortcuts, keys } = current();
      const key = keyOf(event, shortcuts !== 'off');
      if (!key) return;
      const first = before && event.timeStamp - before.at < 1500 ? before.key : null;
      before = null;
      const scopes = shortcuts === 'everywhere' ? scopesOfPage(event.target) : scopesAt(event.target);
      const entry = findShortcut(key, first, scopes, keys);
      const run = entry && handlerOf(entry.id);
      if (run) {
        event.preventDefault();
        run();
      } else if (key === 'g') before = { key, at: event.timeStamp };
    },
  };
}

export const ShortcutContext = createContext<ShortcutBus>({
  register: () => () => {},
  handlerOf: () => undefined,
});

/** Connects shortcuts with what they do while the component is shown. */
export function useShortcuts(handlers: Handlers): void {
  const bus = useContext(ShortcutContext);
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => bus.register(latest), [bus]);
}

/** The hint for a button, or `null` where single keys are switched off. */
export function useKeyHint(id: ShortcutId | undefined): { label: string; aria: string | null } | null {
  const { settings } = useSettings();
  if (!id) return null;
  const keys = keysOf(id, settings.keys);
  if (settings.shortcuts === 'off' && !keys.startsWith('mod+')) return null;
  return { label: keyLabel(keys, settings.language), aria: ariaKeys(keys) };
}
