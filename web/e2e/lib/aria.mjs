// What a screen says to a screen reader, kept as readable files in e2e/aria: landmarks, headings with their level,
// names of controls, rows of the main list.
import { readFile, writeFile } from 'node:fs/promises';

const KEPT = new Set(
  `banner main navigation region search form complementary contentinfo dialog heading
  list listitem grid treegrid table row columnheader radiogroup group figure img
  button link radio checkbox switch textbox searchbox combobox spinbutton slider progressbar tab tablist`.split(
    /\s+/,
  ),
);
/** Roles of which one without a name says nothing. */
const ONLY_NAMED = new Set(['listitem', 'row', 'list', 'group', 'img', 'figure']);
const LINE = /^(\s*)- (['"]?)([a-z]+)((?: "(?:[^"\\]|\\.)*")?)((?: \[[^\]]+\])*)\2(?::(?: (.*))?)?$/;
const RELATIVE = /\b(?:noch|seit|vor|in) \d+ Tag(?:en?)?\b|\b\d+ Tage? überfällig|\b(?:heute|morgen) fällig/g;
const masked = (text) =>
  text
    .replace(/\b\d{1,2}\.\d{1,2}\.\d{4}\b/g, '<Tag>')
    .replace(RELATIVE, '<Abstand>')
    .replace(/(<Tag>,?) \d{1,2}:\d\d\b/g, '$1 <Uhrzeit>');

/** The lines of `ariaSnapshot` that are kept, each below the nearest kept one. */
export function outline(snapshot) {
  const open = [];
  const lines = [];
  for (const line of snapshot.split('\n')) {
    const [, indent, , role, named, marks, text] = LINE.exec(line.replace(/''/g, "'")) ?? [];
    if (role === undefined) continue;
    while (open.length > 0 && open.at(-1).indent >= indent.length) open.pop();
    const { depth, inRow, inTable } = open.at(-1) ?? { depth: -1 };
    const name = named || (role === 'group' && text ? ` ${JSON.stringify(text)}` : '');
    // A row of a grid says what its cells say; of a plain table the head is enough.
    const isSaid = (inRow && role !== 'button' && role !== 'link') || (inTable && role === 'row');
    const isKept = KEPT.has(role) && !isSaid && (name !== '' || !ONLY_NAMED.has(role));
    const told = `${role}${name}${marks.replace(/ \[(?:active|cursor=\w+)\]/g, '')}`;
    if (isKept) lines.push(masked('  '.repeat(depth + 1) + told));
    open.push({
      indent: indent.length,
      depth: isKept ? depth + 1 : depth,
      inRow: inRow || (isKept && role === 'row'),
      inTable: inTable || role === 'table',
    });
  }
  return lines;
}

/** What is gone (-) and what is new (+), by the longest common sequence. */
export function difference(before, after) {
  const common = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      common[i][j] =
        before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  const told = [];
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      i += 1;
      j += 1;
    } else if (j === after.length || (i < before.length && common[i + 1][j] >= common[i][j + 1])) {
      told.push(`line ${i + 1} - ${before[i].trim()}`);
      i += 1;
    } else {
      told.push(`line ${i + 1} + ${after[j].trim()}`);
      j += 1;
    }
  }
  return told;
}

/** Compares the page with its file, or writes the file. A screen that still settles is looked at again. */
export async function aria(page, name, write) {
  const file = new URL(`../aria/${name}.txt`, import.meta.url);
  const look = async () => outline(await page.locator('body').ariaSnapshot());
  const again = async (isDone) => {
    let lines = await look();
    for (let turn = 0; turn < 20 && !isDone(lines.join('\n')); turn += 1) {
      await page.waitForTimeout(250);
      lines = await look();
    }
    return lines;
  };
  if (write) {
    let before = '';
    const isStill = (text) => {
      const same = text === before;
      before = text;
      return same;
    };
    await writeFile(file, `${(await again(isStill)).join('\n')}\n`);
    return [];
  }
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept === null) return [`aria: ${name}.txt is missing; \`node e2e/mock.mjs --write-aria\` writes it`];
  const wanted = kept.trimEnd();
  const found = await again((text) => text === wanted);
  return difference(wanted.split('\n'), found).map((line) => `aria ${name} ${line}`);
}
