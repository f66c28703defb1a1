// How a person likes the workbench. Kept in the browser; nothing about cases or people is stored there.
import { createContext, useContext } from 'react';
import type { KeyMap } from './shortcuts';
import { START_VIEWS, type StartView } from './start-view';

export type Language = 'de' | 'en';
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'auto' | 'compact' | 'comfortable';
export type TextSize = 'normal' | 'larger' | 'large' | 'double';
export type SingleKeys = 'off' | 'lists' | 'everywhere';
/** What the live region says: everything, errors and what became of an act, or errors alone. */
export type Announcements = 'all' | 'results' | 'off';
export type Settings = {
  language: Language;
  theme: Theme;
  density: Density;
  /** How large text is beside what the browser says; `double` is 200 %. */
  textSize: TextSize;
  /** Where keys without Strg act: nowhere, where the focus is in what they are about, or on the whole page. */
  shortcuts: SingleKeys;
  /** Keys in place of those of the table. */
  keys: KeyMap;
  start: StartView;
  announcements: Announcements;
  /** Whether marks are drawn over the pages of documents. */
  marks: boolean;
  /** Whether all pages of a case are shown in small above its documents. */
  strip: boolean;
  /** How much of the width of a case its documents have, in percent. */
  split: number;
};

/** The narrowest and the widest that documents become beside the entries. */
export const SPLIT = { least: 30, usual: 58, most: 70 } as const;

const KEY = 'aktenlage.settings';
const DEFAULTS: Settings = {
  language: 'de',
  theme: 'system',
  density: 'auto',
  textSize: 'normal',
  shortcuts: 'lists',
  keys: {},
  start: 'usual',
  announcements: 'all',
  marks: false,
  strip: false,
  split: SPLIT.usual,
};

/** A share that both panes can live with, in whole percent. */
export const withinSplit = (share: number): number =>
  Number.isFinite(share) ? Math.round(Math.min(SPLIT.most, Math.max(SPLIT.least, share))) : SPLIT.usual;

const oneOf = <T extends string>(value: unknown, allowed: readonly T[], fallback: T): T =>
  allowed.includes(value as T) ? (value as T) : fallback;

/** Reads settings and repairs whatever is not one of the known choices; `keys` are left to `repairKeys`, which knows the
 * table. */
export function parseSettings(text: string | null): Settings {
  let raw: Partial<Record<keyof Settings, unknown>> = {};
  try {
    raw = JSON.parse(text ?? '{}') ?? {};
  } catch {
    raw = {};
  }
  return {
    language: oneOf(raw.language, ['de', 'en'] as const, DEFAULTS.language),
    theme: oneOf(raw.theme, ['system', 'light', 'dark'] as const, DEFAULTS.theme),
    density: oneOf(raw.density, ['auto', 'compact', 'comfortable'] as const, DEFAULTS.density),
    textSize: oneOf(raw.textSize, ['normal', 'larger', 'large', 'double'] as const, DEFAULTS.textSize),
    // `false` was the word for switched off.
    shortcuts:
      raw.shortcuts === false
        ? 'off'
        : oneOf(raw.shortcuts, ['off', 'lists', 'everywhere'] as const, DEFAULTS.shortcuts),
    keys: typeof raw.keys === 'object' ? { ...raw.keys } : {},
    start: oneOf(raw.start, START_VIEWS, DEFAULTS.start),
    announcements: oneOf(raw.announcements, ['all', 'results', 'off'] as const, DEFAULTS.announcements),
    marks: raw.marks === true,
    strip: raw.strip === true,
    split: typeof raw.split === 'number' ? withinSplit(raw.split) : DEFAULTS.split,
  };
}

export const loadSettings = (): Settings => {
  try {
    return parseSettings(window.localStorage.getItem(KEY));
  } catch {
    return DEFAULTS;
  }
};

export function saveSettings(settings: Settings): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // A browser that forbids storage forgets the choice at the end of the session; nothing else depends on it.
  }
}

/** Writes the choices to the document, where the style sheets read them. */
export function applySettings(settings: Settings): void {
  const root = document.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const coarse = window.matchMedia('(pointer: coarse)').matches;
  root.lang = settings.language;
  root.dataset.kernTheme = settings.theme === 'system' ? (dark ? 'dark' : 'light') : settings.theme;
  root.dataset.textSize = settings.textSize;
  root.dataset.density =
    settings.density === 'auto' ? (coarse ? 'comfortable' : 'compact') : settings.density;
}

type SettingsContextValue = { settings: Settings; change: (part: Partial<Settings>) => void };
export const SettingsContext = createContext<SettingsContextValue>({ settings: DEFAULTS, change: () => {} });
export const useSettings = (): SettingsContextValue => useContext(SettingsContext);
