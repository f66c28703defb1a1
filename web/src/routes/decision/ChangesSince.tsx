// What is different since a decision was submitted: values side by side, and points that opened or closed.
import { useQuery } from '@tanstack/react-query';
import { fieldsQuery } from '../../lib/api/queries';
import type { Subject, Waiting } from '../../lib/api/types';
import { showValue } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { OpenPoints } from './OpenPoints';

type Changes = Waiting['changes'];

export const hasChanged = ({ facts, opened, closed }: Changes): boolean =>
  facts.length + opened.length + closed.length > 0;

export function ChangesSince({ caseId, changes }: { caseId: string; changes: Changes }) {
  const { m, language } = useMessages();
  // What kind of value it is, and so how people write it. Until it is known, the value stands as stored.
  const fields = useQuery({ ...fieldsQuery(caseId), enabled: changes.facts.length > 0 }).data?.fields ?? [];
  const shown = ({ kind, key }: Subject, value: string | null) => {
    if (value === null) return <em>{m.releases.noValue}</em>;
    if (kind === 'requirement') return sentence(m, 'requirementState', value);
    const field = kind === 'field' && fields.find(({ id }) => id === key);
    if (!field) return value;
    const { text, unit } = showValue(field.kind, value, field.options, language, m.common);
    return unit ? `${text} ${unit}` : text;
  };
  return (
    <section className="panel">
      <h2>{m.releases.changed}</h2>
      {!hasChanged(changes) && <p>{m.releases.unchanged}</p>}
      {changes.facts.length > 0 && (
        <ul className="changes">
          {changes.facts.map(({ subject, label, before, after, by }) => (
            <li key={`${subject.kind} ${subject.key}`}>
              <strong>{label?.[language] ?? sentence(m, 'subject', subject.kind)}</strong>
              <dl>
                <dt>{m.releases.before}</dt>
                <dd>{shown(subject, before)}</dd>
                <dt>{m.releases.after}</dt>
                <dd>{shown(subject, after)}</dd>
              </dl>
              {by && <p className="meta">{m.releases.changedBy(by.display_name)}</p>}
            </li>
          ))}
        </ul>
      )}
      {changes.opened.length > 0 && (
        <>
          <h3>{m.releases.opened}</h3>
          <OpenPoints points={changes.opened} />
        </>
      )}
      {changes.closed.length > 0 && (
        <>
          <h3>{m.releases.closed}</h3>
          <OpenPoints points={changes.closed} settled />
        </>
      )}
    </section>
  );
}
