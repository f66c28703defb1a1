// `/` leads to where the person's work begins.
import { Navigate } from '@tanstack/react-router';
import { useSession } from '../lib/session';
import { useSettings } from '../lib/settings';
import { startAt } from '../lib/start-view';

export function HomePage() {
  const { user } = useSession();
  const { settings } = useSettings();
  return <Navigate {...startAt(user.role, settings.start)} replace />;
}
