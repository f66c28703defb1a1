// The documents: page image with evidence, or its text, with navigation over all documents and pages.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button, type ButtonProps } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Icon } from '../../components/Icon';
import { Empty } from '../../components/Panels';
import { fieldsQuery } from '../../lib/api/queries';
import type { DocumentView, Evidence } from '../../lib/api/types';
import { copyRemarks, documentLabel, firstPage, lastPage, pagePosition } from '../../lib/documents';
import { scrollTarget } from '../../lib/evidence';
import { formatNumber } from '../../lib/format';
import { sentence, useMessages } from '../../lib/i18n';
import { otherIssues } from '../../lib/rescan';
import { useShortcuts } from '../../lib/shortcuts';
import { useCase } from './case-context';
import { Division } from './Division';
import { DocumentOrigin } from './DocumentOrigin';
import { PageImage } from './PageImage';
import { PageText } from './PageText';
import { PickBar } from './PickBar';
import { Rescan } from './Rescan';

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** Position of an element's part inside a scrolling region. */
function placeIn(scroller: HTMLElement, page: HTMLElement, evidence: Evidence) {
  const frame = scroller.getBoundingClientRect();
  const sheet = page.getBoundingClientRect();
  const top = sheet.top - frame.top + scroller.scrollTop;
  const left = sheet.left - frame.left + scroller.scrollLeft;
  return {
    vertical: { start: top + evidence.box[1] * sheet.height, end: top + evidence.box[3] * sheet.height },
    horizontal: { start: left + evidence.box[0] * sheet.width, end: left + evidence.box[2] * sheet.width },
  };
}

/** Keeps the evidence asked for in view and answers whether a place is. */
function useEvidenceView(scroller: React.RefObject<HTMLElement | null>) {
  const { target, isInView, textView, paneHidden } = useCase();
  const [loadedPage, setLoadedPage] = useState('');
  const pageKey = `${target.documentId}/${target.page}`;
  useEffect(() => {
    const region = scroller.current;
    const page = region?.querySelector<HTMLElement>('[data-page]');
    if (!region || !page || !target.evidence || textView || loadedPage !== pageKey || target.turn === 0)
      return;
    const place = placeIn(region, page, target.evidence);
    const top = scrollTarget(place.vertical, { start: region.scrollTop, size: region.clientHeight });
    const left = scrollTarget(place.horizontal, { start: region.scrollLeft, size: region.clientWidth });
    if (top !== null) region.scrollTop = top;
    if (left !== null) region.scrollLeft = left;
  }, [target, textView, loadedPage, pageKey, scroller]);
  useEffect(() => {
    isInView.current = (evidence) => {
      const region = scroller.current;
      if (paneHidden || !region || region.offsetParent === null) return false;
      if (evidence.document_id !== target.documentId || evidence.page !== target.page) return false;
      if (textView) return true;
      const page = region.querySelector<HTMLElement>('[data-page]');
      if (!page || loadedPage !== pageKey) return false;
      const { vertical } = placeIn(region, page, evidence);
      return vertical.end > region.scrollTop && vertical.start < region.scrollTop + region.clientHeight;
    };
    return () => {
      isInView.current = () => false;
    };
  }, [isInView, target, textView, paneHidden, loadedPage, pageKey, scroller]);
  return () => setLoadedPage(pageKey);
}

export function DocumentPane() {
  const { m } = useMessages();
  const { detail, target, textView, paneHidden, setPaneHidden, picking, peeking, endPeeking } = useCase();
  const scroller = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  const pageReady = useEvidenceView(scroller);
  // Turning to the image takes the list of words away, and with it the focus.
  useEffect(() => {
    if (picking && !textView && window.document.activeElement === window.document.body)
      scroller.current?.focus();
  }, [picking, textView]);
  const fields = useQuery(fieldsQuery(detail.id)).data?.fields ?? [];
  const document = detail.documents.find((entry) => entry.id === target.documentId);
  if (!document) {
    return (
      <section className="document-pane" aria-label={m.document.region}>
        <Empty icon="page">{m.document.noDocuments}</Empty>
      </section>
    );
  }
  const page = document.pages.find((entry) => entry.number === target.page);
  const issues = otherIssues(document);
  const copies = copyRemarks(document);
  return (
    <section className="document-pane" aria-label={m.document.region}>
      <DocumentToolbar document={document} zoom={zoom} onZoom={setZoom} />
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
      {issues.length + copies.length > 0 && (
        <ul className="document-issues" aria-label={m.document.issues}>
          {issues.map((issue) => (
            <li key={`${issue.code}-${issue.page ?? 0}`}>
              {issue.page !== null && `${m.common.page} ${issue.page}: `}
              {sentence(m, 'issue', issue.code)}
            </li>
          ))}
          {copies.map((remark) => (
            <li key={`${remark.code}-${remark.parameters.page ?? ''}-${remark.parameters.other_page ?? ''}`}>
              {sentence(m, 'remark', remark.code, remark.parameters)}
            </li>
          ))}
        </ul>
      )}
      <Division key={`division-${document.id}`} document={document} />
      <Rescan key={document.id} document={document} />
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

/** A sign that everybody reads, with its name for those who hear it. */
const Tool = (props: Omit<ButtonProps, 'small' | 'kind' | 'iconOnly'>) => (
  <Button {...props} small kind="quiet" iconOnly />
);

function DocumentToolbar({
  document,
  zoom,
  onZoom,
}: {
  document: DocumentView;
  zoom: number;
  onZoom: (zoom: number) => void;
}) {
  const { m, language } = useMessages();
  const { detail, target, openPage, textView, setTextView } = useCase();
  const pages = document.pages.length;
  const at = detail.documents.indexOf(document);
  // A part of a divided scan has some of its pages, with their numbers there.
  const turned = document.pages.findIndex((page) => page.number === target.page);
  const turn = (step: 1 | -1) => {
    const next = document.pages[turned + step];
    if (next) return openPage(document.id, next.number);
    const other = detail.documents[at + step];
    // A file without pages is opened too: what came in is never passed over.
    if (other) openPage(other.id, step > 0 ? firstPage(other) : lastPage(other));
  };
  const step = (by: 1 | -1) =>
    onZoom(ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(zoom) + by))] ?? 1);
  useShortcuts({
    nextPage: () => turn(1),
    previousPage: () => turn(-1),
    zoomIn: () => step(1),
    zoomOut: () => step(-1),
    zoomReset: () => onZoom(1),
    textView: () => setTextView(!textView),
  });
  const isFirst = at === 0 && turned <= 0;
  const isLast = at === detail.documents.length - 1 && turned >= pages - 1;
  return (
    <div className="document-toolbar">
      <Choice
        label={m.document.document}
        hideLabel
        value={document.id}
        onChange={(id) => {
          const chosen = detail.documents.find((entry) => entry.id === id);
          if (chosen) openPage(chosen.id, firstPage(chosen));
        }}
        items={detail.documents.map((entry) => ({
          id: entry.id,
          label: documentLabel(entry, detail.documents, m),
        }))}
      />
      <span className="tool-group">
        <Tool
          icon="left"
          isDisabled={isFirst}
          aria-label={m.document.previousPage}
          onPress={() => turn(-1)}
        />
        <span className="page-count">{pages > 0 ? pagePosition(document, target.page, m) : ''}</span>
        <Tool icon="right" isDisabled={isLast} aria-label={m.document.nextPage} onPress={() => turn(1)} />
      </span>
      {!textView && (
        <span className="tool-group zoom">
          <Tool icon="minus" aria-label={m.document.zoomOut} onPress={() => step(-1)} />
          <span className="zoom-value">{formatNumber(zoom * 100, language)} %</span>
          <Tool icon="plus" aria-label={m.document.zoomIn} onPress={() => step(1)} />
        </span>
      )}
      <Button
        small
        kind="quiet"
        icon={textView ? 'page' : 'text'}
        shortcut="textView"
        onPress={() => setTextView(!textView)}
      >
        {textView ? m.document.pageImage : m.document.text}
      </Button>
      <a
        className="button quiet small icon-only"
        href={`/api/documents/${document.id}/original`}
        download
        title={m.document.original}
      >
        <Icon name="download" />
        <span className="visually-hidden">{m.document.original}</span>
      </a>
    </div>
  );
}
