// D1 Modelle: what makes suggestions, from what, and what people made of them.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { Banner, Loaded } from '../../components/Panels';
import { modelsQuery } from '../../lib/api/queries';
import type { Models } from '../../lib/api/types';
import { formatNumber } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';

const MIN_REVIEWED = 50;

function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts wide">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function ModelsPage() {
  const { m } = useMessages();
  const query = useQuery(modelsQuery);
  return (
    <Page title={m.models.title} status={m.models.status}>
      <Loaded query={query}>{(models) => <ModelPanels models={models} />}</Loaded>
    </Page>
  );
}

function ModelPanels({ models }: { models: Models }) {
  const { m, language } = useMessages();
  const l = m.models.labels;
  const n = (value: number) => formatNumber(value, language);
  const { encoder, blueprint, regulations } = models;
  return (
    <div className="panels">
      <section className="panel">
        <h2>{m.models.encoder}</h2>
        {encoder === null ? (
          <Banner tone="info">
            <p>{m.models.noEncoder}</p>
          </Banner>
        ) : (
          <Facts
            rows={[
              [l.state, m.models.state[models.state]],
              [l.name, encoder.name],
              [l.revision, <code key="revision">{encoder.revision ?? '–'}</code>],
              [l.licence, encoder.licence ?? '–'],
              [l.dimension, n(encoder.dimension)],
              [l.prompt, <code key="prompt">{encoder.prompt}</code>],
              [l.digest, <code key="digest">{encoder.digest}</code>],
            ]}
          />
        )}
      </section>
      <section className="panel">
        <h2>{m.models.suggestions}</h2>
        <Shares suggestions={models.suggestions} />
      </section>
      <section className="panel">
        <h2>{m.models.blueprint}</h2>
        <Facts
          rows={[
            [l.version, <code key="version">{blueprint.version}</code>],
            [l.services, n(blueprint.services)],
            [l.verified, n(blueprint.verified_services)],
          ]}
        />
        <h3>{m.models.blueprintIssues}</h3>
        {blueprint.issues.length === 0 ? (
          <p className="meta">{m.models.noIssues}</p>
        ) : (
          <DataTable
            caption={m.models.blueprintIssues}
            rows={blueprint.issues}
            keyOf={(row) => row.code + row.file + row.detail}
            columns={[
              {
                id: 'code',
                label: m.models.columns.code,
                cell: (row) => sentence(m, 'blueprintIssue', row.code),
              },
              { id: 'file', label: m.models.columns.file, cell: (row) => <code>{row.file}</code> },
              { id: 'detail', label: m.models.columns.detail, cell: (row) => row.detail },
            ]}
          />
        )}
      </section>
      <section className="panel">
        <h2>{m.models.regulations}</h2>
        <Facts
          rows={[
            [l.passages, n(regulations.passages)],
            [l.laws, n(regulations.laws)],
          ]}
        />
      </section>
    </div>
  );
}

/** Counts always; shares as bars only from 50 reviewed suggestions on. */
function Shares({ suggestions }: { suggestions: Models['suggestions'] }) {
  const { m, language } = useMessages();
  const l = m.models.labels;
  const n = (value: number) => formatNumber(value, language);
  const enough = suggestions.reviewed >= MIN_REVIEWED;
  const share = (count: number) => (suggestions.reviewed > 0 ? count / suggestions.reviewed : 0);
  return (
    <>
      <Facts
        rows={[
          [l.total, n(suggestions.total)],
          [l.abstained, n(suggestions.abstained)],
          [l.reviewed, n(suggestions.reviewed)],
        ]}
      />
      <figure className="shares">
        <figcaption className="meta">
          {enough ? m.models.shareCaption(suggestions.reviewed) : m.models.few(suggestions.reviewed)}
        </figcaption>
        <dl>
          {(['accepted', 'amended', 'rejected'] as const).map((key) => (
            <div key={key}>
              <dt>{l[key]}</dt>
              <dd>
                <span className="share-count">{n(suggestions[key])}</span>
                {enough && (
                  <>
                    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                      <rect width="100" height="6" className="progress-ground" />
                      <rect width={100 * share(suggestions[key])} height="6" className="progress-bar" />
                    </svg>
                    <span className="meta">
                      {m.models.share(`${formatNumber(100 * share(suggestions[key]), language)} %`)}
                    </span>
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </figure>
    </>
  );
}
