// Samples: a drawn entry is made before its suggestion is shown; the supervisor sees how both agree.
import assert from 'node:assert/strict';
import { fields, review } from './data.mjs';
import { announced, FIELDS, focusRow, holds, run } from './kit.mjs';

const NAME = 'applicant.given_names';

/** Withholds what is suggested on one entry until it was made. */
function samplingServer() {
  const server = { sent: [] };
  let kept = null;
  const drawn = (field) => {
    if (field.id !== NAME) return { ...field, hidden_by_sample: false };
    return kept
      ? { ...field, review: kept, hidden_by_sample: false }
      : { ...field, suggestion: null, review: null, hidden_by_sample: true };
  };
  server.override = ({ method, path, body }) => {
    if (method === 'GET' && path.endsWith('/fields'))
      return { json: { version: 7 + server.sent.length, fields: fields().map(drawn) } };
    if (method !== 'POST' || !path.endsWith('/reviews')) return null;
    const request = body();
    server.sent.push(request);
    kept = review(request.verdict, request.value, {
      subject: request.subject,
      reveal_mode: 'blind',
    });
    return { status: 201, json: { version: 7 + server.sent.length, review: kept } };
  };
  return server;
}

export const samples = {
  'samples: an entry is made before its suggestion is shown, and B leads to it': (kit) => {
    const server = samplingServer();
    return run(kit, FIELDS, { override: server.override }, async (page) => {
      const row = page.locator(`[data-row="${NAME}"]`);
      await focusRow(page, NAME);
      await row.getByText('Stichprobe: bitte zuerst selbst eintragen').waitFor();
      for (const name of [/^Bestätigen/, /^Verwerfen/, /^Korrigieren/])
        assert.equal(await row.getByRole('button', { name }).count(), 0, String(name));
      await row.getByRole('button', { name: /^Unklar/ }).waitFor();
      assert.doesNotMatch(await row.textContent(), /kein Wert/, 'nor is it said that there is none');
      assert.equal(await page.locator('.evidence-box.active').count(), 0, 'no place of it is marked');
      await page.screenshot({ path: `${kit.output}act-samples-hidden.png` });
      await page.keyboard.press('d');
      await row.locator('.field-details').getByText('Stichprobe: bitte zuerst').waitFor();
      await page.keyboard.press('d');
      await page.keyboard.press('b');
      const input = row.locator('.field-editor input:not([type=hidden])').first();
      await holds(async () => assert.equal(await input.inputValue(), ''));
      await page.keyboard.type('Erika');
      await page.keyboard.press('Enter');
      await announced(page, /Angabe 2 eingetragen. Der Vorschlag steht jetzt daneben/);
      await row.getByText('Stichprobe: Der Vorschlag sagt etwas anderes: Erika Sabine').waitFor();
      const [sent] = server.sent;
      assert.deepEqual(
        [server.sent.length, sent.verdict, sent.value, sent.suggestion_id, sent.shown.value],
        [1, 'entered', 'Erika', null, null],
      );
      // It is still the one at hand: what was withheld is read before the next entry.
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.dataset.row), NAME),
      );
      await page.screenshot({ path: `${kit.output}act-samples-shown.png` });
      kit.problems.push(...(await kit.smallTargets(page)));
    });
  },
  'samples: a hidden entry in English at 320 px in the dark': (kit) =>
    run(
      kit,
      FIELDS,
      { width: 320, theme: 'dark', language: 'en', override: samplingServer().override },
      async (page) => {
        await focusRow(page, NAME);
        await page.locator(`[data-row="${NAME}"]`).scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${kit.output}act-samples-320.png` });
        kit.problems.push(...(await kit.smallTargets(page)));
      },
    ),
  'samples: the supervisor reads power, agreement and differences, and nobody is named': (kit) =>
    run(kit, '/stichproben', { role: 'supervisor' }, async (page) => {
      await page.getByText(/Fehlerquote über 3\s%.*95\s% Sicherheit ab n = 99/).waitFor();
      await page.getByText(/93,8\s%/).waitFor();
      const table = page.getByRole('table', { name: 'Abweichungen' });
      await table.getByText('821,00').waitFor();
      await table.getByRole('link', { name: 'AK-2026-000471' }).first().waitFor();
      assert.doesNotMatch(await page.locator('main').textContent(), /Yılmaz|Weber/);
      await page.screenshot({ path: `${kit.output}act-samples.png` });
    }),
};
