// What stands on the forms of a case and no field asks for: sentences first, the rest folded. Nothing is left out.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { otherEntriesQuery } from '../lib/api/queries';
import type { OtherEntry } from '../lib/api/types';
import { useEntryWords } from '../lib/i18n/words/entries';
import { sortEntries } from '../lib/other-entries';
import { ErrorPanel } from './Panels';

type Props = {
  caseId: string;
  heading: 'h2' | 'h3';
  /** The way to the place of an entry. */
  way?: (entry: OtherEntry) => ReactNode;
  /** One way for all of them. */
  children?: ReactNode;
};

export function OtherEntries({ caseId, heading: Heading, way, children }: Props) {
  const { words } = useEntryWords();
  const query = useQuery(otherEntriesQuery(caseId));
  if (query.isError && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  const { remarks, rest } = sortEntries(items);
  return (
    <section className="panel other-entries" aria-labelledby="other-entries">
      <Heading id="other-entries">{words.title}</Heading>
      <p className="meta">{words.hint}</p>
      <Entries items={remarks} way={way} />
      {rest.length > 0 && (
        <details open={remarks.length === 0}>
          <summary>{words.rest(rest.length)}</summary>
          <Entries items={rest} way={way} />
        </details>
      )}
      {children}
    </section>
  );
}

function Entries({ items, way }: { items: readonly OtherEntry[]; way: Props['way'] }) {
  const { words } = useEntryWords();
  if (items.length === 0) return null;
  return (
    <dl className="facts">
      {items.map((entry) => (
        <div key={`${entry.place.document_id}-${entry.place.page}-${entry.place.box.join()}`}>
          <dt>{entry.label}</dt>
          <dd>
            {entry.handwritten ? (
              <em>{words.byHand}</em>
            ) : (
              <span className="entered">{entry.place.text}</span>
            )}{' '}
            {way?.(entry)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
