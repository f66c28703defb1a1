// One passage of a regulation: citation, heading, words, validity, and why it stands here.
import type { LegalBasis } from '../lib/api/types';
import { formatDate, unbroken } from '../lib/format';
import { useMessages } from '../lib/i18n';
import { citedSentence, type MarkedSentence } from '../lib/norm-sentence';
import { Icon } from './Icon';

export function Norm({
  basis,
  usedBy,
  heading: Heading = 'h3',
}: {
  basis: LegalBasis;
  usedBy?: readonly string[];
  heading?: 'h2' | 'h3';
}) {
  const { m, language } = useMessages();
  const sentence = basis.resolved ? citedSentence(basis) : null;
  const validity = [
    basis.valid_from && m.law.validFrom(formatDate(basis.valid_from, language)),
    basis.valid_to && m.law.validTo(formatDate(basis.valid_to, language)),
  ].filter(Boolean);
  return (
    <li className={`norm ${basis.resolved ? '' : 'unresolved'}`}>
      <div className="norm-head">
        <Heading>{basis.citation}</Heading>
        {basis.resolved && basis.level && <span className="tag">{m.codes.level[basis.level]}</span>}
        {!basis.resolved && (
          <span className="tag warning">
            <Icon name="warn" /> {m.law.unresolved}
          </span>
        )}
      </div>
      {basis.heading && !basis.citation.endsWith(basis.heading) && (
        <p className="norm-heading">{basis.heading}</p>
      )}
      {basis.resolved && (
        <p className="norm-text" lang="de">
          <Words text={unbroken(basis.text ?? '')} sentence={sentence} />
        </p>
      )}
      {sentence && <p className="meta">{m.law.marked(sentence.number)}</p>}
      {usedBy && usedBy.length > 0 && (
        <p className="meta">
          {m.law.usedBy}: {usedBy.join(', ')}
        </p>
      )}
      {basis.resolved && (validity.length > 0 || basis.level !== 'guidance') && (
        <p className="meta">{validity.length > 0 ? validity.join(', ') : m.law.validUnknown}</p>
      )}
    </li>
  );
}

function Words({ text, sentence }: { text: string; sentence: MarkedSentence | null }) {
  if (!sentence) return text;
  const { start, end } = sentence;
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
