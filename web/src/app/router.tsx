// The pages and their addresses. Filters live in the address, so that a view can be sent to a colleague.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Crash, NotFound } from '../components/Fallbacks';
import type { QueueView, SortKey } from '../lib/api/types';
import { rememberQueue } from '../lib/next-case';
import { QUEUE_VIEWS } from '../lib/start-view';
import { HomePage } from '../routes/home';
import { Shell } from './Shell';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
const oneOf = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.includes(value as T) ? (value as T) : undefined;
const positive = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

const SORTS: readonly SortKey[] = ['due', 'received'];
export type QueueSearch = {
  ansicht?: QueueView | undefined;
  verfahren?: string | undefined;
  q?: string | undefined;
  sort?: SortKey | undefined;
  richtung?: 'asc' | 'desc' | undefined;
  ab?: number | undefined;
};

export const TRAIL_OUTCOMES = ['all', 'accepted', 'amended', 'rejected', 'open'] as const;
export type TrailOutcome = (typeof TRAIL_OUTCOMES)[number];
type LawSearchParams = { q?: string | undefined; gesetz?: string | undefined; tag?: string | undefined };
type TrailSearchParams = { ausgang?: TrailOutcome | undefined; ab?: number | undefined };
const TASKS = ['field', 'kind', 'service', 'requirement'] as const;
type TaskSearchParams = { aufgabe?: (typeof TASKS)[number] | undefined };
const task = (search: Record<string, unknown>): TaskSearchParams => ({
  aufgabe: oneOf(search.aufgabe, TASKS),
});
export type ErrorsSearch = TaskSearchParams & {
  art?: 'wrong' | 'silent' | 'spurious' | undefined;
  wahr?: string | undefined;
  vorschlag?: string | undefined;
  zweifel?: true | undefined;
  ab?: number | undefined;
};
type AuditSearchParams = { vor?: number | undefined };

const rootRoute = createRootRoute({ component: Shell, errorComponent: Crash, notFoundComponent: NotFound });

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: HomePage });

const queueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/eingang',
  validateSearch: (search: Record<string, unknown>): QueueSearch => ({
    ansicht: oneOf(search.ansicht, QUEUE_VIEWS),
    verfahren: text(search.verfahren),
    q: text(search.q),
    sort: oneOf(search.sort, SORTS),
    richtung: oneOf(search.richtung, ['asc', 'desc'] as const),
    ab: positive(search.ab),
  }),
  component: lazyRouteComponent(() => import('../routes/queue/QueuePage'), 'QueuePage'),
  onEnter: ({ search }) => rememberQueue(search),
  onStay: ({ search }) => rememberQueue(search),
});

const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/eingang/quellen',
  component: lazyRouteComponent(() => import('../routes/intake/SourcesPage'), 'SourcesPage'),
});

const sortingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/eingang/zuordnen',
  component: lazyRouteComponent(() => import('../routes/sorting/SortingPage'), 'SortingPage'),
});

const caseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id',
  component: lazyRouteComponent(() => import('../routes/case/CasePage'), 'CasePage'),
});
const caseIndexRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/akten/$id/angaben', params: { id: params.id }, replace: true });
  },
});
const fieldsRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: 'angaben',
  component: lazyRouteComponent(() => import('../routes/case/FieldsPage'), 'FieldsPage'),
});
const completenessRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: 'vollstaendigkeit',
  component: lazyRouteComponent(() => import('../routes/case/CompletenessPage'), 'CompletenessPage'),
});
const legalBasesRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: 'rechtsgrundlagen',
  component: lazyRouteComponent(() => import('../routes/case/LegalBasesPage'), 'LegalBasesPage'),
});
const historyRoute = createRoute({
  getParentRoute: () => caseRoute,
  path: 'verlauf',
  component: lazyRouteComponent(() => import('../routes/case/HistoryPage'), 'HistoryPage'),
});
const decisionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id/entscheidung',
  component: lazyRouteComponent(() => import('../routes/decision/DecisionPage'), 'DecisionPage'),
});

const fileNoteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id/druck',
  component: lazyRouteComponent(() => import('../routes/file-note/FileNotePage'), 'FileNotePage'),
});
const requestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id/nachforderung',
  component: lazyRouteComponent(() => import('../routes/letter/LetterPage'), 'RequestPage'),
});
const acknowledgementRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id/eingangsbestaetigung',
  component: lazyRouteComponent(() => import('../routes/letter/LetterPage'), 'AcknowledgementPage'),
});
const hearingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id/anhoerung',
  component: lazyRouteComponent(() => import('../routes/letter/LetterPage'), 'HearingPage'),
});
const transferRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id/abgabe',
  component: lazyRouteComponent(() => import('../routes/letter/LetterPage'), 'TransferPage'),
});
const transferNoticeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/akten/$id/abgabenachricht',
  component: lazyRouteComponent(() => import('../routes/letter/LetterPage'), 'TransferNoticePage'),
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/uebersicht',
  validateSearch: (search: Record<string, unknown>): { wochen?: number | undefined } => ({
    wochen: positive(search.wochen),
  }),
  component: lazyRouteComponent(() => import('../routes/overview/OverviewPage'), 'OverviewPage'),
});
const releasesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/freigaben',
  component: lazyRouteComponent(() => import('../routes/releases/ReleasesPage'), 'ReleasesPage'),
});
const lawRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/recht',
  validateSearch: (search: Record<string, unknown>): LawSearchParams => ({
    q: text(search.q),
    gesetz: text(search.gesetz),
    tag: text(search.tag),
  }),
  component: lazyRouteComponent(() => import('../routes/law/LawPage'), 'LawPage'),
});
const samplesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/stichproben',
  component: lazyRouteComponent(() => import('../routes/samples/SamplesPage'), 'SamplesPage'),
});
const trailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/pruefspur',
  validateSearch: (search: Record<string, unknown>): TrailSearchParams => ({
    ausgang: oneOf(search.ausgang, TRAIL_OUTCOMES),
    ab: positive(search.ab),
  }),
  component: lazyRouteComponent(() => import('../routes/trail/TrailPage'), 'TrailPage'),
});
const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/protokoll',
  validateSearch: (search: Record<string, unknown>): AuditSearchParams => ({ vor: positive(search.vor) }),
  component: lazyRouteComponent(() => import('../routes/audit/AuditPage'), 'AuditPage'),
});
const modelsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/modelle',
  component: lazyRouteComponent(() => import('../routes/models/ModelsPage'), 'ModelsPage'),
});
const evaluationAreas = () => import('../routes/evaluation/areas');
const evaluationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/auswertung',
  component: lazyRouteComponent(evaluationAreas, 'RunsPage'),
});
const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/auswertung/$lauf',
  validateSearch: task,
  component: lazyRouteComponent(() => import('../routes/evaluation/ReportPage'), 'ReportPage'),
});
const calibrationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/auswertung/$lauf/sicherheit',
  validateSearch: task,
  component: lazyRouteComponent(() => import('../routes/evaluation/CalibrationPage'), 'CalibrationPage'),
});
const confusionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/auswertung/$lauf/verwechslungen',
  validateSearch: task,
  component: lazyRouteComponent(() => import('../routes/evaluation/ConfusionPage'), 'ConfusionPage'),
});
const errorsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/auswertung/$lauf/fehler',
  validateSearch: (search: Record<string, unknown>): ErrorsSearch => ({
    ...task(search),
    art: oneOf(search.art, ['wrong', 'silent', 'spurious'] as const),
    wahr: text(search.wahr),
    vorschlag: text(search.vorschlag),
    zweifel: search.zweifel === true ? true : undefined,
    ab: positive(search.ab),
  }),
  component: lazyRouteComponent(() => import('../routes/evaluation/ErrorsPage'), 'ErrorsPage'),
});
const comparisonRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/auswertung/$lauf/vergleich',
  validateSearch: (search: Record<string, unknown>): { mit?: string | undefined } => ({
    mit: text(search.mit),
  }),
  component: lazyRouteComponent(() => import('../routes/evaluation/ComparisonPage'), 'ComparisonPage'),
});
const driftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/drift',
  validateSearch: ({ wochen }: { wochen?: number | undefined }) => ({ wochen }),
  component: lazyRouteComponent(evaluationAreas, 'DriftPage'),
});
const practiceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/uebung',
  component: lazyRouteComponent(() => import('../routes/practice/PracticePage'), 'PracticePage'),
});
const practiceCaseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/uebung/$fall',
  component: lazyRouteComponent(() => import('../routes/practice/PracticeCasePage'), 'PracticeCasePage'),
});
const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/einstellungen',
  component: lazyRouteComponent(() => import('../routes/settings/SettingsPage'), 'SettingsPage'),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  queueRoute,
  sourcesRoute,
  sortingRoute,
  caseRoute.addChildren([caseIndexRoute, fieldsRoute, completenessRoute, legalBasesRoute, historyRoute]),
  decisionRoute,
  fileNoteRoute,
  requestRoute,
  acknowledgementRoute,
  hearingRoute,
  transferRoute,
  transferNoticeRoute,
  overviewRoute,
  releasesRoute,
  lawRoute,
  samplesRoute,
  trailRoute,
  auditRoute,
  modelsRoute,
  evaluationsRoute,
  reportRoute,
  calibrationRoute,
  confusionRoute,
  errorsRoute,
  comparisonRoute,
  driftRoute,
  practiceRoute,
  practiceCaseRoute,
  settingsRoute,
]);

export const router = createRouter({
  routeTree,
  defaultErrorComponent: Crash,
  defaultNotFoundComponent: NotFound,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
