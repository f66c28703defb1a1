// The foot of the rail says whether the machine suggests, and with what; a model that loads is asked about again.
import assert from 'node:assert/strict';
import { session } from './data.mjs';
import { holds, run } from './kit.mjs';

const said = (page) => page.locator('.assistance').evaluate((line) => line.textContent);

export const assistance = {
  'assistance: the rail says model and rules, on a phone to screen readers only': async (kit) => {
    for (const width of [1440, 320])
      await run(kit, '/recht', { width }, async (page) => {
        await holds(async () =>
          assert.equal(
            await said(page),
            'Stand der Vorschläge: KI-Vorschläge an, Modell multilingual-e5-small, Regelwerk 9f2c41aa',
          ),
        );
        const { height } = await page.locator('.assistance').boundingBox();
        assert.equal(height > 1, width > 400);
        if (width > 400) await page.locator('.rail').screenshot({ path: `${kit.output}act-assistance.png` });
      });
  },
  'assistance: a model that loads is there without loading the page anew; none is said': (kit) => {
    let models = 'loading';
    const override = ({ path }) => {
      if (path !== '/api/session') return null;
      const known = session('clerk');
      return { json: { ...known, assistance: { ...known.assistance, models } } };
    };
    return run(kit, '/recht', { override, clock: true }, async (page) => {
      await holds(async () => assert.match(await said(page), /KI-Modell lädt, Regelwerk/));
      models = 'absent';
      await page.clock.runFor(11_000);
      await holds(async () => assert.match(await said(page), /nur Regeln, ohne KI-Modell, Regelwerk/));
    });
  },
};
