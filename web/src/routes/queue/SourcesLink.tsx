// The way from the queue to what comes in by itself, and a banner when something of it is out of order.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Banner } from '../../components/Panels';
import { intakeSourcesQuery } from '../../lib/api/queries';
import { useMessages } from '../../lib/i18n';
import { useIntakeWords } from '../../lib/i18n/words/intake';

/** Nothing where nothing is set up: then applications come by upload alone. */
export function SourcesLink() {
  const { m } = useMessages();
  const { data } = useQuery(intakeSourcesQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <Link to="/eingang/quellen" className="button quiet">
      {m.frame.sources}
    </Link>
  );
}

/** People who wait for applications have to know that none can come. */
export function SourcesTrouble() {
  const words = useIntakeWords();
  const { data } = useQuery(intakeSourcesQuery);
  const troubled = data?.items.filter((source) => source.problem !== null) ?? [];
  if (troubled.length === 0) return null;
  return (
    <Banner
      tone="warning"
      action={
        <Link to="/eingang/quellen" className="button small">
          {words.show}
        </Link>
      }
    >
      <p>
        {words.troubled(troubled.length)} {troubled.map((source) => source.name).join(', ')}
      </p>
    </Banner>
  );
}
