// `/` leads to where the person's work begins.
import { Navigate } from '@tanstack/react-router';
import { startOf, useSession } from '../lib/session';

export function HomePage() {
  const { user } = useSession();
  return <Navigate to={startOf(user.role)} replace />;
}
