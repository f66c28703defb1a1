// Who is signed in, and which pages the role may open.
import { createContext, useContext } from 'react';
import type { IconName } from '../components/Icon';
import type { Role, Session } from './api/types';

export const SessionContext = createContext<Session | null>(null);

/** The session; only inside the frame, which waits for it. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the frame');
  return session;
}

type NavigationItem = {
  to:
    | '/eingang'
    | '/uebersicht'
    | '/freigaben'
    | '/recht'
    | '/stichproben'
    | '/pruefspur'
    | '/protokoll'
    | '/modelle'
    | '/auswertung'
    | '/einstellungen';
  word:
    | 'queue'
    | 'overview'
    | 'releases'
    | 'law'
    | 'samples'
    | 'trail'
    | 'audit'
    | 'models'
    | 'evaluation'
    | 'settings';
  icon: IconName;
  roles: readonly Role[];
};

const NAVIGATION: readonly NavigationItem[] = [
  { to: '/eingang', word: 'queue', icon: 'inbox', roles: ['clerk', 'supervisor'] },
  { to: '/uebersicht', word: 'overview', icon: 'chart', roles: ['supervisor'] },
  { to: '/freigaben', word: 'releases', icon: 'check', roles: ['clerk', 'supervisor'] },
  { to: '/recht', word: 'law', icon: 'scale', roles: ['clerk', 'supervisor'] },
  { to: '/stichproben', word: 'samples', icon: 'hand', roles: ['supervisor'] },
  { to: '/pruefspur', word: 'trail', icon: 'eye', roles: ['supervisor'] },
  { to: '/protokoll', word: 'audit', icon: 'list', roles: ['supervisor'] },
  { to: '/modelle', word: 'models', icon: 'cube', roles: ['data', 'supervisor'] },
  { to: '/auswertung', word: 'evaluation', icon: 'chart', roles: ['data'] },
  { to: '/einstellungen', word: 'settings', icon: 'gear', roles: ['clerk', 'supervisor', 'data'] },
];

/** The entries of the rail for a role. */
export const navigationFor = (role: Role): NavigationItem[] =>
  NAVIGATION.filter((item) => item.roles.includes(role));
