// Eingangsquellen: the folders and mailboxes that are looked into, how they are, and what was not taken in.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DataTable } from '../../components/DataTable';
import { Icon, type IconName } from '../../components/Icon';
import { Page } from '../../components/Page';
import { Banner, Empty, Loaded } from '../../components/Panels';
import { intakeSourcesQuery, servicesQuery } from '../../lib/api/queries';
import type { IntakeSource } from '../../lib/api/types';
import { formatInstant, formatNumber } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { problemOf, useIntakeWords } from '../../lib/i18n/words/intake';

type State = 'fine' | 'troubled' | 'unknown';
const TAG: Record<State, string> = { fine: 'complete', troubled: 'danger', unknown: 'info' };
const ICON: Record<State, IconName> = { fine: 'check', troubled: 'warn', unknown: 'dash' };

const stateOf = (source: IntakeSource): State =>
  source.last_look_at === null ? 'unknown' : source.problem === null ? 'fine' : 'troubled';

export function SourcesPage() {
  const { m } = useMessages();
  const words = useIntakeWords();
  const query = useQuery(intakeSourcesQuery);
  return (
    <Page
      title={m.frame.sources}
      status={words.status}
      crumbs={
        <nav className="crumbs" aria-label={m.common.breadcrumb}>
          <Link to="/eingang">{m.frame.queue}</Link>
        </nav>
      }
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty>{words.empty}</Empty>
          ) : (
            <div className="panels">
              {items.map((source) => (
                <Source key={source.name} source={source} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function Source({ source }: { source: IntakeSource }) {
  const { language } = useMessages();
  const words = useIntakeWords();
  const services = useQuery(servicesQuery);
  const l = words.labels;
  const state = stateOf(source);
  const service = services.data?.services.find(({ id }) => id === source.service)?.name[language];
  const n = (value: number) => formatNumber(value, language);
  const at = (instant: string) => formatInstant(instant, language);
  const rows: [string, ReactNode][] = [
    [
      l.state,
      <span key="state" className={`tag ${TAG[state]}`}>
        <Icon name={ICON[state]} />
        {words.state[state]}
      </span>,
    ],
    [l.kind, `${words.kind[source.kind]}, ${words.channel[source.channel]}`],
    ...(source.service === null ? [] : [[l.service, service ?? source.service] as [string, string]]),
    [l.lastLook, source.last_look_at === null ? words.never : at(source.last_look_at)],
    [l.lastGoodLook, source.last_good_look_at === null ? words.never : at(source.last_good_look_at)],
    [
      l.taken,
      source.last_taken_at === null ? n(source.taken) : words.last(n(source.taken), at(source.last_taken_at)),
    ],
    [l.refused, n(source.refused)],
    [l.waiting, source.waiting === null ? '–' : n(source.waiting)],
  ];
  return (
    <section className="panel" aria-label={source.name}>
      <h2>{source.name}</h2>
      {source.problem !== null && (
        <Banner tone="danger">
          <p>{problemOf(words, source.problem)}</p>
        </Banner>
      )}
      {state === 'unknown' && (
        <Banner tone="info">
          <p>{words.unknown}</p>
        </Banner>
      )}
      <dl className="facts wide">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {source.last_refusals.length > 0 && <Refusals source={source} />}
    </section>
  );
}

function Refusals({ source }: { source: IntakeSource }) {
  const { language } = useMessages();
  const words = useIntakeWords();
  return (
    <>
      <h3>{words.refusals}</h3>
      <DataTable
        caption={`${words.refusals}: ${source.name}`}
        rows={source.last_refusals}
        keyOf={(row) => `${row.at} ${row.file_name}`}
        columns={[
          { id: 'at', label: words.columns.at, cell: (row) => formatInstant(row.at, language) },
          { id: 'reason', label: words.columns.reason, cell: (row) => words.refusal[row.code] },
          { id: 'name', label: words.columns.name, cell: (row) => row.file_name },
        ]}
      />
    </>
  );
}
