// What holds for the whole case: still being read, reading failed, read-only.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../components/Button';
import { Banner, ErrorPanel } from '../../components/Panels';
import { StrandedDrafts } from '../../components/StrandedDrafts';
import { api, dataOf } from '../../lib/api/client';
import { isReading } from '../../lib/api/queries';
import { sentence, useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { useCase } from './case-context';

export function CaseBanners() {
  const { m } = useMessages();
  const { detail } = useCase();
  const { user } = useSession();
  const queryClient = useQueryClient();
  const restart = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/api/cases/{id}/processing', {
          params: { path: { id: detail.id } },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['case', detail.id] }),
  });
  const failure = detail.failure;
  return (
    <div className="case-banners">
      {isReading(detail.processing) && (
        <Banner tone="info" live>
          <p>{m.case.reading}</p>
        </Banner>
      )}
      {detail.processing === 'failed' && (
        <Banner
          tone="warning"
          action={
            user.role === 'clerk' && (
              <Button small onPress={() => restart.mutate()} isDisabled={restart.isPending}>
                {m.case.restart}
              </Button>
            )
          }
        >
          <p>
            {m.case.failed}{' '}
            {failure && m.case.failedDetail(sentence(m, 'failure', failure.code), failure.attempts)}
          </p>
        </Banner>
      )}
      {restart.isError && <ErrorPanel error={restart.error} />}
      {detail.state === 'decided' ? (
        <>
          <Banner tone="info">
            <p>{m.case.readOnlyDecided}</p>
          </Banner>
          <StrandedDrafts caseId={detail.id} />
        </>
      ) : (
        user.role !== 'clerk' && (
          <Banner tone="info">
            <p>{m.case.readOnlyRole}</p>
          </Banner>
        )
      )}
    </div>
  );
}
