// One polite live region for the whole program; how much it says is a setting.
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { type Announcements, useSettings } from '../lib/settings';

/** An error is always said; a result is what became of an act; a note is what one could also find out by looking. */
type Kind = 'error' | 'result' | 'note';
type Announce = (text: string, kind?: Kind) => void;
const AnnouncerContext = createContext<Announce>(() => {});

const SAID: Record<Announcements, readonly Kind[]> = {
  all: ['error', 'result', 'note'],
  results: ['error', 'result'],
  off: ['error'],
};

export function Announcer({ children }: { children: ReactNode }) {
  const { settings } = useSettings();
  const said = useRef(SAID.all);
  said.current = SAID[settings.announcements];
  const [message, setMessage] = useState({ text: '', turn: 0 });
  const announce = useCallback<Announce>((text, kind = 'result') => {
    if (said.current.includes(kind)) setMessage((old) => ({ text, turn: old.turn + 1 }));
  }, []);
  return (
    <AnnouncerContext.Provider value={announce}>
      {children}
      <div className="visually-hidden" role="status" data-announcer>
        {/* The key makes two equal sentences in a row heard twice. */}
        <span key={message.turn}>{message.text}</span>
      </div>
    </AnnouncerContext.Provider>
  );
}

export const useAnnounce = (): Announce => useContext(AnnouncerContext);
