// D7 Drift: week by week over live cases, how often the models are silent, which forms look otherwise than taught, and
// how often people change what was suggested.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Choice, Segments } from '../../components/Choice';
import { DataTable } from '../../components/DataTable';
import { Page } from '../../components/Page';
import { Empty, Loaded } from '../../components/Panels';
import { driftQuery } from '../../lib/api/evaluation-queries';
import type { Drift, OtherEdition } from '../../lib/api/types';
import { FORM_SERIES, isEmpty, newsOf, PERIODS, periodOf } from '../../lib/drift';
import { formatDate, formatNumber } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { useDriftWords } from '../../lib/i18n/words/drift';
import { AreaTabs } from '../evaluation/RunPage';
import { ChangeText, type Scale, SeriesView } from './SeriesView';
import '../../styles/evaluation.css';

const ALL = 'all';

export function DriftPage() {
  const { d } = useDriftWords();
  const weeks = periodOf(useSearch({ from: '/drift' }).wochen);
  const navigate = useNavigate({ from: '/drift' });
  const query = useQuery(driftQuery(weeks));
  return (
    <Page wide title={d.title} status={d.status}>
      <AreaTabs />
      <div className="stack">
        <Segments
          label={d.weeks}
          value={String(weeks)}
          items={PERIODS.map((count) => ({ id: String(count), label: d.lastWeeks(count) }))}
          onChange={(id) => void navigate({ search: { wochen: Number(id) }, replace: true })}
        />
        <Loaded query={query} rows={8}>
          {(drift) =>
            isEmpty(drift) ? <Empty icon="chart">{d.none}</Empty> : <Panels key={weeks} drift={drift} />
          }
        </Loaded>
        <p className="meta">{d.counts}</p>
      </div>
    </Page>
  );
}

function Panels({ drift }: { drift: Drift }) {
  const { d } = useDriftWords();
  const scale: Scale = { weeks: drift.weeks, minimum: drift.minimum_n, before: drift.weeks_before };
  return (
    <>
      <News drift={drift} scale={scale} />
      <Silences drift={drift} scale={scale} />
      <Forms drift={drift} scale={scale} />
      <section className="panel">
        <h2>{d.overrides}</h2>
        <p className="meta">{d.overridesHint}</p>
        <Overrides drift={drift} scale={scale} />
      </section>
    </>
  );
}

function News({ drift, scale }: { drift: Drift; scale: Scale }) {
  const { m } = useMessages();
  const { d, language } = useDriftWords();
  const subjects: Record<string, string> = m.codes.subject;
  const series = [
    ...drift.silences.map(({ kind, points }) => ({
      name: `${d.silence}: ${subjects[kind] ?? kind}`,
      points,
    })),
    ...FORM_SERIES.map((id) => ({ name: d.formSeries[id], points: drift.forms[id] })),
    ...drift.overrides.map(({ model, points }) => ({
      name: `${d.overrides}: ${model ?? d.allModels}`,
      points,
    })),
  ];
  const news = newsOf(series, scale.weeks);
  return (
    <section className="panel">
      <h2>{d.news}</h2>
      <p className="meta">{d.newsHint(scale.before)}</p>
      {news.length === 0 ? (
        <p>{d.noNews}</p>
      ) : (
        <ul className="drift-news">
          {news.map(({ name, week, point }) => (
            <li key={`${week} ${name}`}>
              {name}, {d.week} {formatDate(week, language)}:{' '}
              <ChangeText point={point} before={scale.before} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Silences({ drift: { silences }, scale }: { drift: Drift; scale: Scale }) {
  const { m } = useMessages();
  const { d } = useDriftWords();
  const subjects: Record<string, string> = m.codes.subject;
  const sentences: Record<string, string> = m.codes.abstention;
  const [kind, setKind] = useState('field');
  const [reason, setReason] = useState(ALL);
  const shown = silences.find((one) => one.kind === kind) ?? silences[0];
  if (shown === undefined) return null;
  const ofReason = shown.reasons.find((one) => one.reason === reason);
  const name = subjects[shown.kind] ?? shown.kind;
  const because = ofReason === undefined ? '' : `: ${sentences[ofReason.reason] ?? ofReason.reason}`;
  return (
    <section className="panel">
      <h2>{d.silence}</h2>
      <p className="meta">{d.silenceHint}</p>
      <div className="drift-choices">
        <Choice
          label={d.kind}
          value={shown.kind}
          items={silences.map((one) => ({ id: one.kind, label: subjects[one.kind] ?? one.kind }))}
          onChange={(id) => {
            setKind(id);
            setReason(ALL);
          }}
        />
        <Choice
          label={d.reason}
          value={ofReason?.reason ?? ALL}
          items={[
            { id: ALL, label: d.allReasons },
            ...shown.reasons.map((one) => ({ id: one.reason, label: sentences[one.reason] ?? one.reason })),
          ]}
          onChange={setReason}
        />
      </div>
      <SeriesView
        what={`${d.silence}, ${name}${because}`}
        points={(ofReason ?? shown).points}
        scale={scale}
      />
    </section>
  );
}

function Forms({ drift: { forms }, scale }: { drift: Drift; scale: Scale }) {
  const { d, language } = useDriftWords();
  const [shown, setShown] = useState<(typeof FORM_SERIES)[number]>('unseen');
  return (
    <section className="panel">
      <h2>{d.forms}</h2>
      <p className="meta">{d.formsHint}</p>
      <h3>{d.editions}</h3>
      {forms.other_editions.length === 0 ? (
        <p className="meta">{d.noEditions}</p>
      ) : (
        <>
          <DataTable<OtherEdition>
            caption={d.editions}
            rows={forms.other_editions}
            keyOf={(edition) => edition.form}
            columns={[
              { id: 'form', label: d.form, cell: (edition) => edition.name || edition.form },
              {
                id: 'first',
                label: d.firstSeen,
                cell: (edition) => formatDate(edition.first_seen, language),
              },
              { id: 'last', label: d.lastSeen, cell: (edition) => formatDate(edition.last_seen, language) },
              {
                id: 'documents',
                label: d.documents,
                number: true,
                cell: (edition) => formatNumber(edition.documents, language),
              },
            ]}
          />
          <p className="meta">{d.teach}</p>
        </>
      )}
      <Segments
        label={d.show}
        value={shown}
        items={FORM_SERIES.map((id) => ({ id, label: d.formSeries[id] }))}
        onChange={(id) => setShown(FORM_SERIES.find((one) => one === id) ?? 'unseen')}
      />
      <SeriesView what={`${d.formSeries[shown]}, ${d.formOf[shown]}`} points={forms[shown]} scale={scale} />
    </section>
  );
}

function Overrides({ drift: { overrides }, scale }: { drift: Drift; scale: Scale }) {
  const { d } = useDriftWords();
  const [model, setModel] = useState(ALL);
  const shown = overrides.find((one) => (one.model ?? ALL) === model) ?? overrides[0];
  if (shown === undefined) return <p className="meta">{d.noOverrides}</p>;
  const name = (one: string | null) => one ?? d.allModels;
  return (
    <>
      <Choice
        label={d.model}
        value={shown.model ?? ALL}
        items={overrides.map((one) => ({ id: one.model ?? ALL, label: name(one.model) }))}
        onChange={setModel}
      />
      <SeriesView what={`${d.overrides}, ${name(shown.model)}`} points={shown.points} scale={scale} />
    </>
  );
}
