// The rail: where one can go (icon and word, by role), the state of the suggestions, and the account menu.
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Icon, type IconName } from '../components/Icon';
import { releasesQuery } from '../lib/api/queries';
import { useMessages } from '../lib/i18n';
import { navigationFor, useSession } from '../lib/session';
import { AccountMenu } from './AccountMenu';

const STATE_ICON: Record<string, IconName> = { ready: 'check', loading: 'dash', absent: 'hand' };

export function Rail({ onHelp }: { onHelp: () => void }) {
  const { m } = useMessages();
  const session = useSession();
  const { assistance } = session;
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
        <p className={`assistance ${assistance.models}`}>
          <span className="visually-hidden">{m.frame.assistanceLabel}: </span>
          <Icon name={STATE_ICON[assistance.models] ?? 'dash'} />
          <span>{m.frame.assistance[assistance.models] ?? assistance.models}</span>
        </p>
        <AccountMenu onHelp={onHelp} />
      </div>
    </header>
  );
}

/** How many decisions wait for release; nothing while it is not known, or none does. */
function WaitingCount() {
  const { data } = useQuery(releasesQuery);
  return data && data.total > 0 ? <span className="count">{data.total}</span> : null;
}
