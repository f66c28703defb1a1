// The documents of a case and what is said of them, side by side. The line between both is moved by dragging, by arrow
// keys, or from one division to the next by a click or Enter, which needs no dragging (WCAG 2.5.7).
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useMessages } from '../../lib/i18n';
import { SPLIT, useSettings, withinSplit } from '../../lib/settings';

const STEP = 2;
/** More document, then more entries, then as it was. */
const PRESETS: readonly number[] = [SPLIT.usual, SPLIT.most, 42];
/** So many pixels are a shaky click and no drag. */
const STILL = 4;

const nextPreset = (share: number): number =>
  PRESETS[(PRESETS.indexOf(share) + 1) % PRESETS.length] ?? SPLIT.usual;

const KEYS: Record<string, (share: number) => number> = {
  ArrowLeft: (share) => share - STEP,
  ArrowRight: (share) => share + STEP,
  Home: () => SPLIT.least,
  End: () => SPLIT.most,
  Enter: nextPreset,
  ' ': nextPreset,
};

export function CasePanes({ document, children }: { document: ReactNode; children: ReactNode }) {
  const { m } = useMessages();
  const { settings, change } = useSettings();
  const frame = useRef<HTMLDivElement>(null);
  const began = useRef<number | null>(null);
  // While it is dragged; the settings are written once, at the end.
  const [dragged, setDragged] = useState<number | null>(null);
  const share = dragged ?? settings.split;
  const shareAt = (x: number) => {
    const box = frame.current?.getBoundingClientRect();
    return box ? withinSplit(((x - box.left) / box.width) * 100) : share;
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    began.current = event.clientX;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (began.current === null) return;
    if (dragged !== null || Math.abs(event.clientX - began.current) > STILL)
      setDragged(shareAt(event.clientX));
  };
  const end = (event: PointerEvent) => {
    if (began.current === null) return;
    began.current = null;
    change({ split: dragged ?? (event.type === 'pointerup' ? nextPreset(settings.split) : settings.split) });
    setDragged(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = KEYS[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    change({ split: withinSplit(move(settings.split)) });
  };
  const style = { '--documents': `${share}fr`, '--entries': `${100 - share}fr` } as React.CSSProperties;
  return (
    <div ref={frame} className={dragged === null ? 'case-work' : 'case-work dragged'} style={style}>
      {document}
      {/* biome-ignore lint/a11y/useSemanticElements: `hr` takes no value and no keys */}
      <div
        className="pane-divider"
        role="separator"
        aria-orientation="vertical"
        aria-label={m.document.divider}
        aria-valuemin={SPLIT.least}
        aria-valuemax={SPLIT.most}
        aria-valuenow={share}
        aria-valuetext={m.document.dividerAt(share)}
        title={m.document.dividerHint}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={onKeyDown}
      />
      {children}
    </div>
  );
}
