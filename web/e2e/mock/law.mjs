// The law: what a case rests on, and the search in the imported regulations as somebody types into it.
import assert from 'node:assert/strict';
import { CASE, legalBases } from './data.mjs';
import { holds, run } from './kit.mjs';

/** A server that finds one passage for Heizung and nothing else, and keeps what it was asked. */
function lawServer() {
  const asked = [];
  const override = ({ path, query }) => {
    if (path !== '/api/regulations') return null;
    asked.push(Object.fromEntries(query));
    const [found] = legalBases().items;
    return { json: { items: query.get('q') === 'Heizung' ? [found] : [], laws: ['WoGG', 'BEEG'] } };
  };
  return { asked, override };
}

/** What is read out with the first part of the day. */
const dayDescription = (page) =>
  page
    .locator('.law-search [role=spinbutton]')
    .first()
    .evaluate((part) =>
      (part.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );

export const law = {
  'legal bases: what is not held is said once, cards only carry the mark': (kit) =>
    run(kit, `/akten/${CASE}/rechtsgrundlagen`, {}, async (page) => {
      const said = page.getByText('2 von 4 Fundstellen sind nicht in den eingelesenen');
      await said.waitFor();
      await holds(async () => assert.equal(await said.count(), 1));
      await holds(async () => assert.equal(await page.getByText('Fundstelle prüfen').count(), 2));
    }),
  'legal bases: the sentence that a citation names is marked, with its list, and said': async (kit) => {
    for (const [width, theme] of [
      [1440, 'light'],
      [320, 'dark'],
    ])
      await run(kit, `/akten/${CASE}/rechtsgrundlagen`, { width, theme }, async (page) => {
        const marked = page.locator('.norm-text mark');
        await marked.waitFor();
        assert.equal(await marked.count(), 1, 'a norm that names no sentence has no mark');
        assert.equal(await marked.textContent(), 'Der zweite nennt\n1. einen Nachweis und\n2. seinen Tag.');
        await page.getByText('Markiert ist Satz 2').waitFor();
        await marked.scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${kit.output}act-law-sentence-${width}.png` });
      });
  },
  'legal bases: a query that is typed finds a passage, and the address keeps it': (kit) => {
    const server = lawServer();
    return run(kit, '/recht', { override: server.override }, async (page) => {
      await page.locator('.law-results .empty-state').waitFor();
      await holds(async () =>
        assert.match(await dayDescription(page), /Bundesgesetze nennen hier keine Geltungszeit/),
      );
      assert.deepEqual(server.asked, [], 'nothing is asked before somebody types');
      const input = page.locator('.law-search input[type=search]');
      await input.fill('Heizung');
      await input.press('Enter');
      await page.locator('.law-results .norm h2', { hasText: '§ 22 Abs. 1 WoGG' }).waitFor();
      await holds(async () =>
        assert.equal(await page.locator('.law-results [role=status]').textContent(), '1 Fundstelle'),
      );
      assert.equal(new URL(page.url()).searchParams.get('q'), 'Heizung');
      const { q, valid_on, law: within } = server.asked[0];
      assert.deepEqual([q, within], ['Heizung', undefined]);
      assert.match(valid_on, /^\d{4}-\d\d-\d\d$/);
      await page.screenshot({ path: `${kit.output}act-law-search.png` });
      kit.problems.push(...(await kit.axe(page)), ...(await kit.smallTargets(page)));
      await input.fill('Hundehütte');
      await page.getByRole('button', { name: 'Suchen' }).click();
      await page.getByText('Keine Fundstelle.').waitFor();
      await holds(async () => assert.equal(await page.locator('.law-results .norm').count(), 0));
    });
  },
};
