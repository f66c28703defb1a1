// What stands behind a suggestion, wherever it is opened: value or abstention, places, other readings, checks, origin.
import type { ReactNode } from 'react';
import { Icon } from '../../components/Icon';
import type { Evidence, SuggestionView } from '../../lib/api/types';
import { sourceKey, sourcesOf } from '../../lib/contradiction';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { modelOf } from '../../lib/origin';
import { useCase } from './case-context';
import { remarkIcon } from './remark-icon';
import { ShowPlace } from './ShowPlace';

type Props = {
  suggestion: SuggestionView;
  show: (value: string | null) => string;
  /** Documents contradict each other and nobody has said what holds: no value stands before the others. */
  contradicted?: boolean;
};

export function SuggestionRows({ suggestion, show, contradicted = false }: Props) {
  const { m } = useMessages();
  return (
    <>
      {contradicted ? (
        <SourceRows suggestion={suggestion} show={show} />
      ) : (
        <ReadRows suggestion={suggestion} show={show} />
      )}
      {suggestion.remarks.length > 0 && (
        <Row name={m.details.checks}>
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
    </>
  );
}

function SourceRows({ suggestion, show }: Props) {
  const { m } = useMessages();
  const { detail } = useCase();
  return sourcesOf(suggestion, detail.documents).map((source) => (
    <Row key={sourceKey(source)} name={m.details.stated}>
      {show(source.value)}
      <Places evidence={source.evidence} />
    </Row>
  ));
}

function ReadRows({ suggestion, show }: Props) {
  const { m } = useMessages();
  const d = m.details;
  return (
    <>
      <Row name={d.suggested}>
        {suggestion.hidden_by_sample
          ? m.fields.sampleFirst
          : suggestion.abstained
            ? sentence(m, 'abstention', suggestion.abstained)
            : show(suggestion.value)}
        <Places evidence={suggestion.evidence} />
      </Row>
      {suggestion.alternatives.map((other) => (
        <Row key={`${other.value}-${other.evidence[0]?.box.join()}`} name={d.otherReading}>
          {show(other.value)}
          <Places evidence={other.evidence} />
        </Row>
      ))}
    </>
  );
}

/** What made the suggestion; instructions are a model's only. */
export function Origin({ suggestion }: { suggestion: SuggestionView }) {
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

export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where it stands and what was read there, each with the way to it. */
export function Places({ evidence }: { evidence: readonly Evidence[] }) {
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
