// S4 Freigaben: decisions that wait for a second person. One's own are listed with the reason.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Page } from '../../components/Page';
import { Empty, Loaded } from '../../components/Panels';
import { releasesQuery } from '../../lib/api/queries';
import type { ReleaseItem } from '../../lib/api/types';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';

export function ReleasesPage() {
  const { m } = useMessages();
  const releases = useQuery(releasesQuery);
  return (
    <Page title={m.releases.title} status={m.releases.explain}>
      <Loaded query={releases}>
        {({ total, items }) =>
          items.length === 0 ? (
            <Empty icon="check">{m.releases.empty}</Empty>
          ) : (
            <>
              <ul className="release-list">
                {items.map((item) => (
                  <Item key={item.proposal.id} item={item} />
                ))}
              </ul>
              {total > items.length && <p className="meta">{m.releases.more(items.length, total)}</p>}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Item({ item }: { item: ReleaseItem }) {
  const { m, language } = useMessages();
  const { proposal, obstacle } = item;
  const { id, reference, applicant_name } = item.case;
  // Who may not release may still send back or withdraw.
  const look = obstacle === null ? m.releases.look : m.releases.see;
  return (
    <li className="panel">
      <h2>
        {reference} {applicant_name && `· ${applicant_name}`}
      </h2>
      <p>
        <strong>{m.codes.outcome[proposal.outcome]}</strong>{' '}
        {item.changed && <span className="tag warning">{m.releases.changedTag}</span>}
      </p>
      <p className="meta">
        {m.releases.submittedBy(proposal.by.display_name, formatInstant(proposal.at, language))}
      </p>
      {obstacle !== null && (
        <p>
          {m.releases.ownCase} {sentence(m, 'obstacle', obstacle)}
        </p>
      )}
      <Link
        className="button"
        to="/akten/$id/entscheidung"
        params={{ id }}
        aria-label={`${look}: ${reference}`}
      >
        {look}
      </Link>
    </li>
  );
}
