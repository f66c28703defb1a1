// Two documents side by side: pages and size change on both at once, and so does what of them is in view.
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { ModalDialog } from '../../components/ModalDialog';
import type { DocumentView, PageInfo } from '../../lib/api/types';
import { documentLabel, pagePosition } from '../../lib/documents';
import { DISTINCT, firstPages, type Pair, pagesAlike, setAside } from '../../lib/duplicates';
import { formatDate, formatNumber } from '../../lib/format';
import { useMessages } from '../../lib/i18n';
import { duplicateWords } from '../../lib/i18n/words/duplicates';
import { useShortcuts } from '../../lib/shortcuts';
import { turnsOf, turnTransform, viewOf } from '../../lib/turning';
import { nextZoom } from '../../lib/zoom';
import { useCase } from './case-context';
import '../../styles/comparison.css';

type Props = {
  pair: Pair;
  onClose: () => void;
  /** Records what the person says and answers whether it was saved; `null` for who may only look. */
  onSay: ((value: string) => Promise<boolean>) | null;
  /** Why it was not saved, if it was not. */
  problem: ReactNode;
  /** The case of the other one, if it is another. */
  otherReference?: string;
};

export function Comparison({ pair, onClose, onSay, problem, otherReference }: Props) {
  const { language } = useMessages();
  return (
    <ModalDialog title={duplicateWords[language].dialog} isOpen onClose={onClose} size="full" scope="compare">
      <Sides pair={pair} otherReference={otherReference} />
      {problem}
      {onSay && <Verdicts pair={pair} onClose={onClose} onSay={onSay} />}
    </ModalDialog>
  );
}

function Sides({ pair, otherReference }: Pick<Props, 'pair' | 'otherReference'>) {
  const { m, language } = useMessages();
  const { detail } = useCase();
  const words = duplicateWords[language];
  const sides = [useRef<HTMLElement>(null), useRef<HTMLElement>(null)] as const;
  const [zoom, setZoom] = useState(1);
  const [step, setStep] = useState(0);
  const first = firstPages(pair);
  const documents = [pair.document, pair.other] as const;
  // As far as either has pages, in both directions.
  const back = -Math.max(...first);
  const ahead = Math.max(
    ...documents.map((document, side) => document.pages.length - 1 - (first[side] ?? 0)),
  );
  const walk = (by: 1 | -1) => setStep((old) => Math.min(ahead, Math.max(back, old + by)));
  const size = (by: 1 | -1) => setZoom((old) => nextZoom(old, by));
  const switchSide = () => {
    const isFirst = sides[0].current?.contains(window.document.activeElement);
    sides[isFirst ? 1 : 0].current?.focus();
  };
  useShortcuts({
    otherSide: switchSide,
    nextPages: () => walk(1),
    previousPages: () => walk(-1),
    enlargeBoth: () => size(1),
    shrinkBoth: () => size(-1),
  });
  useScrollTogether(sides);
  return (
    <>
      <div className="compare-tools">
        <fieldset className="tool-group" aria-label={words.pages}>
          <Tool
            icon="left"
            name={m.document.previousPage}
            isDisabled={step <= back}
            onPress={() => walk(-1)}
          />
          <span>{words.pages}</span>
          <Tool icon="right" name={m.document.nextPage} isDisabled={step >= ahead} onPress={() => walk(1)} />
        </fieldset>
        <fieldset className="tool-group" aria-label={words.zoom}>
          <Tool icon="minus" name={m.document.zoomOut} onPress={() => size(-1)} />
          <span className="zoom-value">{formatNumber(zoom * 100, language)} %</span>
          <Tool icon="plus" name={m.document.zoomIn} onPress={() => size(1)} />
        </fieldset>
      </div>
      <div className="compare-sides">
        {documents.map((document, side) => (
          <Side
            key={document.id}
            label={words.sides[side === 0 ? 0 : 1](documentLabel(document, detail.documents, m))}
            document={document}
            reference={side === 1 && otherReference ? otherReference : detail.reference}
            page={document.pages[(first[side] ?? 0) + step]}
            zoom={zoom}
            scroller={sides[side === 0 ? 0 : 1]}
            onSwitch={switchSide}
          />
        ))}
      </div>
    </>
  );
}

function Tool({
  icon,
  name,
  isDisabled = false,
  onPress,
}: {
  icon: 'left' | 'right' | 'minus' | 'plus';
  name: string;
  isDisabled?: boolean;
  onPress: () => void;
}) {
  return (
    <Button
      small
      kind="quiet"
      iconOnly
      icon={icon}
      aria-label={name}
      isDisabled={isDisabled}
      onPress={onPress}
    />
  );
}

/** What is in view on one side is in view on the other, as a share of what can be scrolled. */
function useScrollTogether([first, second]: readonly [
  RefObject<HTMLElement | null>,
  RefObject<HTMLElement | null>,
]) {
  useEffect(() => {
    const sides = [first.current, second.current].filter((side) => side !== null);
    const share = (at: number, whole: number, seen: number) => (whole > seen ? at / (whole - seen) : 0);
    const follow = (event: Event) => {
      const moved = event.currentTarget as HTMLElement;
      // The other side answers with an event of its own: only the side that a person is at leads.
      if (!moved.matches(':hover, :focus, :focus-within')) return;
      const other = sides.find((side) => side !== moved);
      if (!other) return;
      other.scrollTop =
        share(moved.scrollTop, moved.scrollHeight, moved.clientHeight) *
        (other.scrollHeight - other.clientHeight);
      other.scrollLeft =
        share(moved.scrollLeft, moved.scrollWidth, moved.clientWidth) *
        (other.scrollWidth - other.clientWidth);
    };
    for (const side of sides) side.addEventListener('scroll', follow, { passive: true });
    return () => {
      for (const side of sides) side.removeEventListener('scroll', follow);
    };
  }, [first, second]);
}

function Side({
  label,
  document,
  reference,
  page,
  zoom,
  scroller,
  onSwitch,
}: {
  label: string;
  document: DocumentView;
  reference: string;
  page: PageInfo | undefined;
  zoom: number;
  scroller: RefObject<HTMLElement | null>;
  onSwitch: () => void;
}) {
  const { m, language } = useMessages();
  const words = duplicateWords[language];
  const { detail } = useCase();
  const name = documentLabel(document, detail.documents, m);
  /** Arrows to the side change the side where there is nothing to scroll to. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isToSide = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    const region = event.currentTarget;
    if (!isToSide || event.target !== region || region.scrollWidth > region.clientWidth) return;
    event.preventDefault();
    onSwitch();
  };
  return (
    <div className="compare-side">
      <h3>{name}</h3>
      <dl className="compare-facts">
        <div>
          <dt>{words.received}</dt>
          <dd>{formatDate(document.received_on, language)}</dd>
        </div>
        <div>
          <dt>{words.reference}</dt>
          <dd>{reference}</dd>
        </div>
        <div>
          <dt className="visually-hidden">{m.common.page}</dt>
          <dd>{page ? pagePosition(document, page.number, m) : '–'}</dd>
        </div>
      </dl>
      <section
        className="compare-page"
        ref={scroller}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {page ? (
          <ComparedPage key={page.number} document={document} page={page} name={name} zoom={zoom} />
        ) : (
          <p className="meta">{document.pages.length === 0 ? m.document.noPages : words.noPage}</p>
        )}
      </section>
    </div>
  );
}

/** The page upright, as far as anybody knows which way that is. */
function ComparedPage({
  document,
  page,
  name,
  zoom,
}: {
  document: DocumentView;
  page: PageInfo;
  name: string;
  zoom: number;
}) {
  const { m, language } = useMessages();
  const [failed, setFailed] = useState(false);
  const turns = turnsOf(page.quarter_turns_to_upright);
  const size = { width: page.width_points || 595, height: page.height_points || 842 };
  const view = viewOf(size, turns);
  const address = (width: number) => `/api/documents/${document.id}/pages/${page.number}/${width}.webp`;
  if (failed) return <p className="meta">{duplicateWords[language].notRendered}</p>;
  return (
    <figure
      className={turns === 0 ? 'sheet' : 'sheet turned'}
      style={{
        width: `${zoom * 100}%`,
        aspectRatio: turns === 0 ? undefined : `${view.width} / ${view.height}`,
      }}
    >
      <div
        className="sheet-turn"
        style={
          turns === 0
            ? undefined
            : { width: `${(size.width / view.width) * 100}%`, transform: turnTransform(turns) }
        }
      >
        <img
          src={address(1600)}
          srcSet={`${address(800)} 800w, ${address(1600)} 1600w`}
          sizes={`${Math.round(zoom * 45)}vw`}
          width={Math.round(size.width)}
          height={Math.round(size.height)}
          alt={`${pagePosition(document, page.number, m)}, ${name}`}
          onError={() => setFailed(true)}
        />
      </div>
    </figure>
  );
}

/** The three answers, none above another. */
function Verdicts({
  pair,
  onClose,
  onSay,
}: {
  pair: Pair;
  onClose: () => void;
  onSay: (value: string) => Promise<boolean>;
}) {
  const { m, language } = useMessages();
  const words = duplicateWords[language];
  const [isSaving, setSaving] = useState(false);
  const alike = pagesAlike(pair);
  const { detail } = useCase();
  const nameOf = (document: DocumentView) => documentLabel(document, detail.documents, m);
  const say = async (value: string) => {
    setSaving(true);
    const saved = await onSay(value);
    setSaving(false);
    if (saved) onClose();
  };
  const answers: [string, string][] = [
    [DISTINCT, words.isDistinct],
    [setAside(pair.document.id), words.isAside(nameOf(pair.document))],
    [setAside(pair.other.id), words.isAside(nameOf(pair.other))],
  ];
  return (
    <fieldset className="compare-verdicts">
      <legend>{words.question}</legend>
      {alike !== null && (
        <p>
          <Icon name="warn" /> {words.onlySome(alike, pair.document.pages.length, nameOf(pair.document))}
        </p>
      )}
      <div className="dialog-actions">
        {answers.map(([value, text]) => (
          <Button
            key={value}
            isDisabled={isSaving || pair.review?.value === value}
            onPress={() => void say(value)}
          >
            {text}
          </Button>
        ))}
      </div>
      <p className="meta">{words.whatFollows}</p>
    </fieldset>
  );
}
