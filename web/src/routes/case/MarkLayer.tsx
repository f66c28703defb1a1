// Over the page image: outlines around what was seen beside the print, each with its word. For the eye only; the list
// of marks is its equal.
import { useQuery } from '@tanstack/react-query';
import { marksQuery } from '../../lib/api/queries';
import type { PageMark } from '../../lib/api/types';
import { toPoints } from '../../lib/evidence';
import { useMessages } from '../../lib/i18n';
import { labelPlace, labelSize, markCode } from '../../lib/marks';
import { pointOnPage, type Size, type Turns, turnBox, viewOf } from '../../lib/turning';

const NONE: readonly PageMark[] = [];

export function MarkLayer({
  documentId,
  page,
  size,
  turns,
}: {
  documentId: string;
  page: number;
  size: Size;
  /** How the page is shown: labels stand upright. */
  turns: Turns;
}) {
  const marks = useQuery(marksQuery(documentId, page)).data ?? NONE;
  return (
    <svg className="mark-layer" viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      {marks.map((mark) => (
        <MarkOutline
          key={`${mark.kind}-${mark.state}-${mark.box.join()}`}
          mark={mark}
          size={size}
          turns={turns}
        />
      ))}
    </svg>
  );
}

function MarkOutline({ mark, size, turns }: { mark: PageMark; size: Size; turns: Turns }) {
  const { m } = useMessages();
  const word = m.marks.short[markCode(mark)];
  const frame = toPoints(mark.box, size.width, size.height);
  const view = viewOf(size, turns);
  const label = labelSize(word);
  const place = labelPlace(toPoints(turnBox(mark.box, turns), view.width, view.height), label, view);
  const corner = pointOnPage({ x: place.x / view.width, y: place.y / view.height }, turns);
  const upright = `translate(${corner.x * size.width} ${corner.y * size.height}) rotate(${-90 * turns})`;
  return (
    <g className="page-mark" data-state={mark.state ?? 'none'}>
      <rect
        className="page-mark-frame"
        x={frame.x}
        y={frame.y}
        width={frame.width}
        height={frame.height}
        rx="1.5"
      />
      <g transform={upright}>
        <rect className="page-mark-ground" width={label.width} height={label.height} rx="1.5" />
        <text x={label.width / 2} y="8.7" textAnchor="middle">
          {word}
        </text>
      </g>
    </g>
  );
}
