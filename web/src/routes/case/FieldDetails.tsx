// The drawer behind `D`: where a suggestion comes from, what was checked, which model made it.
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import type { FieldView } from '../../lib/api/types';
import { formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { useCase } from './case-context';
import { remarkIcon } from './remark-icon';

export function FieldDetails({ field }: { field: FieldView }) {
  const { m, language } = useMessages();
  const { detail, showEvidence } = useCase();
  const suggestion = field.suggestion;
  const d = m.details;
  if (!suggestion) return <p className="field-details meta">{d.none}</p>;
  const fileOf = (id: string) => detail.documents.find((document) => document.id === id)?.file_name ?? '';
  return (
    <section className="field-details" aria-label={d.title}>
      <h3>{d.title}</h3>
      <dl>
        {suggestion.evidence.map((evidence) => (
          <div key={`${evidence.document_id}-${evidence.page}-${evidence.box.join()}`}>
            <dt>{d.place}</dt>
            <dd>
              {fileOf(evidence.document_id)}, {m.common.page} {evidence.page}
              {evidence.text && (
                <>
                  {' '}
                  · {d.reading}: {m.common.quoted(evidence.text)}
                </>
              )}{' '}
              <Button small kind="quiet" icon="eye" onPress={() => showEvidence(evidence)}>
                {m.fields.showPlace}
              </Button>
            </dd>
          </div>
        ))}
        {suggestion.remarks.length > 0 && (
          <div>
            <dt>{d.checks}</dt>
            <dd>
              <ul className="plain-list">
                {suggestion.remarks.map((remark) => (
                  <li key={remark.code}>
                    <Icon name={remarkIcon(remark.code)} />{' '}
                    {sentence(m, 'remark', remark.code, remark.parameters)}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        {suggestion.probability !== null && (
          <div>
            <dt>{d.probability}</dt>
            <dd>{d.probabilityText(Math.round(suggestion.probability * 100))}</dd>
          </div>
        )}
        <div>
          <dt>{d.requirement}</dt>
          <dd>{sentence(m, 'fieldRequirement', field.requirement)}</dd>
        </div>
        <div>
          <dt>{d.model}</dt>
          <dd className="code">{suggestion.origin.model}</dd>
        </div>
        <div>
          <dt>{d.blueprint}</dt>
          <dd className="code">{suggestion.origin.blueprint}</dd>
        </div>
        <div>
          <dt>{d.prompt}</dt>
          <dd className="code">{suggestion.origin.prompt}</dd>
        </div>
        <div>
          <dt>{d.created}</dt>
          <dd>{formatInstant(suggestion.created_at, language)}</dd>
        </div>
      </dl>
    </section>
  );
}
