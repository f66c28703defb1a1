// Keys that lists handle themselves, for the help sheet: the same in every list, so they stand in no registry.
import type { Scope } from './shortcuts';

export type WidgetScope = Scope | 'words';

/** Arrows and Shift are written as signs that stand on the keys. */
export const WIDGET_KEYS = [
  { id: 'queueArrows', keys: { de: '↑ ↓', en: '↑ ↓' }, scope: 'queue' },
  { id: 'queueSpace', keys: { de: 'Leertaste', en: 'Space' }, scope: 'queue' },
  { id: 'queueShift', keys: { de: 'Umschalt ↑ ↓', en: 'Shift ↑ ↓' }, scope: 'queue' },
  { id: 'queueEnter', keys: { de: 'Eingabe', en: 'Enter' }, scope: 'queue' },
  { id: 'fieldArrows', keys: { de: '↑ ↓', en: '↑ ↓' }, scope: 'fields' },
  { id: 'fieldEnter', keys: { de: 'Eingabe', en: 'Enter' }, scope: 'fields' },
  { id: 'postArrows', keys: { de: '← → ↑ ↓', en: '← → ↑ ↓' }, scope: 'post' },
  { id: 'postEnter', keys: { de: 'Eingabe', en: 'Enter' }, scope: 'post' },
  { id: 'wordArrows', keys: { de: '← → ↑ ↓', en: '← → ↑ ↓' }, scope: 'words' },
  { id: 'wordShift', keys: { de: 'Umschalt und Pfeil', en: 'Shift and arrow' }, scope: 'words' },
  { id: 'wordEnter', keys: { de: 'Eingabe', en: 'Enter' }, scope: 'words' },
  { id: 'wordEscape', keys: { de: 'Esc', en: 'Esc' }, scope: 'words' },
  { id: 'compareArrows', keys: { de: '← →', en: '← →' }, scope: 'compare' },
  { id: 'compareEscape', keys: { de: 'Esc', en: 'Esc' }, scope: 'compare' },
] as const satisfies readonly { id: string; keys: Record<'de' | 'en', string>; scope: WidgetScope }[];
