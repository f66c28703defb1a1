// Finds an open case by its reference; what is put back is in a list of its own.
import { api, dataOf } from './client';
import type { LikelyCase } from './types';

/** A case that takes post, as it was on the screen. */
export type Target = Pick<LikelyCase, 'case_id' | 'reference' | 'version'>;

export async function findCase(reference: string): Promise<Target | null> {
  const wanted = reference.trim().toUpperCase();
  for (const view of ['all', 'snoozed'] as const) {
    const page = await dataOf(api.GET('/api/cases', { params: { query: { view, q: wanted, limit: 50 } } }));
    const found = page.items.find((row) => row.reference.toUpperCase() === wanted);
    if (found) return { case_id: found.id, reference: found.reference, version: found.version };
  }
  return null;
}
