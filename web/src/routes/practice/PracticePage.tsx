// The practice cases, and what practising is.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Page } from '../../components/Page';
import { Banner, Empty, Loaded } from '../../components/Panels';
import { practiceCasesQuery } from '../../lib/api/practice-queries';
import { useMessages } from '../../lib/i18n';
import { usePracticeWords } from '../../lib/i18n/words/practice';
import { PracticeFrame } from './PracticeFrame';

export function PracticePage() {
  const { language } = useMessages();
  const w = usePracticeWords();
  const query = useQuery(practiceCasesQuery);
  return (
    <PracticeFrame>
      <Page title={w.title} status={w.status}>
        <Banner tone="info">
          <p>{w.intro}</p>
          <p>{w.alone}</p>
        </Banner>
        <Loaded query={query} rows={4}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="list">{w.empty}</Empty>
            ) : (
              <ul className="practice-list">
                {items.map((item) => (
                  <li key={item.id} className="panel">
                    <h2>
                      <Link to="/uebung/$fall" params={{ fall: item.id }}>
                        {item.title[language]}
                      </Link>
                    </h2>
                    <p>{item.about[language]}</p>
                    <p className="meta">
                      {item.service[language]} · {w.extent(item.documents, item.fields)}
                    </p>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Page>
    </PracticeFrame>
  );
}
