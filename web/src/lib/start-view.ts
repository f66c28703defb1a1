// The page that opens after the sign-in: what the role begins with, or what a person has chosen instead.
import type { QueueView, Role } from './api/types';

export const QUEUE_VIEWS: readonly QueueView[] = [
  'all',
  'mine',
  'unassigned',
  'due',
  'missing',
  'awaiting',
  'answered',
  'snooze_due',
  'snoozed',
  'decided',
];

/** `usual` is what the role begins with; else a view of the queue, or one of a few pages. */
export type StartView = 'usual' | QueueView | 'sorting' | 'overview' | 'releases' | 'models' | 'evaluation';

const PAGES = {
  sorting: '/eingang/zuordnen',
  overview: '/uebersicht',
  releases: '/freigaben',
  models: '/modelle',
  evaluation: '/auswertung',
} as const;
const QUEUE = QUEUE_VIEWS.filter((view) => view !== 'all' && view !== 'decided');

/** What a role may begin with. */
export const START_OF_ROLE: Record<Role, readonly StartView[]> = {
  clerk: ['usual', ...QUEUE, 'sorting', 'releases'],
  supervisor: ['usual', ...QUEUE, 'overview', 'releases', 'models'],
  data: ['usual', 'models', 'evaluation'],
};
export const START_VIEWS: readonly StartView[] = [...new Set(Object.values(START_OF_ROLE).flat())];

/** The address of the first page. What the role may not open, chosen by somebody else in this browser, is not asked for. */
export function startAt(role: Role, chosen: StartView) {
  const view = START_OF_ROLE[role].includes(chosen) ? chosen : 'usual';
  if (view === 'usual') return { to: role === 'data' ? PAGES.models : ('/eingang' as const) };
  const page = view in PAGES ? PAGES[view as keyof typeof PAGES] : null;
  return page ? { to: page } : { to: '/eingang' as const, search: { ansicht: view as QueueView } };
}
