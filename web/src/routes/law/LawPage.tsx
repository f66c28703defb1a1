// Recht: search in all imported regulations; the question lives in the address.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { LawSearch } from '../../components/LawSearch';
import { Page } from '../../components/Page';
import { today } from '../../lib/format';
import { useMessages } from '../../lib/i18n';

export function LawPage() {
  const { m } = useMessages();
  const search = useSearch({ from: '/recht' });
  const navigate = useNavigate({ from: '/recht' });
  const query = { q: search.q ?? '', law: search.gesetz ?? '', valid_on: search.tag ?? today() };
  return (
    <Page title={m.law.pageTitle} status={m.law.status}>
      <LawSearch
        key={query.q + query.law + query.valid_on}
        query={query}
        heading="h2"
        onChange={(next) =>
          void navigate({
            search: {
              q: next.q || undefined,
              gesetz: next.law || undefined,
              tag: next.valid_on || undefined,
            },
          })
        }
      />
    </Page>
  );
}
