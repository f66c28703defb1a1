// Five minutes before the session ends: says so once, that nothing gets lost, and makes it longer when asked to.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useAnnounce } from '../components/Announcer';
import { Button } from '../components/Button';
import { Banner, ErrorPanel } from '../components/Panels';
import { api, dataOf } from '../lib/api/client';
import { sessionQuery } from '../lib/api/queries';
import { formatTime } from '../lib/format';
import { useMessages } from '../lib/i18n';
import { useSession } from '../lib/session';
import { useShortcuts } from '../lib/shortcuts';

const BEFORE_MS = 5 * 60_000;
/** Longer timers overflow; no session is longer than a few days. */
const LONGEST_MS = 2_000_000_000;

export function SessionNotice() {
  const { m, language } = useMessages();
  const { expires_at } = useSession();
  const [near, setNear] = useState(false);
  useEffect(() => {
    const left = Date.parse(expires_at) - Date.now();
    setNear(left > 0 && left <= BEFORE_MS);
    if (!(left > 0)) return;
    const soon = setTimeout(() => setNear(true), Math.min(LONGEST_MS, Math.max(0, left - BEFORE_MS)));
    const over = setTimeout(() => setNear(false), Math.min(LONGEST_MS, left));
    return () => {
      clearTimeout(soon);
      clearTimeout(over);
    };
  }, [expires_at]);
  return (
    <div className="session-notice" role="status">
      {near && (
        <Banner tone="info" action={<Stay />}>
          <p>{m.signIn.endsSoon(formatTime(expires_at, language))}</p>
        </Banner>
      )}
    </div>
  );
}

/** Stays signed in; says so where the day is over and it does not become longer. */
function Stay() {
  const { m, language } = useMessages();
  const { expires_at } = useSession();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [error, setError] = useState<unknown>(null);
  const [isLongest, setLongest] = useState(false);
  const stay = async () => {
    setError(null);
    try {
      const session = await dataOf(api.POST('/api/session/extension'));
      setLongest(session.expires_at === expires_at);
      announce(m.signIn.stays(formatTime(session.expires_at, language)));
      queryClient.setQueryData(sessionQuery.queryKey, session);
    } catch (caught) {
      setError(caught);
    }
  };
  useShortcuts({ staySignedIn: () => void stay() });
  if (error !== null) return <ErrorPanel error={error} />;
  if (isLongest) return <p className="meta">{m.signIn.longest}</p>;
  return (
    <Button small shortcut="staySignedIn" onPress={() => void stay()}>
      {m.signIn.stay}
    </Button>
  );
}
