// The marks of a page in words: one line that sums them up, and behind it each mark with what is printed beside
// or, of a stamp, inside it.
import { useQuery } from '@tanstack/react-query';
import { ErrorPanel } from '../../components/Panels';
import { marksQuery, wordsQuery } from '../../lib/api/queries';
import type { PageInfo, PageMark, PageWord } from '../../lib/api/types';
import { useMessages } from '../../lib/i18n';
import { inReadingOrder, markCode, marksInWords, printedWith } from '../../lib/marks';
import { turnsOf } from '../../lib/turning';

const NONE: readonly PageWord[] = [];

export function MarkList({ documentId, page }: { documentId: string; page: PageInfo }) {
  const { m } = useMessages();
  const marks = useQuery(marksQuery(documentId, page.number));
  const words = useQuery(wordsQuery(documentId, page.number)).data ?? NONE;
  if (marks.isPending) return null;
  if (marks.isError) return <ErrorPanel error={marks.error} onRetry={() => void marks.refetch()} />;
  const all = marks.data;
  if (all.length === 0) return <p className="page-marks">{m.marks.none(page.number)}</p>;
  const lies = turnsOf(page.quarter_turns_to_upright);
  const inWords = (mark: PageMark) => {
    const what = m.marks.long[markCode(mark)];
    const printed = printedWith(mark, all, words, lies);
    return printed === '' ? what : m.marks.beside(what, printed);
  };
  return (
    <details className="page-marks">
      <summary>{m.marks.onPage(page.number, marksInWords(all, m))}</summary>
      <section
        className="page-marks-list"
        aria-label={m.marks.list(page.number)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
      >
        <ol>
          {inReadingOrder(all, lies).map((mark) => (
            <li key={`${mark.kind}-${mark.state}-${mark.box.join()}`}>{inWords(mark)}</li>
          ))}
        </ol>
      </section>
    </details>
  );
}
