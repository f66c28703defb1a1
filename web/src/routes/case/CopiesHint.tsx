// Above a case: that documents of it lie in other cases too. What is told of them is fetched when there are any.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { copiesQuery } from '../../lib/api/queries';
import { useCase } from './case-context';

const Copies = lazy(async () => ({ default: (await import('./Copies')).Copies }));

export function CopiesHint() {
  const { detail } = useCase();
  const copies = useQuery(copiesQuery(detail.id)).data?.items ?? [];
  if (copies.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Copies copies={copies} />
    </Suspense>
  );
}
