// Five minutes before the session ends: says so once, and that nothing gets lost.
import { useEffect, useState } from 'react';
import { Banner } from '../components/Panels';
import { formatTime } from '../lib/format';
import { useMessages } from '../lib/i18n';
import { useSession } from '../lib/session';

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
        <Banner tone="info">
          <p>{m.signIn.endsSoon(formatTime(expires_at, language))}</p>
        </Banner>
      )}
    </div>
  );
}
