// Who else works on a case now: a hint above its pages, with the way to take over. It keeps nobody from working.
import { useEffect, useRef, useState } from 'react';
import type { CaseDetail } from '../lib/api/types';
import { useMessages } from '../lib/i18n';
import { presenceWords } from '../lib/i18n/words/presence';
import { usePresence } from '../lib/presence';
import { useSession } from '../lib/session';
import { useAnnounce } from './Announcer';
import { Button } from './Button';
import { Banner, ErrorPanel } from './Panels';

export function Presence({ detail }: { detail: Pick<CaseDetail, 'id' | 'state'> }) {
  const { language } = useMessages();
  const words = presenceWords[language];
  const { user } = useSession();
  const announce = useAnnounce();
  const isOpen = detail.state !== 'decided' && detail.state !== 'joined';
  const { presence, takeOver } = usePresence(detail.id, user.role === 'clerk' && isOpen);
  const [error, setError] = useState<unknown>(null);
  const { held_by: holder, others } = presence;
  const line = holder
    ? (presence.taken_over ? words.takenOver : words.heldBy)(holder.display_name)
    : others.length > 0
      ? words.alsoOpen(others.map((person) => person.display_name).join(', '))
      : null;
  // That somebody came or took over is heard; that the page opened alone is not.
  const heard = useRef<string | null>(null);
  useEffect(() => {
    if (line !== null && line !== heard.current) announce(line, 'note');
    heard.current = line;
  }, [line, announce]);
  if (line === null) return null;
  const take = async () => {
    setError(null);
    try {
      await takeOver();
      announce(words.taken);
    } catch (caught) {
      setError(caught);
    }
  };
  return (
    <>
      <Banner
        tone={holder ? 'warning' : 'info'}
        action={
          holder && (
            <Button small onPress={() => void take()}>
              {words.takeOver}
            </Button>
          )
        }
      >
        <p>
          <strong>{line}</strong> {holder && words.mayWork}
        </p>
      </Banner>
      {error !== null && <ErrorPanel error={error} />}
    </>
  );
}
