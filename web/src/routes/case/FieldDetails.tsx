// The drawer behind `D`: where a value comes from, what else was read, checks, who reviewed it, what made it.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { reliabilityQuery } from '../../lib/api/figure-queries';
import type { FieldView } from '../../lib/api/types';
import { isContradicted } from '../../lib/contradiction';
import { percent } from '../../lib/evaluation';
import { formatInstant, formatNumber, showValue } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useEntryWords } from '../../lib/i18n/words/entries';
import { certaintyInWords } from '../../lib/origin';
import { useCase } from './case-context';
import { Origin, Places, Row, SuggestionRows } from './SuggestionParts';

export function FieldDetails({ field }: { field: FieldView }) {
  const { m, language } = useMessages();
  const { source } = useCase();
  const { suggestion, review } = field;
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    drawer.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const d = m.details;
  const contradicted = isContradicted(field);
  // How sure the machine was is about one value; none has it while they contradict each other.
  const certainty = suggestion && source.isRecord && !contradicted && certaintyInWords(suggestion, m);
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
          <SuggestionRows suggestion={suggestion} show={show} contradicted={contradicted} />
        ) : (
          <Row name={d.suggested}>{field.hidden_by_sample ? m.fields.sampleFirst : d.none}</Row>
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
