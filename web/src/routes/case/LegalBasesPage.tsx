// C5 Rechtsgrundlagen: the norms this case rests on, why each stands here, and a search on the day of receipt.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LawSearch } from '../../components/LawSearch';
import { Norm } from '../../components/Norm';
import { Banner, Empty, Loaded } from '../../components/Panels';
import { completenessQuery, fieldsQuery, legalBasesQuery } from '../../lib/api/queries';
import type { LegalBasis } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';
import { useCase } from './case-context';

/** Which requirement or field needs a norm, in words. */
function useUsedBy(caseId: string) {
  const { m, language } = useMessages();
  const requirements = useQuery(completenessQuery(caseId)).data?.items ?? [];
  const fields = useQuery(fieldsQuery(caseId)).data?.fields ?? [];
  return (basis: LegalBasis): string[] =>
    (basis.used_by ?? []).map(({ kind, key }) => {
      if (kind === 'search') return m.law.usedBySearch;
      const found =
        kind === 'requirement'
          ? requirements.find((item) => item.requirement === key)
          : fields.find((field) => field.id === key);
      return found?.label[language] ?? key;
    });
}

/** Says once what is missing and who can help; the cards only carry the mark. */
function NotHeld({ items }: { items: readonly LegalBasis[] }) {
  const { m } = useMessages();
  const { assistance } = useSession();
  const missing = items.filter((basis) => !basis.resolved).length;
  if (missing === 0) return null;
  return (
    <Banner tone="info">
      <p>
        <strong>
          {assistance.regulations === 0 ? m.law.noneImported : m.law.notHeld(missing, items.length)}
        </strong>{' '}
        {m.law.notHeldRemedy}
      </p>
    </Banner>
  );
}

export function LegalBasesPage() {
  const { m } = useMessages();
  const { detail } = useCase();
  const query = useQuery(legalBasesQuery(detail.id));
  const usedBy = useUsedBy(detail.id);
  const [search, setSearch] = useState({ q: '', law: '', valid_on: detail.received_on });
  return (
    <div className="side-body side-scroll">
      <h2 className="visually-hidden">{m.law.title}</h2>
      <Loaded query={query} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="scale">{m.law.empty}</Empty>
          ) : (
            <>
              <NotHeld items={items} />
              <ul className="norms-list">
                {items.map((basis) => (
                  <Norm key={basis.citation} basis={basis} usedBy={[...new Set(usedBy(basis))]} />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
      <section className="case-search">
        <h2>{m.law.caseSearch}</h2>
        <LawSearch query={search} onChange={setSearch} />
      </section>
    </div>
  );
}
