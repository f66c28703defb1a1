// The words of a page as one list to choose from: arrow keys move by word and by line, Shift extends, Enter takes.
// With the pointer the first press chooses a word and the second one the end of the run, so nothing must be dragged.
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Button, KeyHint } from '../../components/Button';
import type { Evidence, PageInfo, PageWord } from '../../lib/api/types';
import { wordInBox } from '../../lib/evidence';
import { useMessages } from '../../lib/i18n';
import { turnAll, turnsOf } from '../../lib/turning';
import { between, evidenceOfWords, linesOf, moveTo, textOfEvidence } from '../../lib/words';
import type { Picking } from './usePicking';

export function WordList({
  words,
  documentId,
  page,
  picking,
  shown,
}: {
  words: readonly PageWord[];
  documentId: string;
  page: PageInfo;
  picking: Picking;
  /** Where the value stands so far; the list begins there. */
  shown: readonly Evidence[];
}) {
  const { m } = useMessages();
  // On a page that lies on its side the keys follow the lines, not the edges of the sheet.
  const lies = turnsOf(page.quarter_turns_to_upright);
  const lines = useMemo(() => linesOf(words, lies), [words, lies]);
  const upright = useMemo(() => turnAll(words, lies), [words, lies]);
  const [range, setRange] = useState(() => {
    const here = shown.filter((place) => place.document_id === documentId && place.page === page.number);
    const marked = words.flatMap((word, at) =>
      here.some((place) => wordInBox(word, place.box)) ? [at] : [],
    );
    return { anchor: marked[0] ?? 0, focus: marked[0] ?? 0, open: false };
  });
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const word = list.current?.querySelector<HTMLElement>(`[data-word="${range.focus}"]`);
    word?.focus();
    word?.scrollIntoView({ block: 'nearest' });
  }, [range.focus]);
  const chosen = between(range.anchor, range.focus);
  const evidence = evidenceOfWords(words, chosen, { documentId, page: page.number, lies });
  const take = () => picking.take(evidence);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      return take();
    }
    const next = moveTo(event.key, event.ctrlKey || event.metaKey, range.focus, upright, lines);
    if (next === null) return;
    event.preventDefault();
    setRange({ anchor: event.shiftKey ? range.anchor : next, focus: next, open: false });
  };
  const press = (at: number, extend: boolean) => {
    if (extend || range.open) setRange({ anchor: range.anchor, focus: at, open: false });
    else setRange({ anchor: at, focus: at, open: true });
  };
  return (
    <>
      <div
        ref={list}
        role="listbox"
        aria-multiselectable="true"
        aria-label={m.pick.list(page.number, picking.title)}
        className="word-list"
        data-scope-host
        onKeyDown={onKeyDown}
      >
        {lines.map((line) => (
          <div key={line[0]} role="presentation" className="word-line">
            {line.map((at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
              <span
                key={at}
                role="option"
                data-word={at}
                aria-selected={chosen.includes(at)}
                tabIndex={at === range.focus ? 0 : -1}
                className="word-option"
                onClick={(event) => press(at, event.shiftKey)}
              >
                {words[at]?.text}
              </span>
            ))}
          </div>
        ))}
      </div>
      <div className="pick-chosen">
        <p>
          {m.pick.chosen}: <strong>{m.common.quoted(textOfEvidence(evidence))}</strong>
        </p>
        <Button small kind="primary" icon="check" onPress={take}>
          {m.pick.take}
          <KeyHint label="↵" />
        </Button>
      </div>
    </>
  );
}
