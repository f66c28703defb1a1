// The registry of shortcuts: no key twice in one scope, keys only where they may fire.
import { describe, expect, it } from 'vitest';
import type { SingleKeys } from './settings';
import {
  ariaKeys,
  createShortcutBus,
  findShortcut,
  type KeyMap,
  keyLabel,
  keyOf,
  SHORTCUTS,
  scopesAt,
} from './shortcuts';

const event = (key: string, more: Partial<KeyboardEvent> = {}, target: Element = document.body) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  defaultPrevented: false,
  target,
  ...more,
});

describe('shortcuts', () => {
  it('uses each key once per scope and each id once', () => {
    const keys = SHORTCUTS.map((entry) => `${entry.scope} ${entry.keys}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const ids = SHORTCUTS.map((entry) => entry.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never hides a key that works everywhere behind a scope', () => {
    const everywhere = SHORTCUTS.filter((entry) => entry.scope === 'everywhere').map((entry) => entry.keys);
    const hidden = SHORTCUTS.filter(
      (entry) => entry.scope !== 'everywhere' && everywhere.includes(entry.keys as never),
    );
    expect(hidden).toEqual([]);
  });

  it('decides nothing by a single key', () => {
    expect(SHORTCUTS.filter((entry) => entry.scope === 'form' && !entry.keys.startsWith('mod+'))).toEqual([]);
  });

  it('matches `?` with and without Shift and ignores repeat, AltGr and Alt', () => {
    expect(keyOf(event('?', { shiftKey: true }), true)).toBe('?');
    expect(keyOf(event('b', { repeat: true }), true)).toBeNull();
    expect(keyOf(event('q', { altKey: true }), true)).toBeNull();
    expect(keyOf(event('e', { getModifierState: (key: string) => key === 'AltGraph' }), true)).toBeNull();
    expect(keyOf(event('k', { ctrlKey: true }), false)).toBe('mod+k');
    expect(keyOf(event('b'), false)).toBeNull();
  });

  it('leaves inputs and dialogs alone', () => {
    document.body.innerHTML =
      '<input id="i"><div role="dialog"><button id="d"></button></div><div data-scope="fields"><button id="f"></button></div>';
    const at = (id: string) => document.getElementById(id) as Element;
    expect(keyOf(event('b', {}, at('i')), true)).toBeNull();
    expect(keyOf(event('b', {}, at('d')), true)).toBeNull();
    expect(keyOf(event('z', { ctrlKey: true }, at('i')), true)).toBeNull();
    expect(keyOf(event('z', { ctrlKey: true }, at('f')), true)).toBe('mod+z');
    expect(keyOf(event('k', { ctrlKey: true }, at('i')), true)).toBe('mod+k');
    expect(keyOf(event('b', {}, at('f')), true)).toBe('b');
    expect(scopesAt(at('f'))).toEqual(['fields', 'everywhere']);
    expect(findShortcut('b', null, ['everywhere'])).toBeNull();
    expect(findShortcut('b', null, ['fields', 'everywhere'])?.id).toBe('confirm');
  });

  it('gives the numbers to the values of a contradiction while the focus is in its field, else to the views', () => {
    expect(findShortcut('2', null, ['sources', 'fields', 'everywhere'])?.id).toBe('source2');
    expect(findShortcut('2', null, ['reasons', 'sources', 'fields', 'everywhere'])?.id).toBe('reason2');
    expect(findShortcut('2', null, ['fields', 'everywhere'])?.id).toBe('tabCompleteness');
    expect(findShortcut('b', null, ['sources', 'fields', 'everywhere'])?.id).toBe('confirm');
  });

  it('runs sequences and the innermost handler', () => {
    const bus = createShortcutBus(() => ({ shortcuts: 'lists', keys: {} }));
    const heard: string[] = [];
    bus.register({ current: { goQueue: () => heard.push('queue'), help: () => heard.push('outer') } });
    const leave = bus.register({ current: { help: () => heard.push('inner') } });
    const press = (key: string) => bus.onKeyDown(new KeyboardEvent('keydown', { key }));
    press('g');
    press('e');
    press('?');
    leave();
    press('?');
    expect(heard).toEqual(['queue', 'inner', 'outer']);
    bus.handlerOf('help')?.();
    expect(heard.at(-1)).toBe('outer');
    expect(bus.handlerOf('upload')).toBeUndefined();
  });

  it('acts off, in its list or on the whole page, with the keys that were chosen', () => {
    document.body.innerHTML =
      '<main><div data-scope="fields"><button id="f"></button></div></main><a id="rail" href="#x"></a>';
    const settings: { shortcuts: SingleKeys; keys: KeyMap } = { shortcuts: 'lists', keys: {} };
    const bus = createShortcutBus(() => settings);
    const heard: string[] = [];
    bus.register({ current: { confirm: () => heard.push('confirm'), goQueue: () => heard.push('queue') } });
    const press = (at: string, ...keys: string[]) => {
      heard.length = 0;
      for (const key of keys) {
        const down = new KeyboardEvent('keydown', { key });
        Object.defineProperty(down, 'target', { value: document.getElementById(at) });
        bus.onKeyDown(down);
      }
      return heard.join();
    };
    expect([press('f', 'b'), press('rail', 'b'), press('rail', 'g', 'e')]).toEqual(['confirm', '', 'queue']);
    settings.shortcuts = 'everywhere';
    expect([press('f', 'b'), press('rail', 'b')]).toEqual(['confirm', 'confirm']);
    document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>');
    expect(press('rail', 'b')).toBe('');
    settings.keys = { confirm: 'x' };
    expect([press('f', 'b'), press('f', 'x')]).toEqual(['', 'confirm']);
    settings.shortcuts = 'off';
    expect([press('f', 'x'), press('f', 'g', 'e')]).toEqual(['', '']);
  });

  it('prints keys as they stand on the keyboard', () => {
    expect(keyLabel('mod+k', 'de')).toBe('Strg+K');
    expect(keyLabel('mod+enter', 'en')).toBe('Ctrl+Enter');
    expect(keyLabel('g e', 'de')).toBe('G E');
    expect(keyLabel('+', 'de')).toBe('+');
    expect(ariaKeys('mod+k')).toBe('Control+K');
    expect(ariaKeys('g e')).toBeNull();
  });
});
