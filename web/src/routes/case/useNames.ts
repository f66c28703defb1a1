// Names of what the log of a case only knows by key.
import { useQuery } from '@tanstack/react-query';
import { clerksQuery, completenessQuery, fieldsQuery } from '../../lib/api/queries';
import type { CaseDetail } from '../../lib/api/types';
import type { NameOf } from '../../lib/detail';
import { documentLabel } from '../../lib/documents';
import { useMessages } from '../../lib/i18n';
import { useSession } from '../../lib/session';

/** Names of entries, requirements and documents that the log only knows by key. */
export function useNames(detail: CaseDetail): NameOf {
  const { m, language } = useMessages();
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
  const items = useQuery(completenessQuery(detail.id)).data?.items ?? [];
  const { user } = useSession();
  const clerks = useQuery({ ...clerksQuery, enabled: user.role === 'clerk' }).data?.items ?? [];
  const nameOf: NameOf = (kind, key) => {
    if (kind === 'assignee') return clerks.find((clerk) => clerk.id === key)?.display_name ?? null;
    if (kind === 'field') return fields.find((field) => field.id === key)?.label[language] ?? null;
    if (kind === 'requirement')
      return items.find((item) => item.requirement === key)?.label[language] ?? null;
    if (
      kind === 'document' ||
      kind === 'document_kind' ||
      kind === 'container' ||
      kind === 'rescan' ||
      kind === 'division'
    ) {
      const document = detail.documents.find((entry) => entry.id === key);
      return document ? documentLabel(document, detail.documents, m) : null;
    }
    if (kind === 'duplicate') {
      const names = key.split('/').map((id) => nameOf('document', id));
      return names.includes(null) ? null : names.join(', ');
    }
    return null;
  };
  return nameOf;
}
