// German that stays German in the English program is marked as such, so that it is read aloud as German.
import { CASE } from './data.mjs';
import { run } from './kit.mjs';

export const language = {
  'language: letters and laws keep theirs': async (kit) => {
    for (const [path, part] of [
      [`/akten/${CASE}/nachforderung`, '.letter-paper [lang=de]'],
      [`/akten/${CASE}/nachforderung`, 'textarea[lang=de]'],
      ['/recht?q=Miete', '.norm-text[lang=de]'],
    ])
      await run(kit, path, { language: 'en' }, async (page) => {
        await page.locator('html[lang=en]').waitFor({ state: 'attached' });
        await page.locator(part).first().waitFor({ timeout: 20_000 });
      });
  },
};
