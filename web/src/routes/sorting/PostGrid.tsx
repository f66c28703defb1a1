// The pages of new post in small: a row for each document, a cell for each page, one tab stop, arrow keys between them.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { Confidence } from '../../components/Confidence';
import { Icon } from '../../components/Icon';
import { PageThumb, THUMB_WIDTH } from '../../components/PageThumb';
import type { CaseDetail } from '../../lib/api/types';
import { documentLabel } from '../../lib/documents';
import { useMessages } from '../../lib/i18n';
import type { SortingWords } from '../../lib/i18n/words/sorting';
import { type Group, isCutSuggested, type SortedPage } from '../../lib/sorting';

type Props = {
  groups: readonly Group[];
  documents: CaseDetail['documents'];
  kindName: (id: string | null) => string | null;
  words: SortingWords;
  activeKey: string | null;
  onActivate: (key: string) => void;
  onEnter: () => void;
  /** A new value moves the focus to the active page. */
  focusTurn: string;
};

export function PostGrid({
  groups,
  documents,
  kindName,
  words,
  activeKey,
  onActivate,
  onEnter,
  focusTurn,
}: Props) {
  const { m } = useMessages();
  const grid = useRef<HTMLDivElement>(null);
  const isWithin = useRef(false);
  const keys = groups.flatMap((group) => group.pages.map((page) => page.key));
  const focusActive = () => grid.current?.querySelector<HTMLElement>('[data-page][tabindex="0"]')?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn asks for the focus, nothing else does
  useEffect(() => {
    focusActive();
  }, [focusTurn]);
  // A cut puts pages into other rows; whoever was on one of them stays there.
  const shape = groups.map((group) => `${group.document.id} ${group.pages.length}`).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: when rows change, not their contents
  useLayoutEffect(() => {
    if (isWithin.current && document.activeElement === document.body) focusActive();
  }, [shape]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-page]');
    if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
      // Held arrows move on, a held Enter must not take several posts on.
      if (!cell || event.key === 'Enter') return;
    }
    const key = cell.dataset.page ?? '';
    const at = keys.indexOf(key);
    const row = groups.findIndex((group) => group.pages.some((page) => page.key === key));
    const firstOf = (index: number) =>
      groups.at(index)?.pages[0]?.key ?? groups.slice(index).find((group) => group.pages[0])?.pages[0]?.key;
    const target = {
      ArrowRight: keys[at + 1],
      ArrowLeft: keys[at - 1],
      ArrowDown: row + 1 < groups.length ? firstOf(row + 1) : undefined,
      ArrowUp: row > 0 ? firstOf(row - 1) : undefined,
      Home: keys[0],
      End: keys.at(-1),
    }[event.key];
    if (event.key === 'Enter') {
      event.preventDefault();
      onEnter();
    } else if (target !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      onActivate(target);
      grid.current?.querySelector<HTMLElement>(`[data-page="${CSS.escape(target)}"]`)?.focus();
    }
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: the roles of a grid; a table element would bring its layout
    <div
      ref={grid}
      role="grid"
      aria-label={words.pages}
      className="post-grid"
      onKeyDown={onKeyDown}
      onFocus={() => {
        isWithin.current = true;
      }}
      onBlur={(event) => {
        const to = event.relatedTarget;
        if (to && !event.currentTarget.contains(to)) isWithin.current = false;
      }}
      tabIndex={-1}
    >
      {groups.map((group) => {
        const name = documentLabel(group.document, documents, m);
        const { kind, kind_review: review } = group.document;
        const value = review ? review.value : (kind?.value ?? null);
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
          <div role="row" key={`${group.document.id} ${group.isLeftOut}`} className="post-row">
            {/* biome-ignore lint/a11y/useSemanticElements: see above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
            <div role="rowheader" className="post-document">
              <strong>{titleOf(group, name, words)}</strong>
              {!group.isLeftOut && (
                <span className="post-kind">
                  <span>{kindName(value) ?? words.kindUnknown}</span>
                  {review ? (
                    <span className={`state ${review.verdict}`}>
                      <Icon name={review.verdict === 'accepted' ? 'check' : 'pen'} />
                      {words.confirmed}
                    </span>
                  ) : (
                    <Confidence level={kind?.confidence ?? null} />
                  )}
                </span>
              )}
            </div>
            {group.pages.map((entry) => (
              <PageCell
                key={entry.key}
                entry={entry}
                group={group}
                words={words}
                isActive={entry.key === activeKey}
                onActivate={() => onActivate(entry.key)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

/** Parts of a scan name their pages already. */
function titleOf({ document, isLeftOut }: Group, name: string, words: SortingWords): string {
  if (isLeftOut) return words.leftOut(name);
  return document.part_of?.pages ? name : words.document(name, document.pages.length);
}

function PageCell({
  entry,
  group,
  words,
  isActive,
  onActivate,
}: {
  entry: SortedPage;
  group: Group;
  words: SortingWords;
  isActive: boolean;
  onActivate: () => void;
}) {
  const { page, key } = entry;
  const isCutHere = group.pages[0]?.key !== key && page !== null && isCutSuggested(group.file, page.number);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    <div
      role="gridcell"
      data-page={key}
      tabIndex={isActive ? 0 : -1}
      aria-current={isActive ? 'true' : undefined}
      className={`post-page${isActive ? ' active' : ''}${isCutHere ? ' cut-suggested' : ''}`}
      onFocus={() => !isActive && onActivate()}
      onPointerDown={() => !isActive && onActivate()}
    >
      {page === null ? (
        <span className="meta">{words.noPages}</span>
      ) : (
        <>
          <PageThumb
            src={`/api/documents/${group.document.id}/pages/${page.number}/${THUMB_WIDTH}.webp`}
            page={page}
          />
          <span>{words.page(page.number)}</span>
        </>
      )}
      {isCutHere && <span className="meta">{words.cutSuggested}</span>}
    </div>
  );
}
