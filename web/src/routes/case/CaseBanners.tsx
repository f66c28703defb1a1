// What holds for the whole case: still being read, reading failed, read-only.
import { Link } from '@tanstack/react-router';
import { Button } from '../../components/Button';
import { Banner, ErrorPanel } from '../../components/Panels';
import { Presence } from '../../components/Presence';
import { StrandedDrafts } from '../../components/StrandedDrafts';
import { isReading } from '../../lib/api/queries';
import { sentence, useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { CopiesHint } from './CopiesHint';
import { useCase } from './case-context';
import { JoiningHint } from './Joining';
import { useReadAgain } from './useReadAgain';

export function CaseBanners() {
  const { m } = useMessages();
  const { detail } = useCase();
  const { user } = useSession();
  const reading = useReadAgain();
  const failure = detail.failure;
  return (
    <div className="case-banners">
      <Presence detail={detail} />
      {isReading(detail.processing) && (
        <Banner tone="info" live>
          <p>{m.case.reading}</p>
        </Banner>
      )}
      {detail.processing === 'failed' && (
        <Banner
          tone="warning"
          action={
            reading.mayAsk && (
              <Button small onPress={reading.ask} isDisabled={reading.isUnderWay}>
                {m.readAgain.button}
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
      {reading.error !== null && <ErrorPanel error={reading.error} />}
      {detail.state === 'awaiting_release' && (
        <Banner
          tone="warning"
          action={
            <Link className="button small" to="/akten/$id/entscheidung" params={{ id: detail.id }}>
              {m.releases.see}
            </Link>
          }
        >
          <p>{m.releases.waitingBanner}</p>
        </Banner>
      )}
      <JoiningHint />
      <CopiesHint />
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
