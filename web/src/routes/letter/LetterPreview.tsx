// What the letter will say, as text, from the same content; and the letter itself as a PDF to open or to keep.
import { useEffect, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ErrorPanel } from '../../components/Panels';
import { api, dataOf } from '../../lib/api/client';
import type { LetterContent, LetterKind, LetterProposal } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { asKept, requestOf, sentenceText } from '../../lib/letter-form';
import { useSession } from '../../lib/session';

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
  const { texts } = proposal;
  const notice = proposal.legal_notices.find(({ id }) => id === content.legal_notice);
  const titleOf = (id: string) =>
    proposal.items.find(({ requirement }) => requirement === id)?.label.de ?? id;
  const say = (text: string) => sentenceText(text, content);
  const user = useSession().user.display_name;
  const isComplete = items.length === 0 && kind === 'acknowledgement';
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
      <div lang="de">
        <p>
          <strong>{say(texts.subject)}</strong>
        </p>
        <Paragraphs
          texts={[texts.salutation, ...texts.opening, ...(isComplete ? texts.complete : [])].map(say)}
        />
      </div>
      {items.length > 0 && (
        <div lang="de">
          <h3>{say(texts.items_heading)}</h3>
          <ol>
            {items.map((item) => (
              <li key={item.requirement}>
                <strong>{titleOf(item.requirement)}</strong>
                <p className="reasons-text">{item.text}</p>
              </li>
            ))}
          </ol>
          <Paragraphs texts={texts.items_closing.map(say)} />
        </div>
      )}
      {items.length === 0 && kind === 'document_request' && <p className="no-value">{m.letters.noItems}</p>}
      <Part heading={say(texts.intended_heading)} texts={paragraphsOf(content.intended_decision)} />
      <Part heading={say(texts.grounds_heading)} texts={paragraphsOf(content.grounds)} />
      <Part heading={say(texts.deadline_heading)} texts={due_on ? texts.deadline.map(say) : []} />
      <Part heading={say(texts.legal_heading)} texts={notice ? notice.text.map(say) : []} />
      <Part
        heading={say(texts.duration_heading)}
        texts={expected_weeks === null ? [] : texts.duration.map(say)}
      />
      <div lang="de">
        <Paragraphs texts={[...paragraphsOf(note), ...texts.closing.map(say), say(texts.sign_off), user]} />
      </div>
    </div>
  );
}

const paragraphsOf = (text: string | null): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A heading of the letter with what stands below it; nothing without that. */
function Part({ heading, texts }: { heading: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div lang="de">
      <h3>{heading}</h3>
      <Paragraphs texts={texts} />
    </div>
  );
}

function Paragraphs({ texts }: { texts: readonly string[] }) {
  return texts.map((text, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two paragraphs may be the same, and nothing of them is kept
    <p key={at}>{text}</p>
  ));
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
