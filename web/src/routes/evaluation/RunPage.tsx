// The frame of the pages of one run: crumbs, tabs, and the choice of a task.
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Segments } from '../../components/Choice';
import { Page } from '../../components/Page';
import { type EvaluationTask, TASKS } from '../../lib/evaluation';
import { useMessages } from '../../lib/i18n';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';
import '../../styles/evaluation.css';

export const useRun = (): string => useParams({ strict: false, select: (params) => params.lauf ?? '' });

export function Crumbs({ run }: { run?: string }) {
  const { m } = useMessages();
  const { e } = useEvaluationWords();
  return (
    <nav className="crumbs" aria-label={m.common.breadcrumb}>
      <Link to="/auswertung">{e.title}</Link>
      {run !== undefined && (
        <>
          <span aria-hidden="true"> › </span>
          <Link to="/auswertung/$lauf" params={{ lauf: run }}>
            {run}
          </Link>
        </>
      )}
    </nav>
  );
}

const AREAS = [
  { to: '/auswertung', word: 'runs' },
  { to: '/drift', word: 'drift' },
] as const;

/** From the runs to drift and back: measured cases here, live ones there. */
export function AreaTabs() {
  const { e } = useEvaluationWords();
  return (
    <nav className="tabs" aria-label={e.areas.label}>
      {AREAS.map(({ to, word }) => (
        <Link key={to} to={to} className="tab" activeOptions={{ exact: true, includeSearch: false }}>
          {e.areas[word]}
        </Link>
      ))}
    </nav>
  );
}

const TABS = [
  { to: '/auswertung/$lauf', word: 'report' },
  { to: '/auswertung/$lauf/sicherheit', word: 'calibration' },
  { to: '/auswertung/$lauf/verwechslungen', word: 'confusion' },
  { to: '/auswertung/$lauf/fehler', word: 'errors' },
] as const;

export function RunPage({
  tab,
  status,
  scope,
  children,
}: {
  tab: (typeof TABS)[number]['word'];
  status?: ReactNode;
  scope?: string;
  children: ReactNode;
}) {
  const { e } = useEvaluationWords();
  const run = useRun();
  return (
    <Page
      wide
      title={`${e.tabs[tab]}: ${run}`}
      status={status}
      crumbs={<Crumbs run={run} />}
      {...(scope !== undefined && { scope })}
    >
      <nav className="tabs" aria-label={e.tabs.label}>
        {TABS.map(({ to, word }) => (
          <Link
            key={to}
            to={to}
            params={{ lauf: run }}
            className="tab"
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {e.tabs[word]}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}

export function TaskChoice({
  value,
  onChange,
  tasks = TASKS,
}: {
  value: EvaluationTask;
  onChange: (task: EvaluationTask) => void;
  tasks?: readonly EvaluationTask[];
}) {
  const { e } = useEvaluationWords();
  return (
    <Segments
      label={e.task}
      value={value}
      onChange={(task) => onChange(task as EvaluationTask)}
      items={tasks.map((id) => ({ id, label: e.tasks[id] }))}
    />
  );
}
