// The tools above a document: which one, which page, how large, which way up, with marks or without, as image or as text.
import { useAnnounce } from '../../components/Announcer';
import { Button, type ButtonProps } from '../../components/Button';
import { Choice } from '../../components/Choice';
import { Icon } from '../../components/Icon';
import type { DocumentView } from '../../lib/api/types';
import { documentLabel, firstPage, lastPage, pagePosition } from '../../lib/documents';
import { inWalkingOrder } from '../../lib/duplicates';
import { formatNumber } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { duplicateWords } from '../../lib/i18n/words/duplicates';
import { stripWords } from '../../lib/i18n/words/strip';
import { useSettings } from '../../lib/settings';
import { useShortcuts } from '../../lib/shortcuts';
import { nextZoom } from '../../lib/zoom';
import { useCase } from './case-context';

/** A sign that everybody reads, with its name for those who hear it. */
const Tool = (props: Omit<ButtonProps, 'small' | 'kind' | 'iconOnly'>) => (
  <Button {...props} small kind="quiet" iconOnly />
);

export function DocumentToolbar({
  document,
  zoom,
  onZoom,
  onTurn,
}: {
  document: DocumentView;
  zoom: number;
  onZoom: (zoom: number) => void;
  /** Turns the page that is shown by a quarter. */
  onTurn: () => void;
}) {
  const { m, language } = useMessages();
  const { settings, change } = useSettings();
  const announce = useAnnounce();
  const { detail, target, openPage, textView, setTextView, source } = useCase();
  const words = stripWords[language];
  const pages = document.pages.length;
  const position = pages > 0 ? pagePosition(document, target.page, m) : '';
  const documents = inWalkingOrder(detail.documents);
  const at = documents.indexOf(document);
  // A part of a divided scan has some of its pages, with their numbers there.
  const shown = document.pages.findIndex((page) => page.number === target.page);
  const go = (step: 1 | -1) => {
    const next = document.pages[shown + step];
    if (next) return openPage(document.id, next.number);
    const other = documents[at + step];
    // A file without pages is opened too: what came in is never passed over.
    if (other) openPage(other.id, step > 0 ? firstPage(other) : lastPage(other));
  };
  const step = (by: 1 | -1) => onZoom(nextZoom(zoom, by));
  const hasImage = shown >= 0 && !textView;
  const toggleMarks = () => {
    change({ marks: !settings.marks });
    announce(settings.marks ? m.marks.hidden : m.marks.shown, 'note');
  };
  useShortcuts({
    nextPage: () => go(1),
    previousPage: () => go(-1),
    zoomIn: () => step(1),
    zoomOut: () => step(-1),
    zoomReset: () => onZoom(1),
    turnPage: hasImage ? onTurn : undefined,
    marks: source.isRecord ? toggleMarks : undefined,
    textView: () => setTextView(!textView),
  });
  const label = (entry: DocumentView) => {
    const name = documentLabel(entry, documents, m);
    return entry.set_aside_for === null ? name : duplicateWords[language].label(name);
  };
  const isFirst = at === 0 && shown <= 0;
  const isLast = at === documents.length - 1 && shown >= pages - 1;
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
        items={documents.map((entry) => ({ id: entry.id, label: label(entry) }))}
      />
      <span className="tool-group">
        <Tool icon="left" isDisabled={isFirst} aria-label={m.document.previousPage} onPress={() => go(-1)} />
        {source.isRecord ? (
          <Button
            small
            kind="quiet"
            className="page-count"
            aria-expanded={settings.strip}
            aria-label={`${position || words.pages}, ${settings.strip ? words.hide : words.show}`}
            onPress={() => change({ strip: !settings.strip })}
          >
            {position || words.pages}
            <Icon name={settings.strip ? 'up' : 'down'} />
          </Button>
        ) : (
          <span className="page-count">{position}</span>
        )}
        <Tool icon="right" isDisabled={isLast} aria-label={m.document.nextPage} onPress={() => go(1)} />
      </span>
      {!textView && (
        <span className="tool-group zoom">
          <Tool icon="minus" aria-label={m.document.zoomOut} onPress={() => step(-1)} />
          <span className="zoom-value">{formatNumber(zoom * 100, language)} %</span>
          <Tool icon="plus" aria-label={m.document.zoomIn} onPress={() => step(1)} />
        </span>
      )}
      {hasImage && <Tool icon="turn" shortcut="turnPage" aria-label={m.document.turnPage} onPress={onTurn} />}
      {source.isRecord && (
        <Button
          small
          kind="quiet"
          icon="hand"
          shortcut="marks"
          aria-pressed={settings.marks}
          onPress={toggleMarks}
        >
          <span className="tool-word">
            {m.marks.toggle} <span className="visually-hidden">{m.marks.where}</span>
          </span>
        </Button>
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
      {source.isRecord && (
        <a
          className="button quiet small icon-only"
          href={`/api/documents/${document.id}/original`}
          download
          title={m.document.original}
        >
          <Icon name="download" />
          <span className="visually-hidden">{m.document.original}</span>
        </a>
      )}
    </div>
  );
}
