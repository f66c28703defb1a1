// Whether what is typed is kept, in words; a failure stays until it is. Heard at most once a minute, failures at once.
import { useEffect, useRef } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import { ApiError } from '../../lib/api/problem';
import { formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import type { KeeperState } from '../../lib/letter-keeper';

const QUIET_MS = 60_000;

export function DraftState({ state, onRetry }: { state: KeeperState; onRetry: () => void }) {
  const { m, language } = useMessages();
  const announce = useAnnounce();
  const heard = useRef(Number.NEGATIVE_INFINITY);
  const { phase, saved, error, restored } = state;
  const words = m.letters.phases[phase];
  useEffect(() => {
    if (restored) announce(m.drafts.restored, 'note');
  }, [restored, announce, m]);
  const isFirst = useRef(true);
  useEffect(() => {
    const isArrival = isFirst.current;
    isFirst.current = false;
    if (phase === 'lost' || phase === 'refused') return announce(words, 'error');
    if (phase !== 'kept' || isArrival || performance.now() - heard.current < QUIET_MS) return;
    heard.current = performance.now();
    announce(words, 'note');
  }, [phase, words, announce]);
  if (phase === 'lost' || phase === 'refused')
    return (
      <>
        <p className="letter-state failed">
          <Icon name="warn" />
          <span>{words}</span>
          <Button small onPress={onRetry}>
            {m.common.retry}
          </Button>
        </p>
        {phase === 'lost' && error && error.code !== 'connection_lost' && (
          <ErrorPanel error={new ApiError(error)} />
        )}
      </>
    );
  const kept =
    saved.by && saved.at
      ? m.letters.keptAt(formatInstant(saved.at, language), saved.by.display_name)
      : m.letters.untouched;
  return (
    <p className="letter-state meta">
      <Icon name={phase === 'kept' && saved.at ? 'check' : 'pen'} />
      {phase === 'kept' ? kept : words}
    </p>
  );
}
