// Records what a clerk says about a scan. A stale version is retried silently when nobody else said anything about the
// item; otherwise what they said is shown, and what was typed stays.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, dataOf } from '../../lib/api/client';
import { ApiError } from '../../lib/api/problem';
import { transferNoteQuery } from '../../lib/api/queries';
import type { TransferItem } from '../../lib/api/types';
import { type Said, saidOf } from '../../lib/transfer-note';
import { useCase } from './case-context';

const MAX_SILENT_RETRIES = 3;

export function useTransferEntry(documentId: string) {
  const { detail, version } = useCase();
  const queryClient = useQueryClient();
  const caseId = detail.id;
  /** `seen` is what a person had said when this one began to save. */
  return useCallback(
    async (item: TransferItem, value: string, seen: Said | null): Promise<void> => {
      const query = transferNoteQuery(caseId, documentId);
      for (let tries = 0; ; tries += 1) {
        try {
          const answer = await dataOf(
            api.POST('/api/documents/{id}/transfer-note', {
              params: { path: { id: documentId }, header: { 'If-Match': `"${version.current}"` } },
              body: { item, value },
            }),
          );
          version.current = Math.max(version.current, answer.version);
          queryClient.setQueryData(query.queryKey, answer.note);
          void queryClient.invalidateQueries({ queryKey: ['case', caseId] });
          void queryClient.invalidateQueries({ queryKey: ['cases'] });
          return;
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error;
          version.current = Math.max(version.current, error.problem.current_version ?? 0);
          const theirs = saidOf(await queryClient.fetchQuery({ ...query, staleTime: 0 }), item);
          const isSame = theirs?.at === seen?.at && theirs?.value === seen?.value;
          if (!isSame || tries >= MAX_SILENT_RETRIES) throw error;
        }
      }
    },
    [caseId, documentId, queryClient, version],
  );
}
