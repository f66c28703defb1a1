// The text of a page in reading order, with evidence marked: the accessible equal of the page image.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Empty, ErrorPanel, Loading } from '../../components/Panels';
import type { DocumentView, FieldView, PageInfo, PageWord } from '../../lib/api/types';
import {
  boxesOnPage,
  evidenceOf,
  type PlacedBox,
  samePlace,
  wordInBox,
  wordsToLines,
} from '../../lib/evidence';
import { useMessages } from '../../lib/i18n';
import { turnAll, turnBox, turnsOf } from '../../lib/turning';
import { useCase } from './case-context';
import { WordList } from './WordList';

type Run = { words: string[]; mark: PlacedBox | null };

/** Words of a line, joined while they belong to the same evidence. */
function runsOf(line: readonly PageWord[], boxes: readonly PlacedBox[]): Run[] {
  const runs: Run[] = [];
  for (const word of line) {
    const mark = boxes.find((box) => wordInBox(word, box.box)) ?? null;
    const last = runs.at(-1);
    if (last && last.mark?.fieldId === mark?.fieldId) last.words.push(word.text);
    else runs.push({ words: [word.text], mark });
  }
  return runs;
}

export function PageText({
  document,
  page,
  fields,
}: {
  document: DocumentView;
  page: PageInfo;
  fields: readonly FieldView[];
}) {
  const { m } = useMessages();
  const { activeField, target, picking, draft, source } = useCase();
  const words = useQuery(source.words(document.id, page.number));
  const active = useRef<HTMLElement>(null);
  const loaded = words.data !== undefined;
  useEffect(() => {
    if (loaded && target.evidence) active.current?.scrollIntoView({ block: 'center' });
  }, [loaded, target]);
  if (words.isPending) return <Loading />;
  if (words.isError) return <ErrorPanel error={words.error} onRetry={() => void words.refetch()} />;
  if (words.data.length > 0 && picking) {
    const field = fields.find((entry) => entry.id === picking.fieldId);
    return (
      <section className="page-text" aria-label={m.document.textLabel(page.number)}>
        <WordList
          key={`${document.id}/${page.number}`}
          words={words.data}
          documentId={document.id}
          page={page}
          picking={picking}
          shown={field ? evidenceOf(field) : []}
        />
      </section>
    );
  }
  // The lines of a page that lies on its side are those that one reads when it is turned.
  const lies = turnsOf(page.quarter_turns_to_upright);
  const boxes = [...turnAll(boxesOnPage(fields, document.id, page.number, activeField, draft), lies)];
  boxes.sort((a, b) => Number(b.fieldId === activeField) - Number(a.fieldId === activeField));
  // A field may have several places here: the one that was asked for comes into view.
  const asked = target.evidence && turnBox(target.evidence.box, lies);
  const isAsked = (mark: PlacedBox | null) =>
    mark !== null && mark.fieldId === activeField && asked !== null && samePlace(mark.box, asked);
  const isMet = boxes.some(isAsked);
  if (words.data.length === 0)
    return <Empty icon="text">{picking ? m.pick.noWords : m.document.noText}</Empty>;
  return (
    <section className="page-text" aria-label={m.document.textLabel(page.number)}>
      {wordsToLines(turnAll(words.data, lies)).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a page never change their order
        <p key={index}>
          {runsOf(line, boxes).map((run, at) => {
            const key = `${index}-${at}`;
            const text = `${run.words.join(' ')} `;
            if (!run.mark) return <span key={key}>{text}</span>;
            const isActive = run.mark.fieldId === activeField;
            return (
              <mark
                key={key}
                className={isActive ? 'active' : ''}
                ref={isActive && (!isMet || isAsked(run.mark)) ? active : null}
              >
                <span className="mark-number">{run.mark.number}</span>
                {text}
              </mark>
            );
          })}
        </p>
      ))}
    </section>
  );
}
