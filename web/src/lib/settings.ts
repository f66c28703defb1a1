// How a person likes the workbench. Kept in the browser; nothing about cases or people is stored there.
import { createContext, useContext } from 'react';

export type Language = 'de' | 'en';
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'auto' | 'compact' | 'comfortable';
export type TextSize = 'normal' | 'larger' | 'large' | 'double';
export type Settings = {
  language: Language;
  theme: Theme;
  density: Density;
  /** How large text is beside what the browser says; `double` is 200 %. */
  textSize: TextSize;
  shortcuts: boolean;
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
  shortcuts: true,
  marks: false,
  strip: false,
  split: SPLIT.usual,
};

/** A share that both panes can live with, in whole percent. */
export const withinSplit = (share: number): number =>
  Number.isFinite(share) ? Math.round(Math.min(SPLIT.most, Math.max(SPLIT.least, share))) : SPLIT.usual;

const oneOf = <T extends string>(value: unknown, allowed: readonly T[], fallback: T): T =>
  allowed.includes(value as T) ? (value as T) : fallback;

/** Reads settings and repairs whatever is not one of the known choices. */
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
    shortcuts: raw.shortcuts !== false,
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
