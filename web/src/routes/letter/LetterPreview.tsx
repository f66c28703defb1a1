// What the letter will say, as text, from the same content; and the letter itself as a PDF to open or to keep.
import { useEffect, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import type { LetterContent, LetterKind, LetterProposal } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { asKept, dayInLetter, noticeText, requestOf } from '../../lib/letter-form';

type Props = { caseId: string; kind: LetterKind; content: LetterContent; proposal: LetterProposal };

export function LetterPreview({ caseId, kind, content, proposal }: Props) {
  const { m } = useMessages();
  return (
    <section className="letter-preview" aria-labelledby="letter-preview-title">
      <h2 id="letter-preview-title">{m.letters.preview}</h2>
      <LetterText kind={kind} content={asKept(content)} proposal={proposal} />
      <p className="meta">{m.letters.previewHint}</p>
      <LetterPdf caseId={caseId} kind={kind} content={content} />
    </section>
  );
}

function LetterText({ kind, content, proposal }: Omit<Props, 'caseId'>) {
  const { m } = useMessages();
  const { recipient, items, due_on, expected_weeks, note } = content;
  const notice = proposal.legal_notices.find(({ id }) => id === content.legal_notice);
  const titleOf = (id: string) =>
    proposal.items.find(({ requirement }) => requirement === id)?.label.de ?? id;
  return (
    <div className="letter-paper">
      {recipient.length === 0 ? (
        <p className="no-value">{m.letters.noAddress}</p>
      ) : (
        <address lang="de">
          {recipient.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same, and nothing of them is kept
            <span key={at}>{line}</span>
          ))}
        </address>
      )}
      <h3>{m.letters.asked}</h3>
      {items.length > 0 ? (
        <ol lang="de">
          {items.map((item) => (
            <li key={item.requirement}>
              <strong>{titleOf(item.requirement)}</strong>
              <p className="reasons-text">{item.text}</p>
            </li>
          ))}
        </ol>
      ) : (
        <p className="no-value">{kind === 'acknowledgement' ? m.letters.allThere : m.letters.noItems}</p>
      )}
      {due_on && (
        <>
          <h3>{m.letters.dueOn}</h3>
          <p lang="de">{dayInLetter(due_on)}</p>
        </>
      )}
      {notice && (
        <>
          <h3>{m.letters.notice}</h3>
          <div lang="de">
            {noticeText(notice.text, due_on).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </>
      )}
      {expected_weeks !== null && (
        <>
          <h3>{m.letters.weeks}</h3>
          <p>{expected_weeks}</p>
        </>
      )}
      {note && (
        <>
          <h3>{m.letters.note}</h3>
          <p className="reasons-text" lang="de">
            {note}
          </p>
        </>
      )}
    </div>
  );
}

/** The links go as soon as the letter says something else. */
function LetterPdf({ caseId, kind, content }: Omit<Props, 'proposal'>) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const [made, setMade] = useState<{ of: string; address: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const body = requestOf(kind, content);
  const now = JSON.stringify(body);
  useEffect(() => () => (made ? URL.revokeObjectURL(made.address) : undefined), [made]);
  const make = async () => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    try {
      const pdf: unknown = await dataOf(
        api.POST('/api/cases/{id}/letters/preview', {
          params: { path: { id: caseId } },
          body,
          parseAs: 'blob',
        }),
      );
      setMade({ of: now, address: URL.createObjectURL(pdf as Blob) });
      announce(m.letters.pdfReady);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="form-actions">
        <Button icon="page" onPress={() => void make()}>
          {m.letters.makePdf}
        </Button>
        {made?.of === now && (
          <>
            <a className="button" href={made.address} target="_blank" rel="noreferrer">
              <Icon name="eye" />
              {m.letters.openPdf} <span className="visually-hidden">{m.letters.newWindow}</span>
            </a>
            <a className="button" href={made.address} download={m.letters.previewFile}>
              <Icon name="download" />
              {m.letters.savePdf}
            </a>
          </>
        )}
      </div>
      {error !== null && <ErrorPanel error={error} />}
    </>
  );
}
