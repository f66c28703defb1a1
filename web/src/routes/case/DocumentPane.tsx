// The documents: page image with evidence, or its text, with navigation over all documents and pages.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Panels';
import { fieldsQuery } from '../../lib/api/queries';
import type { DocumentView } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { useSettings } from '../../lib/settings';
import { useCase } from './case-context';
import { Division } from './Division';
import { DocumentIssues } from './DocumentIssues';
import { DocumentOrigin } from './DocumentOrigin';
import { DocumentToolbar } from './DocumentToolbar';
import { Duplicates } from './Duplicates';
import { MarkList } from './MarkList';
import { PageImage } from './PageImage';
import { PageText } from './PageText';
import { PickBar } from './PickBar';
import { Rescan } from './Rescan';
import { TransferNote } from './TransferNote';
import { useEvidenceView } from './useEvidenceView';
import { usePageTurn } from './usePageTurn';

export function DocumentPane() {
  const { m } = useMessages();
  const { detail, target, textView, paneHidden, setPaneHidden, picking, peeking, endPeeking } = useCase();
  const { settings } = useSettings();
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
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
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
        onTurn={() => announce(m.document.turned(90 * turn()))}
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
      <DocumentOrigin document={document} />
      <TransferNote key={`transfer-note-${document.id}`} document={document} />
      <DocumentIssues key={`issues-${document.id}`} document={document} next={scroller} />
      <Duplicates key={`duplicates-${document.id}`} document={document} />
      <Division key={`division-${document.id}`} document={document} />
      <Rescan key={document.id} document={document} />
      {settings.marks && page && <MarkList documentId={document.id} page={page} />}
      <section
        className="document-scroll"
        ref={scroller}
        aria-label={m.document.image}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        {!page ? (
          <Empty icon="page" action={<OriginalLink document={document} />}>
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
