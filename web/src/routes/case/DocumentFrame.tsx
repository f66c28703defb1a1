// One page of the documents: its image with evidence, or its text, with the tools to go through all of them.
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Panels';
import type { DocumentView, FieldView, PageInfo } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { useCase } from './case-context';
import { DocumentToolbar } from './DocumentToolbar';
import { PageImage } from './PageImage';
import { PageText } from './PageText';
import { PickBar } from './PickBar';
import { useEvidenceView } from './useEvidenceView';
import { usePageTurn } from './usePageTurn';

type Props = {
  /** Whose evidence is drawn, with their numbers. */
  fields: readonly FieldView[];
  /** What is said of a document above its page; `next` takes the focus when it goes away. */
  notes?: (
    document: DocumentView,
    page: PageInfo | undefined,
    next: RefObject<HTMLElement | null>,
  ) => ReactNode;
};

export function DocumentFrame({ fields, notes }: Props) {
  const { m } = useMessages();
  const { detail, target, textView, paneHidden, setPaneHidden, picking, peeking, endPeeking, source } =
    useCase();
  const scroller = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  const announce = useAnnounce();
  const document = detail.documents.find((entry) => entry.id === target.documentId);
  const page = document?.pages.find((entry) => entry.number === target.page);
  const { turns, turn } = usePageTurn(
    `${target.documentId}/${target.page}`,
    page?.quarter_turns_to_upright ?? 0,
  );
  const pageReady = useEvidenceView(scroller, turns);
  // Turning to the image takes the list of words away, and with it the focus.
  useEffect(() => {
    if (picking && !textView && window.document.activeElement === window.document.body)
      scroller.current?.focus();
  }, [picking, textView]);
  if (!document) {
    return (
      <section className="document-pane" aria-label={m.document.region}>
        <Empty icon="page">{m.document.noDocuments}</Empty>
      </section>
    );
  }
  return (
    <section className="document-pane" aria-label={m.document.region}>
      <DocumentToolbar
        document={document}
        zoom={zoom}
        onZoom={setZoom}
        onTurn={() => announce(m.document.turned(90 * turn()), 'note')}
      />
      <div className="pane-toggle">
        <Button small kind="quiet" onPress={() => setPaneHidden(!paneHidden)}>
          {paneHidden ? m.document.show : m.document.hide}
        </Button>
      </div>
      {peeking && !picking && (
        <div className="peek-bar">
          <Button small icon="left" onPress={endPeeking}>
            {m.document.back}
          </Button>
        </div>
      )}
      {picking && <PickBar picking={picking} textView={textView} />}
      {notes?.(document, page, scroller)}
      <section
        className="document-scroll"
        ref={scroller}
        aria-label={m.document.image}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        {!page ? (
          <Empty icon="page" action={source.isRecord && <OriginalLink document={document} />}>
            {m.document.noPages}
          </Empty>
        ) : textView ? (
          <PageText document={document} page={page} fields={fields} />
        ) : (
          <PageImage
            key={`${document.id}/${page.number}`}
            document={document}
            page={page}
            fields={fields}
            zoom={zoom}
            turns={turns}
            onReady={pageReady}
          />
        )}
      </section>
    </section>
  );
}

export function OriginalLink({ document }: { document: DocumentView }) {
  const { m } = useMessages();
  return (
    <a className="button" href={`/api/documents/${document.id}/original`} download>
      {m.document.original}
    </a>
  );
}
