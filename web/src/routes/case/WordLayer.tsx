// Over the page image: words that can be chosen, and the frame drawn with the pointer. The text of the page is the
// equal of it for the keyboard and for single taps.
import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import { wordsQuery } from '../../lib/api/queries';
import type { Box, PageWord } from '../../lib/api/types';
import { toPoints } from '../../lib/evidence';
import { useMessages } from '../../lib/i18n';
import { boxBetween, evidenceOfWords, wordAt, wordsInside } from '../../lib/words';
import type { Picking } from './usePicking';

type Point = { x: number; y: number };
const NONE: readonly PageWord[] = [];
/** A pointer that moved less than this share of the page was a click. */
const CLICK = 0.006;

function pointOf(event: PointerEvent<SVGSVGElement>): Point {
  const sheet = event.currentTarget.getBoundingClientRect();
  return { x: (event.clientX - sheet.left) / sheet.width, y: (event.clientY - sheet.top) / sheet.height };
}

export function WordLayer({
  picking,
  documentId,
  page,
  width,
  height,
}: {
  picking: Picking;
  documentId: string;
  page: number;
  width: number;
  height: number;
}) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const words = useQuery(wordsQuery(documentId, page)).data ?? NONE;
  const [start, setStart] = useState<Point | null>(null);
  const [end, setEnd] = useState<Point | null>(null);
  const frame: Box | null = start && end ? boxBetween(start, end) : null;
  const chosen = frame ? wordsInside(words, frame) : [];
  const clear = () => {
    setStart(null);
    setEnd(null);
  };
  const finish = (event: PointerEvent<SVGSVGElement>) => {
    if (!start) return;
    const here = pointOf(event);
    const clicked = Math.hypot(here.x - start.x, here.y - start.y) < CLICK;
    const single = clicked ? wordAt(words, here) : null;
    const taken = clicked ? (single === null ? [] : [single]) : wordsInside(words, boxBetween(start, here));
    clear();
    if (taken.length > 0) picking.take(evidenceOfWords(words, taken, { documentId, page }));
    else announce(words.length === 0 ? m.pick.noWords : m.pick.noneInFrame);
  };
  const outline = (box: Box, key: string, name: string) => {
    const { x, y, width: wide, height: high } = toPoints(box, width, height);
    return <rect key={key} className={name} x={x} y={y} width={wide} height={high} rx="1" />;
  };
  return (
    <svg
      className="word-layer"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(pointOf(event));
        setEnd(null);
      }}
      onPointerMove={(event) => start && setEnd(pointOf(event))}
      onPointerUp={finish}
      onPointerCancel={clear}
    >
      {words.map((word, at) =>
        outline(word.box, `${at}-${word.text}`, chosen.includes(at) ? 'word chosen' : 'word'),
      )}
      {frame && outline(frame, 'frame', 'rubber-band')}
    </svg>
  );
}
