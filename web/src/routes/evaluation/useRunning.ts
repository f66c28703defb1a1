// Evaluations that are being made: what the server tells of them while something runs, starting one, stopping one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { api, dataOf } from '../../lib/api/client';
import { runningQuery, runsQuery } from '../../lib/api/evaluation-queries';
import type { RunningEvaluation, RunningEvaluations } from '../../lib/api/types';
import { useRunningWords } from '../../lib/i18n/words/running';

const EVENTS = '/api/evaluation-runs/events';
/** Until events are asked for again after they were refused: by then the session was renewed. */
const RETRY_MS = 5000;

/** Takes what the server tells as the answer to the query, as long as something runs. */
function useEvents(isUnderWay: boolean) {
  const queryClient = useQueryClient();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn opens the events again
  useEffect(() => {
    if (!isUnderWay || typeof EventSource === 'undefined') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const source = new EventSource(EVENTS);
    source.addEventListener('progress', (event: MessageEvent<string>) => {
      queryClient.setQueryData(runningQuery.queryKey, JSON.parse(event.data) as RunningEvaluations);
    });
    source.addEventListener('error', () => {
      // The browser asks again by itself when an answer ended; not when it was refused.
      if (source.readyState !== EventSource.CLOSED) return;
      void queryClient.refetchQueries({ queryKey: runningQuery.queryKey });
      timer = setTimeout(() => setTurn((before) => before + 1), RETRY_MS);
    });
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [isUnderWay, queryClient, turn]);
}

export function useRunning() {
  const { r } = useRunningWords();
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const query = useQuery(runningQuery);
  const items = query.data?.items;
  useEvents(items?.some((run) => run.state === 'running') ?? false);

  const before = useRef<string[]>([]);
  const taken = useRef(new Set<string>());
  useEffect(() => {
    if (items === undefined) return;
    const there = items.map((run) => run.id);
    const gone = before.current.filter((id) => !there.includes(id) && !taken.current.has(id));
    before.current = there;
    for (const id of gone) announce(r.finished(id));
    if (gone.length > 0) void queryClient.invalidateQueries({ queryKey: runsQuery.queryKey });
  }, [items, announce, queryClient, r]);

  const again = () => queryClient.invalidateQueries({ queryKey: runningQuery.queryKey });
  const start = useMutation({
    mutationFn: () => dataOf(api.POST('/api/evaluation-runs')),
    onSuccess: ({ id }) => {
      announce(r.started(id));
      return again();
    },
    // Somebody else may have been first: what runs now is the answer.
    onError: again,
  });
  const stop = useMutation({
    mutationFn: (run: RunningEvaluation) =>
      dataOf(
        api.POST('/api/evaluation-runs/{id}/cancellation', {
          params: { path: { id: run.id } },
        }),
      ),
    onSuccess: (_, run) => {
      taken.current.add(run.id);
      announce(run.state === 'running' ? r.stopped(run.id) : r.cleared(run.id));
      return again();
    },
    onError: again,
  });
  return { query, start, stop };
}
