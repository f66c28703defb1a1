// What is different since a decision was submitted: values side by side, and points that opened or closed.
import type { Waiting } from '../../lib/api/types';
import { sentence, useMessages } from '../../lib/i18n';
import { OpenPoints } from './OpenPoints';

type Changes = Waiting['changes'];

export const hasChanged = ({ facts, opened, closed }: Changes): boolean =>
  facts.length + opened.length + closed.length > 0;

export function ChangesSince({ changes }: { changes: Changes }) {
  const { m, language } = useMessages();
  const shown = (kind: string, value: string | null) => {
    if (value === null) return <em>{m.releases.noValue}</em>;
    return kind === 'requirement' ? sentence(m, 'requirementState', value) : value;
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
                <dd>{shown(subject.kind, before)}</dd>
                <dt>{m.releases.after}</dt>
                <dd>{shown(subject.kind, after)}</dd>
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
          <OpenPoints points={changes.closed} />
        </>
      )}
    </section>
  );
}
