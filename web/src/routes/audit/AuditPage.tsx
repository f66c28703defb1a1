// Protokoll: the hash-chained log of every change, with a check of the chain and an export for checks elsewhere.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '../../components/Button';
import { type ColumnOf, DataTable } from '../../components/DataTable';
import { Icon } from '../../components/Icon';
import { Page } from '../../components/Page';
import { Banner, Empty, ErrorPanel, Loaded } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import { auditQuery } from '../../lib/api/queries';
import type { AuditItem, Verification } from '../../lib/api/types';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { actorName } from '../case/HistoryPage';

function useColumns(): ColumnOf<AuditItem>[] {
  const { m, language } = useMessages();
  const c = m.audit.columns;
  return [
    { id: 'sequence', label: c.sequence, number: true, cell: (row) => row.sequence },
    { id: 'time', label: c.time, cell: (row) => formatInstant(row.at, language) },
    { id: 'actor', label: c.actor, cell: (row) => actorName(row.actor, m) },
    { id: 'action', label: c.action, cell: (row) => sentence(m, 'auditAction', row.action) },
    {
      id: 'case',
      label: c.case,
      cell: (row) =>
        row.case ? (
          <Link to="/akten/$id/verlauf" params={{ id: row.case.id }}>
            {row.case.reference}
          </Link>
        ) : (
          '–'
        ),
    },
    {
      id: 'hash',
      label: c.hash,
      cell: (row) => (
        <code className="hash" title={row.hash}>
          {row.hash.slice(0, 12)}
        </code>
      ),
    },
  ];
}

export function AuditPage() {
  const { m } = useMessages();
  const queryClient = useQueryClient();
  const { vor } = useSearch({ from: '/protokoll' });
  const navigate = useNavigate({ from: '/protokoll' });
  const query = useQuery(auditQuery(vor));
  const columns = useColumns();
  const verify = useMutation({
    mutationFn: () => dataOf(api.POST('/api/audit/verification', { params: {} as never })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['audit'] }),
  });
  const items = query.data?.items ?? [];
  const last = items.at(-1);
  return (
    <Page
      wide
      title={m.audit.title}
      status={query.data && m.audit.status(query.data.total)}
      actions={
        <>
          <a className="button" href="/api/audit/export" download="aktenlage-protokoll.jsonl">
            <Icon name="download" />
            {m.audit.exportLink}
          </a>
          <Button kind="primary" icon="shield" onPress={() => verify.mutate()} isDisabled={verify.isPending}>
            {m.audit.verify}
          </Button>
        </>
      }
    >
      {verify.isPending && <p role="status">{m.audit.verifying}</p>}
      {verify.isError && <ErrorPanel error={verify.error} onRetry={() => verify.mutate()} />}
      {verify.data && <VerificationResult result={verify.data} />}
      <Loaded query={query} rows={8}>
        {() =>
          items.length === 0 ? (
            <Empty icon="list">{m.audit.empty}</Empty>
          ) : (
            <DataTable
              caption={m.audit.table}
              columns={columns}
              rows={items}
              keyOf={(row) => String(row.sequence)}
            />
          )
        }
      </Loaded>
      {(vor !== undefined || (last && last.sequence > 1)) && (
        <div className="pager">
          {vor !== undefined && (
            <Button small onPress={() => void navigate({ search: { vor: undefined } })}>
              {m.audit.newest}
            </Button>
          )}
          {last && last.sequence > 1 && items.length >= 100 && (
            <Button small onPress={() => void navigate({ search: { vor: last.sequence } })}>
              {m.audit.older}
            </Button>
          )}
        </div>
      )}
    </Page>
  );
}

function VerificationResult({ result }: { result: Verification }) {
  const { m, language } = useMessages();
  const bad = result.first_bad;
  return (
    <Banner tone={result.valid ? 'success' : 'danger'} live>
      <p data-verification={result.valid ? 'valid' : 'invalid'}>
        <strong>
          {result.valid
            ? m.audit.valid(result.entries, result.records, result.originals)
            : m.audit.invalid(bad?.sequence ?? 0)}
        </strong>
        {bad && <> {sentence(m, 'chainFault', bad.reason, { record: bad.record ?? '' })}</>}
      </p>
      <p className="meta">
        {m.audit.checkedAt(formatInstant(result.checked_at, language))} · {m.audit.head}:{' '}
        <code className="hash" title={result.head}>
          {result.head.slice(0, 16)}
        </code>
      </p>
    </Banner>
  );
}
