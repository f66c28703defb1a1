// Practice: a wrong suggestion is followed, and the true place is shown.
import { base, output, page, pageIsDrawn, step } from './kit.mjs';

export const practice = () =>
  step('practises, follows a wrong suggestion and is shown the true place', async () => {
    await page.goto(`${base}/uebung`);
    await page.getByRole('link', { name: 'Wohngeld: Formular und Mietvertrag' }).click();
    const rent = '[data-row="dwelling.total_rent"]';
    await page.locator(rent).focus();
    await pageIsDrawn();
    for (let press = 0; press < 3 && (await page.locator(`${rent}.open`).count()) > 0; press += 1) {
      await page.keyboard.press('b');
      await page.waitForTimeout(500);
    }
    await page.locator(`${rent}.verdict-accepted`).waitFor();
    await page.getByRole('button', { name: 'Auswerten' }).click();
    await page.locator('.practice-group.followed_wrong').getByText('1.012,00').waitFor();
    await page
      .getByRole('button', { name: /^Richtige Stelle: Gesamtmiete/ })
      .first()
      .click();
    await page.locator('.evidence-box.active').first().waitFor();
    await pageIsDrawn();
    await page.screenshot({ path: `${output}journey-practice.png` });
  });
