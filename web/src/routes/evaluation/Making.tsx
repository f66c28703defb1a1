// D8 Testläufe: the run that is being made with its progress, and the button for the next one.
import { useRef } from 'react';
import { Button } from '../../components/Button';
import { ErrorPanel } from '../../components/Panels';
import type { RunningEvaluation } from '../../lib/api/types';
import { formatInstant, formatNumber } from '../../lib/format';
import { useRunningWords } from '../../lib/i18n/words/running';
import { useRunning } from './useRunning';

export function Making({ isFirst }: { isFirst: boolean }) {
  const { r } = useRunningWords();
  const { query, start, stop } = useRunning();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed goes away.
  const toHeading = { onSuccess: () => heading.current?.focus() };
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return null;
  const { can_start: canStart, items } = query.data;
  if (!canStart && items.length === 0) return null;
  const failed = start.error ?? stop.error;
  return (
    <section className="panel">
      <h2 ref={heading} tabIndex={-1}>
        {r.title}
      </h2>
      {items.length > 0 && (
        <ul className="making">
          {items.map((run) => (
            <Run key={run.id} run={run} onStop={() => stop.mutate(run, toHeading)} />
          ))}
        </ul>
      )}
      {canStart && !items.some((run) => run.state === 'running') && (
        <>
          <p className="meta">{r.hint}</p>
          <p>
            <Button
              kind="primary"
              onPress={() => {
                // Pressed twice, it starts once.
                if (!start.isPending) start.mutate(undefined, toHeading);
              }}
            >
              {isFirst ? r.first : r.start}
            </Button>
          </p>
        </>
      )}
      {failed && <ErrorPanel error={failed} />}
    </section>
  );
}

function Run({ run, onStop }: { run: RunningEvaluation; onStop: () => void }) {
  const { r, language } = useRunningWords();
  const isRunning = run.state === 'running';
  const n = (value: number) => formatNumber(value, language);
  const done = run.cases > 0 ? r.done(n(run.done), n(run.cases)) : null;
  return (
    <li data-run={run.id}>
      <p className="making-facts">
        <strong>{run.id}</strong>
        <span>{run.state === 'silent' ? r.silent : (r.steps[run.step] ?? run.step)}</span>
        <span className="meta">{r.since(formatInstant(run.started_at, language))}</span>
      </p>
      {isRunning && (
        <progress
          aria-label={r.bar(run.id)}
          max={Math.max(1, run.cases)}
          {...(run.cases > 0 && { value: run.done })}
          {...(done !== null && { 'aria-valuetext': done })}
        />
      )}
      <p className="making-facts">
        {done !== null && <span>{done}</span>}
        {isRunning && run.case !== null && <span className="meta">{r.atHand(run.case)}</span>}
        {isRunning && run.seconds_left !== null && <span>{r.left(run.seconds_left)}</span>}
        {run.is_ours || !isRunning ? (
          <Button small aria-label={isRunning ? r.stopRun(run.id) : r.clearRun(run.id)} onPress={onStop}>
            {isRunning ? r.stop : r.clear}
          </Button>
        ) : (
          <span className="meta">{r.elsewhere}</span>
        )}
      </p>
    </li>
  );
}
