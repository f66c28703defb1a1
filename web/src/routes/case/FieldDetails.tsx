// The drawer behind `D`: where a value comes from, what else was read, checks, who reviewed it, what made it.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../../components/Icon';
import { reliabilityQuery } from '../../lib/api/figure-queries';
import type { Evidence, FieldView, SuggestionView } from '../../lib/api/types';
import { percent } from '../../lib/evaluation';
import { formatInstant, formatNumber, showValue } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useEntryWords } from '../../lib/i18n/words/entries';
import { certaintyInWords, modelOf } from '../../lib/origin';
import { useCase } from './case-context';
import { remarkIcon } from './remark-icon';
import { ShowPlace } from './ShowPlace';

export function FieldDetails({ field }: { field: FieldView }) {
  const { m, language } = useMessages();
  const { source } = useCase();
  const { suggestion, review } = field;
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    drawer.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const d = m.details;
  const certainty = suggestion && source.isRecord && certaintyInWords(suggestion, m);
  const show = (value: string | null) => {
    if (value === null) return m.fields.noValue;
    const shown = showValue(field.kind, value, field.options, language, m.common);
    return `${shown.text}${shown.unit ? ` ${shown.unit}` : ''}`;
  };
  return (
    <section ref={drawer} className="field-details" aria-label={d.title}>
      <h3>{d.title}</h3>
      <dl>
        {review && (
          <Row name={d.review}>
            {m.codes.verdict[review.verdict]}: {show(review.value)}
            <span className="meta">
              {' '}
              {m.fields.by(review.by.display_name, formatInstant(review.at, language))}
              {review.reason && `, ${m.codes.reason[review.reason]}`}
            </span>
            {review.verdict !== 'accepted' && <Places evidence={review.evidence} />}
          </Row>
        )}
        {suggestion ? (
          <Row name={d.suggested}>
            {suggestion.abstained ? sentence(m, 'abstention', suggestion.abstained) : show(suggestion.value)}
            <Places evidence={suggestion.evidence} />
          </Row>
        ) : (
          <Row name={d.suggested}>{d.none}</Row>
        )}
        {suggestion?.alternatives.map((other) => (
          <Row key={`${other.value}-${other.evidence[0]?.box.join()}`} name={d.otherReading}>
            {show(other.value)}
            <Places evidence={other.evidence} />
          </Row>
        ))}
        {suggestion && suggestion.remarks.length > 0 && (
          <Row name={d.checks}>
            <ul className="plain-list">
              {suggestion.remarks.map((remark) => (
                <li key={remark.code}>
                  <Icon name={remarkIcon(remark.code)} />{' '}
                  {sentence(m, 'remark', remark.code, remark.parameters)}
                </li>
              ))}
            </ul>
          </Row>
        )}
        {certainty && <Row name={m.fields.certainty}>{certainty}</Row>}
        {certainty && <Measured field={field.id} />}
        <Row name={d.requirement}>{sentence(m, 'fieldRequirement', field.requirement)}</Row>
      </dl>
      {suggestion && source.isRecord && <Origin suggestion={suggestion} />}
    </section>
  );
}

/** How often people took such suggestions as they were; nothing while it is not known. */
function Measured({ field }: { field: string }) {
  const { words, language } = useEntryWords();
  const { data } = useQuery(reliabilityQuery(field));
  if (!data) return null;
  const { taken, minimum_n, days } = data;
  const number = (count: number) => formatNumber(count, language);
  const share = (value: number) => percent(value, language);
  return (
    <Row name={words.measured}>
      {taken.value === null || taken.low === null || taken.high === null
        ? words.few(number(taken.n), number(minimum_n))
        : words.taken(
            share(taken.value),
            words.interval(share(taken.low), share(taken.high)),
            days,
            number(taken.n),
          )}
    </Row>
  );
}

/** What made the suggestion; instructions are a model's only. */
function Origin({ suggestion }: { suggestion: SuggestionView }) {
  const { m, language } = useMessages();
  const d = m.details;
  const model = modelOf(suggestion);
  return (
    <details>
      <summary>{d.origin}</summary>
      <dl>
        {model === null ? (
          <Row name={d.madeBy}>{d.rules}</Row>
        ) : (
          <Row name={d.model}>
            <code>{model}</code>
          </Row>
        )}
        <Row name={d.blueprint}>
          <code>{suggestion.origin.blueprint}</code>
        </Row>
        {model !== null && (
          <Row name={d.prompt}>
            <code>{suggestion.origin.prompt}</code>
          </Row>
        )}
        <Row name={d.created}>{formatInstant(suggestion.created_at, language)}</Row>
      </dl>
    </details>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where it stands and what was read there, each with the way to it. */
function Places({ evidence }: { evidence: readonly Evidence[] }) {
  const { m } = useMessages();
  const { detail } = useCase();
  const fileOf = (id: string) => detail.documents.find((document) => document.id === id)?.file_name ?? '';
  if (evidence.length === 0) return null;
  return (
    <ul className="places">
      {evidence.map((place) => {
        const where = `${fileOf(place.document_id)}, ${m.common.page} ${place.page}`;
        return (
          <li key={`${place.document_id}-${place.page}-${place.box.join()}`}>
            <span className="meta">
              {where}
              {place.text && `, ${m.details.reading}: ${m.common.quoted(place.text)}`}
            </span>
            <ShowPlace place={place} of={where} />
          </li>
        );
      })}
    </ul>
  );
}
