// The letters that were sent in a case, newest first: when, by whom, what they ask for, and the file itself.
import { Icon } from '../../components/Icon';
import type { SentLetter } from '../../lib/api/types';
import { formatDate, formatInstant } from '../../lib/format';
import { useMessages } from '../../lib/i18n';

const DIGEST_LETTERS = 12;

export function SentLetters({
  letters,
  labelOf,
}: {
  letters: readonly SentLetter[];
  labelOf: (requirement: string) => string;
}) {
  const { m } = useMessages();
  return (
    <section className="panel" aria-labelledby="letters-sent-title">
      <h2 id="letters-sent-title">{m.letters.sentList}</h2>
      {letters.length === 0 && <p>{m.letters.noneSent}</p>}
      <ul className="letters-sent">
        {letters.toReversed().map((letter) => (
          <Sent key={letter.id} letter={letter} labelOf={labelOf} />
        ))}
      </ul>
    </section>
  );
}

function Sent({ letter, labelOf }: { letter: SentLetter; labelOf: (requirement: string) => string }) {
  const { m, language } = useMessages();
  const { content, kind, sha256 } = letter;
  const at = formatInstant(letter.at, language);
  const name = m.codes.letterKind[kind];
  return (
    <li>
      <p>
        <strong>{name}</strong> <span className="meta">{m.letters.sentBy(letter.by.display_name, at)}</span>
      </p>
      <dl className="facts">
        {content.items.length > 0 && (
          <div>
            <dt>{m.letters.asked}</dt>
            <dd>{content.items.map((item) => labelOf(item.requirement)).join(', ')}</dd>
          </div>
        )}
        {letter.kind === 'transfer' && (
          <div>
            <dt>{m.letters.authority}</dt>
            <dd>{content.recipient.join(', ')}</dd>
          </div>
        )}
        {content.due_on && (
          <div>
            <dt>{m.letters.until}</dt>
            <dd>{formatDate(content.due_on, language)}</dd>
          </div>
        )}
        <div>
          <dt>{m.letters.digest}</dt>
          <dd>
            <code title={sha256}>{sha256.slice(0, DIGEST_LETTERS)}…</code>
            {letter.in_outbox && ` · ${m.letters.inOutbox}`}
          </dd>
        </div>
      </dl>
      <a
        className="button small"
        href={`/api/letters/${letter.id}/pdf`}
        download
        aria-label={m.letters.pdfOf(name, at)}
      >
        <Icon name="download" />
        {m.letters.pdf}
      </a>
    </li>
  );
}
