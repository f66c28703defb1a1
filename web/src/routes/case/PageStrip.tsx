// All pages of a case in small: which one is shown, which ones are evidence of the active entry. One tab stop, arrow keys
// between the pages, Enter opens one.
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { PageThumb, THUMB_WIDTH } from '../../components/PageThumb';
import type { FieldView } from '../../lib/api/types';
import { documentLabel } from '../../lib/documents';
import { inWalkingOrder } from '../../lib/duplicates';
import { evidencePages, pageKey } from '../../lib/evidence';
import { useMessages } from '../../lib/i18n';
import { stripWords } from '../../lib/i18n/words/strip';
import { useCase } from './case-context';
import '../../styles/page-strip.css';

export function PageStrip({ fields }: { fields: readonly FieldView[] }) {
  const { m, language } = useMessages();
  const words = stripWords[language];
  const { detail, target, openPage, activeField, source } = useCase();
  const announce = useAnnounce();
  const strip = useRef<HTMLDivElement>(null);
  const documents = inWalkingOrder(detail.documents);
  const current = pageKey(target.documentId ?? '', target.page);
  const keys = documents.flatMap(({ id, pages }) => pages.map(({ number }) => pageKey(id, number)));
  const evidence = evidencePages(fields.find(({ id }) => id === activeField));
  // Where the focus was last; the page that is shown until then.
  const [wanted, setWanted] = useState<string | null>(null);
  const stop = wanted !== null && keys.includes(wanted) ? wanted : keys.includes(current) ? current : keys[0];
  // The strip alone moves: `scrollIntoView` would move what is around it, too.
  useLayoutEffect(() => {
    const shown = strip.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(current)}"]`);
    if (!strip.current || !shown) return;
    const [outer, inner] = [strip.current.getBoundingClientRect(), shown.getBoundingClientRect()];
    if (inner.left < outer.left) strip.current.scrollLeft -= outer.left - inner.left + 8;
    else if (inner.right > outer.right) strip.current.scrollLeft += inner.right - outer.right + 8;
  }, [current]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = keys.indexOf((event.target as HTMLElement).dataset.key ?? '');
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: keys.length - 1 }[event.key];
    const key = to === undefined ? undefined : keys[to];
    if (key === undefined) return;
    event.preventDefault();
    strip.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };

  return (
    <div ref={strip} className="page-strip" role="toolbar" aria-label={words.label} onKeyDown={onKeyDown}>
      {documents.map((document) => {
        const name = documentLabel(document, documents, m);
        return (
          // biome-ignore lint/a11y/useSemanticElements: pages of one document among others, not fields of a form
          <div key={document.id} className="strip-document" role="group" aria-label={name}>
            <span className="strip-name" title={name} aria-hidden="true">
              {name}
            </span>
            <div className="strip-pages">
              {document.pages.length === 0 && <span className="meta">{words.noPages}</span>}
              {document.pages.map((page) => {
                const key = pageKey(document.id, page.number);
                return (
                  <button
                    key={key}
                    type="button"
                    className="strip-page"
                    data-key={key}
                    tabIndex={key === stop ? 0 : -1}
                    aria-current={key === current ? 'page' : undefined}
                    onFocus={() => setWanted(key)}
                    onBlur={() => setWanted(null)}
                    onClick={() => {
                      openPage(document.id, page.number);
                      announce(`${name}, ${words.page(page.number)}`, 'note');
                    }}
                  >
                    <PageThumb src={source.image(document.id, page.number, THUMB_WIDTH)} page={page} />
                    <span>{words.page(page.number)}</span>
                    {evidence.has(key) && <span className="strip-evidence">{words.evidence}</span>}
                  </button>
                );
              })}
            </div>
          </div>
        );
      })}
    </div>
  );
}
