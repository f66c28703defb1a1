// Documents that lie in other cases too, each with the way to see both side by side. Nothing is judged here.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../components/Button';
import { Banner, ErrorPanel } from '../../components/Panels';
import { caseQuery } from '../../lib/api/queries';
import type { CopyElsewhere, DocumentView } from '../../lib/api/types';
import { pagesAsText, pagesForPeople } from '../../lib/division';
import { documentName } from '../../lib/documents';
import { formatDate } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { copiesWords } from '../../lib/i18n/words/copies';
import { useCase } from './case-context';

const Comparison = lazy(async () => ({ default: (await import('./Comparison')).Comparison }));

export function Copies({ copies }: { copies: readonly CopyElsewhere[] }) {
  const { language } = useMessages();
  const words = copiesWords[language];
  const documents = new Set(copies.map((copy) => copy.document_id));
  return (
    <Banner tone="info">
      <details className="settled">
        <summary>{words.summary(documents.size)}</summary>
        <ul className="plain-list">
          {copies.map((copy) => (
            <CopyRow key={`${copy.document_id} ${copy.other_document_id}`} copy={copy} />
          ))}
        </ul>
        <p className="meta">{words.note}</p>
      </details>
    </Banner>
  );
}

/** Why both may be one, in words. */
function useReason({ pages }: CopyElsewhere, name: string): string {
  const { language } = useMessages();
  const words = copiesWords[language];
  if (pages.length === 0) return words.sameFile(name);
  const told = (numbers: number[]) => pagesForPeople(pagesAsText(numbers));
  const say = pages.length === 1 ? words.samePage : words.samePages;
  return say(name, told(pages.map(({ page }) => page)), told(pages.map((alike) => alike.other_page)));
}

function CopyRow({ copy }: { copy: CopyElsewhere }) {
  const { m, language } = useMessages();
  const words = copiesWords[language];
  const { detail } = useCase();
  const [isOpen, setOpen] = useState(false);
  const own = detail.documents.find((document) => document.id === copy.document_id);
  const name = own ? documentName(own, m) : copy.file_name;
  const about = [copy.applicant_name ?? words.noName, words.received(formatDate(copy.received_on, language))];
  return (
    <li>
      <p>
        <strong>{useReason(copy, name)}</strong> {words.in(copy.file_name)}{' '}
        <Link to="/akten/$id/angaben" params={{ id: copy.case_id }}>
          {copy.reference}
        </Link>{' '}
        <span className="meta">{about.join(', ')}</span>
      </p>
      {own && (
        <Button
          small
          icon="eye"
          aria-label={words.compareWith(name, copy.reference)}
          onPress={() => setOpen(true)}
        >
          {words.compare}
        </Button>
      )}
      {own && isOpen && <SideBySide own={own} copy={copy} onClose={() => setOpen(false)} />}
    </li>
  );
}

function SideBySide({ own, copy, onClose }: { own: DocumentView; copy: CopyElsewhere; onClose: () => void }) {
  const { language } = useMessages();
  const query = useQuery(caseQuery(copy.case_id));
  if (query.isError) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return null;
  const other = query.data.documents.find((document) => document.id === copy.other_document_id);
  if (!other) return <p role="status">{copiesWords[language].gone}</p>;
  const remarks = copy.pages.map(({ page, other_page }) => ({
    code: 'duplicate_page',
    parameters: { page: String(page), other_page: String(other_page) },
  }));
  return (
    <Suspense fallback={null}>
      <Comparison
        pair={{ document: own, other, remarks, review: null }}
        otherReference={copy.reference}
        onClose={onClose}
        onSay={null}
        problem={null}
      />
    </Suspense>
  );
}
