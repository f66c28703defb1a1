// One polite live region for the whole program. Announcements about saving come at most once a minute.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';

type Announce = (text: string, kind?: 'act' | 'saved') => void;
const AnnouncerContext = createContext<Announce>(() => {});
const SAVED_EVERY_MS = 60_000;

export function Announcer({ children }: { children: ReactNode }) {
  const [message, setMessage] = useState({ text: '', turn: 0 });
  const lastSaved = useRef(0);
  const announce = useCallback<Announce>((text, kind = 'act') => {
    const now = Date.now();
    if (kind === 'saved' && now - lastSaved.current < SAVED_EVERY_MS) return;
    if (kind === 'saved') lastSaved.current = now;
    setMessage((old) => ({ text, turn: old.turn + 1 }));
  }, []);
  const value = useMemo(() => announce, [announce]);
  return (
    <AnnouncerContext.Provider value={value}>
      {children}
      <div className="visually-hidden" role="status" data-announcer>
        {/* The key makes two equal sentences in a row heard twice. */}
        <span key={message.turn}>{message.text}</span>
      </div>
    </AnnouncerContext.Provider>
  );
}

export const useAnnounce = (): Announce => useContext(AnnouncerContext);
