// The main job against the running product, as clerks and a supervisor would do it: sign in, upload, wait until ready,
// confirm, correct, reject, see what is missing and write letters, look up the law, decide, sort new post, judge
// duplicates, work beside a colleague and through interruptions, find it in the history, check the chain. One act per
// file in `journey/`. The shipped guidance must have been imported (`aktenlage regulations import`), and the page for
// applicants be switched on (`[status_page]`, with the address here). Settings come from the environment:
//   AKTENLAGE_BASE                       address, for example http://127.0.0.1:8080
//   AKTENLAGE_CLERK, AKTENLAGE_COLLEAGUE, AKTENLAGE_SUPERVISOR   accounts as name:password, two of them clerks
//   AKTENLAGE_PDF                        files to upload, separated by commas (already filled), or
//   AKTENLAGE_FORM and AKTENLAGE_VALUES  a blank form and the values to fill in (values-wohngeld.json by default)
//   AKTENLAGE_STACK                      a file of several documents to sort (default: the first one to upload)
//   AKTENLAGE_SERVER, AKTENLAGE_START    process id of the server and words for a shell that start it anew, for restarts
//   AKTENLAGE_PICTURES                   directory for akte.png and eingang.png (default e2e/output)
//   AKTENLAGE_MORE                       folder with a folder for each further case, for a queue worth a picture
import { arrival } from './journey/arrival.mjs';
import { release, submission } from './journey/decision.mjs';
import { duplicates } from './journey/duplicates.mjs';
import { interruptions } from './journey/interruptions.mjs';
import {
  base,
  end,
  environment,
  files,
  newCase,
  output,
  page,
  pictures,
  READY_MS,
  step,
} from './journey/kit.mjs';
import { documentRequest, handover, hearing } from './journey/letters.mjs';
import { practice } from './journey/practice.mjs';
import { review } from './journey/review.mjs';
import { sorting } from './journey/sorting.mjs';
import { statusDecided, statusLink, statusUnderReview } from './journey/status.mjs';
import { together } from './journey/together.mjs';
import { allRead, handInFolders } from './lib/product.mjs';

async function queue() {
  if (environment.AKTENLAGE_MORE) {
    await handInFolders(page, base, environment.AKTENLAGE_MORE);
    await allRead(page, base, READY_MS);
  }
  await page.goto(`${base}/eingang`);
  await page.locator('.case-table, .empty-state').first().waitFor();
  await page.screenshot({ path: `${pictures}/eingang.png` });
}

async function signOut() {
  await page.getByRole('button', { name: 'Konto' }).click();
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await page.waitForURL('**/anmelden**');
}

async function chain() {
  await page.goto(`${base}/protokoll`);
  await page.getByRole('button', { name: 'Kette prüfen' }).click();
  await page.locator('[data-verification=valid]').waitFor();
  await page.screenshot({ path: `${output}journey-audit.png` });
}

async function trail() {
  await page.goto(`${base}/pruefspur?ausgang=amended`);
  await page.locator('.data-table tbody tr').first().waitFor();
}

async function journey() {
  const caseId = await arrival();
  await review();
  await documentRequest(caseId);
  const link = await statusLink();
  await hearing(caseId);
  await submission(caseId);
  await statusUnderReview(link);
  await practice();
  await step('sees the queue again', queue);
  await sorting();
  await duplicates();
  await handover();
  const shared = await newCase([files[0]]);
  await together(shared);
  await interruptions(shared);
  await step('signs out', signOut);
  await release(caseId);
  await statusDecided(link);
  await step('the supervisor checks the chain', chain);
  await step('the supervisor sees what became of the suggestions', trail);
}

await journey().catch((error) => console.log(`journey ended: ${error.message.split('\n')[0]}`));
const { passed, failed } = await end();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
