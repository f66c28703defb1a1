// One page as the server drew it, with numbered evidence boxes. The field list is its accessible equal, so the
// boxes are drawn for the eye and the pointer only. Picture and boxes are turned together: places stay the page's own.
import { useState } from 'react';
import { Banner } from '../../components/Panels';
import type { DocumentView, FieldView, PageInfo } from '../../lib/api/types';
import { documentName, pagePosition } from '../../lib/documents';
import { boxesOnPage, type PlacedBox, TAG, tagPosition, toPoints } from '../../lib/evidence';
import { useMessages } from '../../lib/i18n';
import { useSettings } from '../../lib/settings';
import { type Turns, turnTransform, uprightAround, viewOf } from '../../lib/turning';
import { useCase } from './case-context';
import { OriginalLink } from './DocumentFrame';
import { MarkLayer } from './MarkLayer';
import { WordLayer } from './WordLayer';

export function PageImage({
  document,
  page,
  fields,
  zoom,
  turns,
  onReady,
}: {
  document: DocumentView;
  page: PageInfo;
  fields: readonly FieldView[];
  zoom: number;
  turns: Turns;
  onReady: () => void;
}) {
  const { m } = useMessages();
  const { settings } = useSettings();
  const { activeField, setActiveField, picking, draft, source } = useCase();
  const [failed, setFailed] = useState(false);
  const address = (width: number) => source.image(document.id, page.number, width);
  const boxes = boxesOnPage(fields, document.id, page.number, activeField, draft);
  // The active one is drawn last, on top of its neighbours.
  const ordered = [
    ...boxes.filter((box) => box.fieldId !== activeField),
    ...boxes.filter((box) => box.fieldId === activeField),
  ];
  const width = page.width_points || 595;
  const height = page.height_points || 842;
  const size = { width, height };
  const view = viewOf(size, turns);
  /** How wide the picture is, measured by the frame that it is turned in. */
  const share = width / view.width;
  const wide = zoom * share;
  const isTurned = turns !== 0;
  return (
    <>
      {failed && (
        <Banner tone="warning" action={source.isRecord && <OriginalLink document={document} />}>
          <p>{m.document.notRendered(page.number)}</p>
        </Banner>
      )}
      <figure
        className={isTurned ? 'sheet turned' : 'sheet'}
        data-page={page.number}
        style={{
          width: `${zoom * 100}%`,
          aspectRatio: isTurned ? `${view.width} / ${view.height}` : undefined,
        }}
      >
        <div
          className="sheet-turn"
          style={isTurned ? { width: `${share * 100}%`, transform: turnTransform(turns) } : undefined}
        >
          <img
            src={address(1600)}
            srcSet={`${address(800)} 800w, ${address(1600)} 1600w`}
            sizes={`(max-width: 60rem) ${Math.round(wide * 100)}vw, ${Math.round(wide * 55)}vw`}
            width={Math.round(width)}
            height={Math.round(height)}
            alt={`${pagePosition(document, page.number, m)}, ${documentName(document, m)}`}
            hidden={failed}
            onLoad={onReady}
            onError={() => {
              setFailed(true);
              onReady();
            }}
          />
          {failed && <svg className="sheet-blank" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />}
          {settings.marks && source.isRecord && !picking && (
            <MarkLayer documentId={document.id} page={page.number} size={size} turns={turns} />
          )}
          <svg className="evidence" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            {ordered.map((placed) => (
              <EvidenceBox
                key={`${placed.fieldId}-${placed.box.join()}-${placed.alternative}`}
                placed={placed}
                pageWidth={width}
                pageHeight={height}
                turns={turns}
                active={placed.fieldId === activeField}
                onPick={() => setActiveField(placed.fieldId)}
              />
            ))}
          </svg>
          {picking && (
            <WordLayer picking={picking} documentId={document.id} page={page} size={size} turns={turns} />
          )}
        </div>
      </figure>
    </>
  );
}

/** Boxes of printed words are as tight as their letters; a little room keeps the frame off the ink. */
function withRoom(box: { x: number; y: number; width: number; height: number }) {
  const room = box.height < 14 ? 2.5 : 0;
  return { x: box.x - room, y: box.y - room, width: box.width + 2 * room, height: box.height + 2 * room };
}

function EvidenceBox({
  placed,
  pageWidth,
  pageHeight,
  turns,
  active,
  onPick,
}: {
  placed: PlacedBox;
  pageWidth: number;
  pageHeight: number;
  turns: Turns;
  active: boolean;
  onPick: () => void;
}) {
  const box = withRoom(toPoints(placed.box, pageWidth, pageHeight));
  const tag = tagPosition(box, placed.slot, pageWidth);
  const state = [
    'evidence-box',
    `mark-${placed.mark}`,
    placed.reviewed && 'reviewed',
    active && 'active',
    placed.alternative && 'alternative',
  ];
  return (
    <g className={state.filter(Boolean).join(' ')} onPointerDown={onPick}>
      <rect
        className="halo"
        x={box.x - 3}
        y={box.y - 3}
        width={box.width + 6}
        height={box.height + 6}
        rx="3"
      />
      <rect className="frame" x={box.x} y={box.y} width={box.width} height={box.height} rx="2" />
      <g transform={uprightAround({ x: tag.x + TAG.width / 2, y: tag.y + TAG.height / 2 }, turns)}>
        <rect className="number-ground" x={tag.x} y={tag.y} width={TAG.width} height={TAG.height} rx="2" />
        <text x={tag.x + TAG.width / 2} y={tag.y + 9.8} textAnchor="middle">
          {placed.number}
        </text>
      </g>
    </g>
  );
}
