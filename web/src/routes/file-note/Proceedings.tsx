// What was written, decided and done in a case.
import type { CaseDetail, DecisionFile, HistoryItem, Letters } from '../../lib/api/types';
import { headline } from '../../lib/detail';
import { formatDate, formatInstant } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { fileNoteWords } from '../../lib/i18n/words/file-note';
import { actorName } from '../case/HistoryPage';
import { useNames } from '../case/useNames';
import { OpenPoints } from '../decision/OpenPoints';
import { Lines, Sheet } from './Sheet';

export function LettersSent({ letters }: { letters: Letters['letters'] }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  return (
    <Sheet title={words.letters}>
      {letters.length === 0 && <p>{words.none}</p>}
      {letters.map(({ id, kind, at, by, content, sha256 }) => (
        <div key={id}>
          <p>
            <strong>
              {words.letter(sentence(m, 'letterKind', kind), formatInstant(at, language), by.display_name)}
            </strong>
          </p>
          {content.due_on && <p>{words.answerBy(formatDate(content.due_on, language))}</p>}
          {content.items.length > 0 && (
            <ul>
              {content.items.map(({ requirement, text }) => (
                <li key={requirement}>{text}</li>
              ))}
            </ul>
          )}
          <p className="meta digest">
            {words.digest}: {sha256}
          </p>
        </div>
      ))}
    </Sheet>
  );
}

export function Decisions({ file }: { file: DecisionFile }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  return (
    <Sheet title={words.decisions}>
      {file.decisions.length === 0 && <p>{words.noDecision}</p>}
      {file.waiting && <p>{words.waiting}</p>}
      {file.decisions.map((decision) => (
        <div key={decision.id}>
          <p>
            <strong>{m.codes.outcome[decision.outcome]}</strong>
          </p>
          <p>{m.decision.by(decision.by.display_name, formatInstant(decision.at, language))}</p>
          {decision.released_by && <p>{m.releases.releasedBy(decision.released_by.display_name)}</p>}
          <p className="reasons-text">{decision.reasons}</p>
          {decision.open_points.length > 0 && (
            <>
              <p>{m.decision.openThen}</p>
              <OpenPoints points={decision.open_points} />
            </>
          )}
        </div>
      ))}
      {file.reopenings.map(({ id, at, by, ground, reasons }) => (
        <div key={id}>
          <p>
            <strong>
              {m.releases.reopenedOn(by.display_name, formatInstant(at, language))}:{' '}
              {m.codes.reopeningGround[ground]}
            </strong>
          </p>
          <p className="reasons-text">{reasons}</p>
        </div>
      ))}
    </Sheet>
  );
}

export function History({ detail, items }: { detail: CaseDetail; items: readonly HistoryItem[] }) {
  const { m, language } = useMessages();
  const words = fileNoteWords[language];
  const nameOf = useNames(detail);
  return (
    <Lines
      title={m.history.title}
      columns={[words.at, words.what, words.who]}
      rows={items.map((item) => ({
        key: `${item.at}-${item.action}-${JSON.stringify(item.detail)}`,
        cells: [formatInstant(item.at, language), headline(item, m, nameOf), actorName(item.actor, m)],
      }))}
    />
  );
}
