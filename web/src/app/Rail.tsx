// The rail: where one can go (icon and word, by role), the state of the suggestions, and the account menu.
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Icon, type IconName } from '../components/Icon';
import { releasesQuery } from '../lib/api/queries';
import type { Session } from '../lib/api/types';
import { useMessages } from '../lib/i18n';
import { navigationFor, useSession } from '../lib/session';

// Asked for at once, not waited for: menus and popovers are a good part of the widgets, and nobody opens one first.
const loading = import('./AccountMenu');
const AccountMenu = lazy(async () => ({ default: (await loading).AccountMenu }));

type ModelState = Session['assistance']['models'];
const STATE_ICON: Record<ModelState, IconName> = { ready: 'check', loading: 'dash', absent: 'hand' };

export function Rail({ onHelp }: { onHelp: () => void }) {
  const { m } = useMessages();
  const session = useSession();
  // A case belongs to the queue it was opened from.
  const inCase = useRouterState({ select: (state) => state.location.pathname.startsWith('/akten/') });
  return (
    <header className="rail">
      <span className="logo" aria-hidden="true">
        <Icon name="page" />
      </span>
      <nav aria-label={m.frame.navigation} className="rail-links">
        {navigationFor(session.user.role).map((item) => (
          <Link
            key={item.to}
            to={item.to}
            className={`rail-item to-${item.word}`}
            activeOptions={{ includeSearch: false }}
            {...(inCase && item.to === '/eingang' && { 'aria-current': 'true' })}
          >
            <Icon name={item.icon} />
            <span>{m.frame[item.word]}</span>
            {item.to === '/freigaben' && <WaitingCount />}
          </Link>
        ))}
      </nav>
      <div className="rail-foot">
        <Assistance />
        <Suspense fallback={<AccountButton />}>
          <AccountMenu onHelp={onHelp} />
        </Suspense>
      </div>
    </header>
  );
}

/** Whether the machine suggests now, and with which model. On a narrow screen it is there for screen readers only. */
function Assistance() {
  const { m } = useMessages();
  const { models, encoder, blueprint } = useSession().assistance;
  // Name and digest; the digest stands on the page of the models.
  const model = models === 'ready' ? encoder?.split('@')[0] : undefined;
  return (
    <p className={`assistance ${models}`}>
      <span className="visually-hidden">{m.frame.assistanceLabel}: </span>
      <Icon name={STATE_ICON[models]} />
      <span>{m.frame.assistance[models]}</span>
      {model && (
        <span className="assistance-model">
          <span className="visually-hidden">, {m.frame.assistanceModel} </span>
          {model}
        </span>
      )}
      <span className="visually-hidden">
        , {m.frame.assistanceRules} {blueprint}
      </span>
    </p>
  );
}

/** The menu's button while the menu loads: same size and place, and nothing to press yet. */
function AccountButton() {
  const { m } = useMessages();
  return (
    <button type="button" className="rail-item account" disabled>
      <Icon name="person" />
      <span>{m.frame.account}</span>
    </button>
  );
}

/** How many decisions wait for release; nothing while it is not known, or none does. */
function WaitingCount() {
  const { data } = useQuery(releasesQuery);
  return data && data.total > 0 ? <span className="count">{data.total}</span> : null;
}
