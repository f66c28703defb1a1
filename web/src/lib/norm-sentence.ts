// The sentence of a passage that a citation names (`§ 7 Abs. 1 Satz 2 SGB II`), found by how the passage is built.
// Where that leaves a doubt there is none: a wrong mark would be a wrong quotation.
import type { LegalBasis } from './api/types';

export type MarkedSentence = { number: number; start: number; end: number };

/** Words before a full stop that end no sentence. */
const SHORT =
  /(?:^|[\s(])(?:Abs|Art|Nr|Nrn|Buchst|Hs|vgl|gem|ggf|bzw|sog|usw|etc|ca|Dr|BGBl|ABl|GBl|BStBl|EG|EU|L|C|S|v|H|z|B|d|h|u|a|i|V|m|o|g|Anl)$/;
const MONTH =
  /^(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Lebens|Tag|Woche|Monat|Jahr)/;
/** A line of a list or table belongs to the sentence that leads to it. */
const ITEM = /^(?:\d+[a-z]?\.|[a-z]{1,3}\)|[-–])(?:\s|$)/;

const isWithinBrackets = (before: string) => before.lastIndexOf('(') > before.lastIndexOf(')');

/** Where each sentence begins and ends; null where the words do not tell. */
export function sentencesOf(text: string): { start: number; end: number }[] | null {
  const starts = [/^\s*(?:\(\d+[a-z]?\)\s*)?/.exec(text)?.[0].length ?? 0];
  let lineStart = 0;
  let wasItem = false;
  for (const line of text.split('\n')) {
    if (line.includes(' | ')) return null;
    const isItem = ITEM.test(line);
    // After a list: its last item ended a sentence, or the sentence goes on below it in a small letter.
    if (lineStart > 0 && !isItem && line !== '') {
      const ended = /[.!?]$/.test(text.slice(0, lineStart - 1));
      if (/^[\p{Lu}§(\d]/u.test(line)) {
        // A noun may go on with what a list began.
        if (!ended) return null;
        starts.push(lineStart);
      } else if (wasItem && ended) return null;
    }
    const skip = isItem ? (ITEM.exec(line)?.[0].length ?? 0) : 0;
    for (const found of line.matchAll(/[.!?] (?=[\p{Lu}§(\d„])/gu)) {
      if (found.index < skip) continue;
      const before = line.slice(0, found.index);
      const after = line.slice(found.index + 2);
      if (SHORT.test(before) || isWithinBrackets(before)) continue;
      if (/\d$/.test(before)) {
        if (MONTH.test(after)) continue;
        // "§ 3 Abs. 1. Die": a number of a norm ends a sentence, any other may be an ordinal one.
        if (!/(?:§|Abs\.|Absatz|Nr\.|Nummer|Satz|Artikel|Art\.|und|oder|bis) \d+[a-z]?$/.test(before))
          return null;
      }
      // Two sentences in one item of a list do not tell how they are counted.
      if (isItem) return null;
      starts.push(lineStart + found.index + 2);
    }
    lineStart += line.length + 1;
    wasItem = isItem;
  }
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? text.length;
    return { start, end: start + text.slice(start, end).trimEnd().length };
  });
}

/** What of the text of a basis its citation names; null where it names no sentence, or none that is surely there. */
export function citedSentence({ citation, paragraph, text }: LegalBasis): MarkedSentence | null {
  const named = [...citation.matchAll(/\bSatz (\d+)\b/g)];
  if (named.length !== 1 || !text || /\bSatz \d+ (?:und|oder|bis|,)/.test(citation)) return null;
  const cited = /\bAbs(?:\.|atz) (\d+[a-z]?)\b/.exec(citation)?.[1] ?? null;
  if (cited !== (paragraph ?? null)) return null;
  const number = Number(named[0]?.[1]);
  const sentence = sentencesOf(text)?.[number - 1];
  return sentence ? { number, ...sentence } : null;
}
