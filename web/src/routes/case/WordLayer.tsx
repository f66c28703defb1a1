// Over the page image: words that can be chosen, and the frame drawn with the pointer. The text of the page is the
// equal of it for the keyboard and for single taps.
import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useState } from 'react';
import { useAnnounce } from '../../components/Announcer';
import type { Box, PageInfo, PageWord } from '../../lib/api/types';
import { toPoints } from '../../lib/evidence';
import { useMessages } from '../../lib/i18n';
import { type Point, pointOnPage, type Size, type Turns, turnsOf } from '../../lib/turning';
import { boxBetween, evidenceOfWords, wordAt, wordsInside } from '../../lib/words';
import { useCase } from './case-context';
import type { Picking } from './usePicking';

const NONE: readonly PageWord[] = [];
/** A pointer that moved less than this share of the page was a click. */
const CLICK = 0.006;

/** Where the pointer is on the page, in fractions: the frame of a turned page is that of the view. */
function pointOf(event: PointerEvent<SVGSVGElement>, turns: Turns): Point {
  const sheet = event.currentTarget.getBoundingClientRect();
  const inView = {
    x: (event.clientX - sheet.left) / sheet.width,
    y: (event.clientY - sheet.top) / sheet.height,
  };
  return pointOnPage(inView, turns);
}

export function WordLayer({
  picking,
  documentId,
  page,
  size,
  turns,
}: {
  picking: Picking;
  documentId: string;
  page: PageInfo;
  size: Size;
  /** How the page is shown. */
  turns: Turns;
}) {
  const { m } = useMessages();
  const announce = useAnnounce();
  const { source } = useCase();
  const words = useQuery(source.words(documentId, page.number)).data ?? NONE;
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
    const here = pointOf(event, turns);
    const clicked = Math.hypot(here.x - start.x, here.y - start.y) < CLICK;
    const single = clicked ? wordAt(words, here) : null;
    const taken = clicked ? (single === null ? [] : [single]) : wordsInside(words, boxBetween(start, here));
    clear();
    const place = { documentId, page: page.number, lies: turnsOf(page.quarter_turns_to_upright) };
    if (taken.length > 0) picking.take(evidenceOfWords(words, taken, place));
    else announce(words.length === 0 ? m.pick.noWords : m.pick.noneInFrame, 'error');
  };
  const outline = (box: Box, key: string, name: string) => {
    const { x, y, width: wide, height: high } = toPoints(box, size.width, size.height);
    return <rect key={key} className={name} x={x} y={y} width={wide} height={high} rx="1" />;
  };
  return (
    <svg
      className="word-layer"
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(pointOf(event, turns));
        setEnd(null);
      }}
      onPointerMove={(event) => start && setEnd(pointOf(event, turns))}
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
