// What a clerk does when a case was handed over: tell the person, send the documents, and say what becomes of the case.
import { Link } from '@tanstack/react-router';
import { Banner } from '../../components/Panels';
import type { CaseDetail, SentLetter } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { LETTER_PATHS } from '../../lib/letter-kinds';

export function NextSteps({ detail, letters }: { detail: CaseDetail; letters: readonly SentLetter[] }) {
  const { m } = useMessages();
  const covering = letters.findLast(({ kind }) => kind === 'transfer');
  if (!covering || detail.state === 'decided') return null;
  const isTold = letters.slice(letters.indexOf(covering)).some(({ kind }) => kind === 'transfer_notice');
  const params = { id: detail.id };
  return (
    <Banner tone="info">
      <p>
        <strong>{m.letters.handedOver(covering.content.recipient[0] ?? '')}</strong>{' '}
        {m.letters.handedOverOpen}
      </p>
      <ol className="letter-steps">
        <li>{m.letters.sendDocuments}</li>
        <li>
          {isTold ? (
            m.letters.isTold
          ) : (
            <Link to={LETTER_PATHS.transfer_notice} params={params}>
              {m.letters.tellPerson}
            </Link>
          )}
        </li>
        <li>
          <Link to="/akten/$id/entscheidung" params={params}>
            {m.letters.closeCase}
          </Link>
        </li>
      </ol>
    </Banner>
  );
}
