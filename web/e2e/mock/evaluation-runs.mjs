// Runs from the screen: the first one by a button, live progress, stopping, one of the command line, one that broke off.
import assert from 'node:assert/strict';
import { running, runs } from './evaluation-data.mjs';
import { announced, holds, run } from './kit.mjs';

const DATA = { role: 'data' };
const RUNS = '/api/evaluation-runs';

/** A server that makes a run: what it tells is in `told`, what was asked of it in `asked`. */
function maker(told) {
  const asked = [];
  const server = { told, asked, list: null };
  server.override = ({ method, path, headers }) => {
    if (path === `${RUNS}/events`) return { events: [...server.told] };
    if (path === RUNS && method === 'GET')
      return { json: { can_start: true, items: asked.length > 0 ? (server.told.at(-1)?.items ?? []) : [] } };
    if (path === '/api/evaluations' && server.list !== null) return { json: server.list };
    if (method !== 'POST') return null;
    asked.push({ path, token: headers['x-csrf-token'] });
    return path === RUNS ? { status: 201, json: { id: running().id } } : { status: 204 };
  };
  return server;
}
const tell = (...items) => ({ can_start: true, items });

export const evaluationRuns = {
  'evaluation runs: the first one by a button, live until it is done': (kit) => {
    const server = maker([
      tell(running({ step: 'loading', cases: 0, done: 0, case: null, seconds_left: null })),
    ]);
    server.list = { ...runs(), items: [] };
    return run(kit, '/auswertung', { ...DATA, override: server.override }, async (page) => {
      await page.getByRole('button', { name: 'Ersten Lauf starten' }).focus();
      await page.keyboard.press('Enter');
      await announced(page, /lauf-2026-11-23-091500 gestartet/);
      assert.deepEqual(server.asked, [{ path: RUNS, token: 'token' }]);
      await page.getByText('Modelle werden geladen').waitFor();
      await holds(async () =>
        assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Neuer Lauf'),
      );
      server.told = [tell(running())];
      await page.getByText('3 von 8 Fällen').waitFor();
      await page.getByText('noch etwa 2 Minuten').waitFor();
      await holds(async () => assert.equal(await page.getByRole('progressbar').getAttribute('value'), '3'));
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: /starten/ }).count(), 0, 'one at a time'),
      );
      await page.screenshot({ path: `${kit.output}act-evaluation-running.png` });
      server.list = runs();
      server.told = [tell()];
      await announced(page, /lauf-2026-11-23-091500 ist fertig/);
      await page.getByRole('link', { name: 'mit-klassifikator' }).waitFor();
      await page.getByRole('button', { name: 'Lauf starten' }).waitFor();
    });
  },
  'evaluation runs: a run is stopped, and the focus is kept': (kit) => {
    const server = maker([tell(running())]);
    return run(
      kit,
      '/auswertung',
      { ...DATA, width: 320, theme: 'dark', override: server.override },
      async (page) => {
        await page.getByRole('button', { name: 'Lauf starten' }).click();
        const stop = page.getByRole('button', { name: 'lauf-2026-11-23-091500 abbrechen' });
        await stop.focus();
        await page.screenshot({ path: `${kit.output}act-evaluation-running-320-dark.png`, fullPage: true });
        server.told = [tell()];
        await page.keyboard.press('Enter');
        await announced(page, /lauf-2026-11-23-091500 abgebrochen/);
        assert.equal(server.asked.at(-1).path, `${RUNS}/lauf-2026-11-23-091500/cancellation`);
        await page.getByRole('button', { name: 'Lauf starten' }).waitFor();
        await holds(async () =>
          assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Neuer Lauf'),
        );
      },
    );
  },
  'evaluation runs: one of the command line is seen and left alone, one that broke off is cleared away': (
    kit,
  ) => {
    const left = running({ id: 'kaputt', state: 'failed', step: 'failed' });
    const byHand = running({ id: 'von-hand', is_ours: false });
    const cleared = [];
    const override = ({ method, path }) => {
      if (path === `${RUNS}/events`)
        return { events: [tell(...(cleared.length > 0 ? [byHand] : [left, byHand]))] };
      if (path === RUNS && method === 'GET')
        return { json: tell(...(cleared.length > 0 ? [byHand] : [left, byHand])) };
      if (method !== 'POST') return null;
      cleared.push(path);
      return { status: 204 };
    };
    return run(kit, '/auswertung', { ...DATA, override }, async (page) => {
      await page.getByText('Auf der Befehlszeile gestartet').waitFor();
      await holds(async () =>
        assert.equal(await page.getByRole('button', { name: 'von-hand abbrechen' }).count(), 0),
      );
      await page.getByText('mit einem Fehler abgebrochen').waitFor();
      await page.getByRole('button', { name: 'kaputt wegräumen' }).click();
      await announced(page, /kaputt weggeräumt/);
      await page.locator('[data-run="kaputt"]').waitFor({ state: 'detached' });
      assert.deepEqual(cleared, [`${RUNS}/kaputt/cancellation`]);
    });
  },
};
