// What the applicant sees by the link, on a phone and without a session, at three moments of the case.
import assert from 'node:assert/strict';
import { asApplicant, output, page, step } from './kit.mjs';

/** Answers the link. */
export async function statusLink() {
  let link = '';
  await step('makes a link with which the applicant sees what is asked for', async () => {
    await page.getByText('Statuslink für die antragstellende Person').click();
    await page.getByRole('button', { name: 'Link erstellen' }).click();
    link = await page.getByRole('textbox', { name: 'Neuer Link' }).inputValue();
    await asApplicant(link, async (shown) => {
      await shown
        .getByText(/^Wir haben am .* Unterlagen angefordert\. Bitte antworten Sie bis zum/)
        .waitFor();
      await shown.getByText('noch offen').first().waitFor();
      const text = await shown.locator('body').textContent();
      assert.ok(!text.includes('Erika Muster'), 'no name is shown');
      await shown.screenshot({ path: `${output}journey-status.png`, fullPage: true });
    });
  });
  return link;
}

const WITHHELD = /Ablehnung|nachgereicht/;

export const statusUnderReview = (link) =>
  step('the applicant sees that it is looked at, and not what was proposed', () =>
    asApplicant(link, async (shown) => {
      await shown.getByText('Ihr Antrag wird geprüft.').waitFor();
      assert.doesNotMatch(await shown.locator('body').textContent(), WITHHELD);
    }),
  );

export const statusDecided = (link) =>
  step('the applicant sees that it is decided, and not how', () =>
    asApplicant(link, async (shown) => {
      await shown.getByText(/^Über Ihren Antrag wurde am .* entschieden\.$/).waitFor();
      assert.doesNotMatch(await shown.locator('body').textContent(), WITHHELD);
    }),
  );
