// The states that every screen shares: loading, error, empty, banner.
import { type ReactNode, useEffect, useState } from 'react';
import { asProblem } from '../lib/api/problem';
import { problemSentence, useMessages } from '../lib/i18n';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';

const SKELETON_AFTER_MS = 300;
const SLOW_AFTER_MS = 8000;
const ROW_KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Placeholder rows of true height, shown after 300 ms; says after 8 s that it takes long. */
export function Loading({ rows = 5, onRetry }: { rows?: number; onRetry?: () => void }) {
  const { m } = useMessages();
  const [stage, setStage] = useState<'quiet' | 'skeleton' | 'slow'>('quiet');
  useEffect(() => {
    const first = setTimeout(() => setStage('skeleton'), SKELETON_AFTER_MS);
    const second = setTimeout(() => setStage('slow'), SLOW_AFTER_MS);
    return () => {
      clearTimeout(first);
      clearTimeout(second);
    };
  }, []);
  return (
    <div className="loading" aria-busy="true">
      <p role="status" className={stage === 'slow' ? 'loading-word' : 'visually-hidden'}>
        {stage === 'quiet' ? '' : stage === 'slow' ? m.common.slow : m.common.loading}
      </p>
      {stage === 'slow' && onRetry && (
        <Button small onPress={onRetry}>
          {m.common.retry}
        </Button>
      )}
      {stage !== 'quiet' && (
        <div className="skeleton" aria-hidden="true">
          {ROW_KEYS.slice(0, rows).map((key) => (
            <div key={key} />
          ))}
        </div>
      )}
    </div>
  );
}

/** What happened, what to do, and the request id to copy. A failed part never blanks the page. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { m, language } = useMessages();
  const [copied, setCopied] = useState(false);
  const problem = asProblem(error);
  const id = problem.request_id;
  return (
    <div className="banner danger" role="alert">
      <Icon name="warn" />
      <div className="banner-body">
        <p>
          <strong>{m.common.somethingFailed}</strong> {problemSentence(m, language, problem)}
        </p>
        {id && (
          <p className="meta">
            {m.common.requestId}: <code>{id}</code>{' '}
            <Button
              small
              kind="quiet"
              onPress={() => {
                void navigator.clipboard?.writeText(id).then(() => setCopied(true));
              }}
            >
              {copied ? m.common.copied : m.common.copy}
            </Button>
          </p>
        )}
      </div>
      {onRetry && (
        <Button small onPress={onRetry}>
          {m.common.retry}
        </Button>
      )}
    </div>
  );
}

type Asked<T> = { data: T | undefined; isError: boolean; error: unknown; refetch: () => unknown };

/** What was asked for; else why it did not come, or that it is coming. A failed refresh keeps what is shown. */
export function Loaded<T>({
  query,
  rows,
  children,
}: {
  query: Asked<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const retry = () => void query.refetch();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorPanel error={query.error} onRetry={retry} />;
  return <Loading {...(rows !== undefined && { rows })} onRetry={retry} />;
}

/** One sentence on why, one next step. */
export function Empty({
  children,
  action,
  icon = 'inbox',
}: {
  children: ReactNode;
  action?: ReactNode;
  icon?: IconName;
}) {
  return (
    <div className="empty-state">
      <Icon name={icon} />
      <p>{children}</p>
      {action}
    </div>
  );
}

const BANNER_ICON: Record<string, IconName> = {
  info: 'info',
  warning: 'warn',
  success: 'check',
  danger: 'warn',
};

export function Banner({
  tone,
  children,
  action,
  live,
}: {
  tone: 'info' | 'warning' | 'success' | 'danger';
  children: ReactNode;
  action?: ReactNode;
  live?: boolean;
}) {
  return (
    <div className={`banner ${tone}`} {...(live && { role: 'status' as const })}>
      <Icon name={BANNER_ICON[tone] ?? 'info'} />
      <div className="banner-body">{children}</div>
      {action}
    </div>
  );
}
