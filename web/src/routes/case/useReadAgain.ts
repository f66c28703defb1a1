// Having the documents of the case read again: who may ask for it, whether reading is under way, what came of asking.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useAnnounce } from '../../components/Announcer';
import { api, dataOf } from '../../lib/api/client';
import { isReading } from '../../lib/api/queries';
import { useMessages } from '../../lib/i18n';
import { useCase } from './case-context';

export function useReadAgain() {
  const { m } = useMessages();
  const { detail, readOnly } = useCase();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const asking = useMutation({
    mutationFn: () => dataOf(api.POST('/api/cases/{id}/processing', { params: { path: { id: detail.id } } })),
    onSuccess: () => announce(m.readAgain.begun),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['case', detail.id] }),
  });
  return {
    mayAsk: !readOnly,
    ask: () => asking.mutate(),
    isUnderWay: asking.isPending || isReading(detail.processing),
    /** It was asked for here and has ended. */
    isDone: asking.isSuccess && detail.processing === 'ready',
    error: asking.error,
  };
}
