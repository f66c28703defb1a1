// What was found wrong with a document, and which of its pages came before; where it may help, reading it again.
import type { RefObject } from 'react';
import type { DocumentView } from '../../lib/api/types';
import { looseRemarks } from '../../lib/duplicates';
import { sentence, useMessages } from '../../lib/i18n';
import { lastPassing } from '../../lib/passing';
import { otherIssues } from '../../lib/rescan';
import { useCase } from './case-context';
import { ReadAgain } from './ReadAgain';

/** `next` takes the focus when reading again is no longer offered. */
export function DocumentIssues({
  document,
  next,
}: {
  document: DocumentView;
  next: RefObject<HTMLElement | null>;
}) {
  const { m } = useMessages();
  const issues = otherIssues(document);
  const { detail } = useCase();
  // Where both documents are there, the remark stands with the way to compare them.
  const copies = looseRemarks(document, detail.documents);
  const passing = lastPassing(issues);
  if (issues.length + copies.length === 0) return null;
  return (
    <ul className="document-issues" aria-label={m.document.issues}>
      {issues.map((issue) => (
        <li key={`${issue.code}-${issue.page ?? 0}`}>
          {issue.page !== null && `${m.common.page} ${issue.page}: `}
          {sentence(m, 'issue', issue.code)}
          {issue === passing && <ReadAgain next={next} />}
        </li>
      ))}
      {copies.map((remark) => (
        <li key={`${remark.code}-${remark.parameters.page ?? ''}-${remark.parameters.other_page ?? ''}`}>
          {sentence(m, 'remark', remark.code, remark.parameters)}
        </li>
      ))}
    </ul>
  );
}
