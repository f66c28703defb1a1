// The frame of all pages: skip link, rail, page, and the dialogs that may lie over it.
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import { ErrorPanel, Loading } from '../components/Panels';
import { sessionQuery } from '../lib/api/queries';
import { drafts } from '../lib/drafts';
import { useMessages } from '../lib/i18n';
import { useLeaveGuard } from '../lib/leave-guard';
import { SessionContext, useSession } from '../lib/session';
import { useShortcuts } from '../lib/shortcuts';
import type { FrameDialog } from './FrameDialogs';
import { Rail } from './Rail';
import { SessionNotice } from './SessionNotice';

// Asked for at once and not waited for: the first paint needs no dialog, and the end of a session needs one that is here.
const loading = import('./FrameDialogs');
const FrameDialogs = lazy(async () => ({ default: (await loading).FrameDialogs }));

export function Shell() {
  const { m } = useMessages();
  const session = useQuery(sessionQuery);
  const router = useRouter();
  if (!session.data) {
    return (
      <main className="page-frame" id="inhalt">
        <h1 className="visually-hidden">{m.product}</h1>
        {session.isError ? (
          <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
        ) : (
          <Loading />
        )}
      </main>
    );
  }
  return (
    <SessionContext.Provider value={session.data}>
      <AriaRouterProvider navigate={(to) => router.history.push(to)}>
        <Frame />
      </AriaRouterProvider>
    </SessionContext.Provider>
  );
}

function Frame() {
  const { m } = useMessages();
  const { user } = useSession();
  // Before any input is drawn, so that each finds what was typed into it.
  drafts.openFor(user.id);
  useLeaveGuard();
  const navigate = useNavigate();
  const [open, setOpen] = useState<FrameDialog>(null);
  useShortcuts({
    help: () => setOpen('help'),
    palette: () => setOpen('palette'),
    search: () =>
      document.querySelector<HTMLInputElement>('main [type=search], main [data-search] input')?.focus(),
    goQueue: () => void navigate({ to: '/eingang' }),
    ...(user.role === 'clerk' && { goSorting: () => void navigate({ to: '/eingang/zuordnen' }) }),
    ...(user.role === 'supervisor' && { goOverview: () => void navigate({ to: '/uebersicht' }) }),
    goReleases: () => void navigate({ to: '/freigaben' }),
    goRegulations: () => void navigate({ to: '/recht' }),
    goTrail: () => void navigate({ to: '/pruefspur' }),
    goEvaluation: () => void navigate({ to: '/auswertung' }),
    goSettings: () => void navigate({ to: '/einstellungen' }),
  });
  return (
    <>
      <a className="skip" href="#inhalt">
        {m.frame.skip}
      </a>
      <div className="shell">
        <Rail onHelp={() => setOpen('help')} />
        <SessionNotice />
        <main id="inhalt" className="content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        <FrameDialogs open={open} onClose={() => setOpen(null)} />
      </Suspense>
    </>
  );
}
