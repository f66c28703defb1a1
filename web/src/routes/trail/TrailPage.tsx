// S2 KI-Prüfspur: every suggestion and what a person made of it.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { TRAIL_OUTCOMES, type TrailOutcome } from '../../app/router';
import { Segments } from '../../components/Choice';
import { Confidence } from '../../components/Confidence';
import { type ColumnOf, DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { Empty, Loaded } from '../../components/Panels';
import { trailQuery } from '../../lib/api/queries';
import type { TrailItem } from '../../lib/api/types';
import { sourcesOf } from '../../lib/contradiction';
import { formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useStoredValue } from '../../lib/stored-value';

const PAGE_SIZE = 50;

function useColumns(): ColumnOf<TrailItem>[] {
  const { m, language } = useMessages();
  const stored = useStoredValue();
  const c = m.trail.columns;
  return [
    {
      id: 'time',
      label: c.time,
      unbroken: true,
      cell: (row) => formatInstant(row.suggestion.created_at, language),
    },
    {
      id: 'case',
      label: c.case,
      unbroken: true,
      cell: (row) => (
        <Link to="/akten/$id/angaben" params={{ id: row.case.id }}>
          {row.case.reference}
        </Link>
      ),
    },
    {
      id: 'subject',
      label: c.subject,
      cell: (row) => (
        <>
          {row.label?.[language] ?? m.codes.subject[row.suggestion.subject.kind]}
          {row.superseded && (
            <>
              {' '}
              <span className="tag">{m.trail.superseded}</span>
            </>
          )}
        </>
      ),
    },
    {
      id: 'suggested',
      label: c.suggested,
      cell: (row) =>
        row.suggestion.value === null ? (
          <span className="no-value">
            {row.suggestion.hidden_by_sample ? m.trail.hidden : m.trail.abstained}
          </span>
        ) : (
          sourcesOf(row.suggestion)
            .map(({ value }) => stored(row.suggestion.subject, value))
            .join(' / ')
        ),
    },
    {
      id: 'final',
      label: c.final,
      cell: (row) =>
        row.review?.value ? (
          stored(row.suggestion.subject, row.review.value)
        ) : (
          <span className="meta">–</span>
        ),
    },
    {
      id: 'confidence',
      label: c.confidence,
      cell: (row) => <Confidence level={row.suggestion.confidence} />,
    },
    {
      id: 'verdict',
      label: c.verdict,
      cell: (row) =>
        row.review ? (
          <span className={`state ${row.review.verdict}`}>{m.codes.verdict[row.review.verdict]}</span>
        ) : (
          <span className="meta">{m.common.open}</span>
        ),
    },
    {
      id: 'reason',
      label: c.reason,
      cell: (row) => (row.review?.reason ? m.codes.reason[row.review.reason] : '–'),
    },
    { id: 'by', label: c.by, cell: (row) => row.review?.by.display_name ?? '–' },
  ];
}

export function TrailPage() {
  const { m } = useMessages();
  const search = useSearch({ from: '/pruefspur' });
  const navigate = useNavigate({ from: '/pruefspur' });
  const outcome = search.ausgang ?? 'all';
  const query = useQuery(trailQuery({ outcome, offset: search.ab ?? 0, limit: PAGE_SIZE }));
  const columns = useColumns();
  return (
    <Page wide title={m.trail.title} status={query.data && m.trail.status(query.data.total)}>
      <Segments
        label={m.trail.filter}
        value={outcome}
        onChange={(value) => void navigate({ search: { ausgang: value as TrailOutcome } })}
        items={TRAIL_OUTCOMES.map((id) => ({ id, label: m.trail.outcomes[id] }))}
      />
      <Loaded query={query} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="eye">{m.trail.empty}</Empty>
          ) : (
            <DataTable
              caption={m.trail.table}
              columns={columns}
              rows={items}
              keyOf={(row) => row.suggestion.id}
            />
          )
        }
      </Loaded>
      <Pager
        total={query.data?.total ?? 0}
        size={PAGE_SIZE}
        offset={search.ab ?? 0}
        onMove={(ab) => void navigate({ search: { ausgang: search.ausgang, ab: ab || undefined } })}
      />
    </Page>
  );
}
