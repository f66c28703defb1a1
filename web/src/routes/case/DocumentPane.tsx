// The documents of a case: their pages, and what is said of each above its page.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { fieldsQuery } from '../../lib/api/queries';
import { useSettings } from '../../lib/settings';
import { useCase } from './case-context';
import { Division } from './Division';
import { DocumentFrame } from './DocumentFrame';
import { DocumentIssues } from './DocumentIssues';
import { DocumentOrigin } from './DocumentOrigin';
import { Duplicates } from './Duplicates';
import { MarkList } from './MarkList';
import { Rescan } from './Rescan';
import { TransferNote } from './TransferNote';

const PageStrip = lazy(() => import('./PageStrip').then((file) => ({ default: file.PageStrip })));

export function DocumentPane() {
  const { detail } = useCase();
  const { settings } = useSettings();
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
  return (
    <DocumentFrame
      fields={fields}
      notes={(document, page, next) => (
        <>
          {settings.strip && (
            <Suspense>
              <PageStrip fields={fields} />
            </Suspense>
          )}
          <DocumentOrigin document={document} />
          <TransferNote key={`transfer-note-${document.id}`} document={document} />
          <DocumentIssues key={`issues-${document.id}`} document={document} next={next} />
          <Duplicates key={`duplicates-${document.id}`} document={document} />
          <Division key={`division-${document.id}`} document={document} />
          <Rescan key={document.id} document={document} />
          {settings.marks && page && <MarkList documentId={document.id} page={page} />}
        </>
      )}
    />
  );
}
