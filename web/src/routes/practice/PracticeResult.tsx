// What became of each field of a practice case: what was suggested, what the person did, what is true and where it
// stands. About the fields alone: no score and no count that could stand for a person.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import type { Evidence, FieldView, PracticeCase, PracticeFinding } from '../../lib/api/types';
import { sourceKey, sourcesOf } from '../../lib/contradiction';
import { useMessages } from '../../lib/i18n';
import { usePracticeWords } from '../../lib/i18n/words/practice';
import { groupsOf } from '../../lib/practice';
import { useCase } from '../case/case-context';
import { ShownValue } from '../case/FieldRow';

export function PracticeResult({
  practice,
  findings,
  onAgain,
}: {
  practice: PracticeCase;
  findings: readonly PracticeFinding[];
  onAgain: () => void;
}) {
  const w = usePracticeWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="side-body">
      <div className="side-scroll">
        <h2 ref={heading} tabIndex={-1}>
          {w.result}
        </h2>
        <p className="meta">{w.resultIntro}</p>
        {groupsOf(findings).map((group) => (
          <section key={group.outcome} className={`practice-group ${group.outcome}`}>
            <h3>{w.outcome[group.outcome]}</h3>
            <ul>
              {group.findings.map((finding) => {
                const at = practice.fields.findIndex((field) => field.id === finding.field);
                const field = practice.fields[at];
                return (
                  field && <Finding key={finding.field} field={field} number={at + 1} finding={finding} />
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      <footer className="decision-foot">
        <Button icon="undo" onPress={onAgain}>
          {w.again}
        </Button>
        <Link to="/uebung" className="button primary">
          {w.others}
        </Link>
      </footer>
    </div>
  );
}

function Finding({ field, number, finding }: { field: FieldView; number: number; finding: PracticeFinding }) {
  const { m, language } = useMessages();
  const w = usePracticeWords();
  const { detail } = useCase();
  const { verdict, answered, truth, places, why } = finding;
  // Where documents contradicted each other, all that they said.
  const said = sourcesOf(field.suggestion, detail.documents);
  return (
    <li className="practice-finding">
      <h4>
        <span className="number">{number}</span> {field.label[language]}
      </h4>
      <dl>
        <Row name={w.suggested}>
          {said.length === 0 && w.silence}
          {said.map((source) => (
            <p key={sourceKey(source)}>
              <ShownValue field={field} value={source.value} />
              {source.value !== truth && (
                <Place field={field} place={source.evidence[0]} name={w.suggestedPlace} />
              )}
            </p>
          ))}
        </Row>
        <Row name={w.yours}>
          {verdict === null ? w.nothing : m.codes.verdict[verdict]}
          {answered !== null && verdict !== 'accepted' && (
            <>
              {': '}
              <ShownValue field={field} value={answered} />
            </>
          )}
        </Row>
        <Row name={w.truth}>
          {truth === null ? w.notStated : <ShownValue field={field} value={truth} />}
          {places.map((place) => (
            <Place
              key={`${place.document_id}-${place.page}-${place.box.join()}`}
              field={field}
              place={place}
              name={w.truePlace}
            />
          ))}
        </Row>
      </dl>
      {why && (
        <p className="practice-why">
          <Icon name="info" />
          <span>
            <strong>{w.why}:</strong> {why[language]}
          </span>
        </p>
      )}
    </li>
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

/** Shows a place on its page, and which field it belongs to. */
function Place({ field, place, name }: { field: FieldView; place: Evidence | undefined; name: string }) {
  const { m, language } = useMessages();
  const { detail, showEvidence, setActiveField, setPaneHidden } = useCase();
  if (!place) return null;
  const file = detail.documents.find((document) => document.id === place.document_id)?.file_name ?? '';
  const where = `${file}, ${m.common.page} ${place.page}`;
  return (
    <Button
      small
      kind="quiet"
      icon="eye"
      aria-label={`${name}: ${field.label[language]}, ${where}`}
      onPress={() => {
        setActiveField(field.id);
        setPaneHidden(false);
        showEvidence(place);
      }}
    >
      {name}
    </Button>
  );
}
