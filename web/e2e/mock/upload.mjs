// Handing in: files chosen in the dialog, dragged into it, or dragged onto the queue; words are no files, and a file that
// nobody takes does not lead away.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { dragOver } from '../lib/drag.mjs';
import { CASE } from './data.mjs';
import { FIELDS, holds, run } from './kit.mjs';

/** Files to drag, with their names as what is in them. */
async function filesNamed(kit, ...names) {
  const paths = names.map((name) => `${kit.output}${name}`);
  await Promise.all(paths.map((path, at) => writeFile(path, names[at])));
  return paths;
}

/** A server that makes a case of what it is sent. */
const override = ({ method, path }) =>
  method === 'POST' && path === '/api/submissions'
    ? {
        status: 201,
        json: {
          case_id: CASE,
          reference: 'AK-2026-000480',
          documents: [
            {
              id: 'd',
              file_name: 'scan.pdf',
              sha256: '',
              size_bytes: 3,
              media_type: 'application/pdf',
              issues: ['password_protected'],
            },
          ],
        },
      }
    : null;

/** Keeps what the page sends as files; the browser shows no other program what is in them. */
const listen = (page) =>
  page.evaluate(() => {
    const { send } = XMLHttpRequest.prototype;
    window.__files = [];
    XMLHttpRequest.prototype.send = function keep(form) {
      window.__files.push(...form.getAll('file'));
      return send.call(this, form);
    };
  });
const sent = (page) =>
  page.evaluate(() => Promise.all(window.__files.map(async (one) => [one.name, await one.text()])));

const veil = (page) => page.locator('.drop-veil');
const listed = (page) => page.locator('.file-name').allTextContents();

/** Drops files where nobody takes them: the same page is there afterwards, and no other. */
async function strays(page, selector, files) {
  await page.evaluate(() => {
    window.__stays = true;
  });
  await (await dragOver(page, selector, { files })).drop();
  await page.waitForTimeout(300);
  await holds(async () => assert.equal(await page.evaluate(() => window.__stays), true));
  assert.equal(page.context().pages().length, 1);
}

async function makeCase(page) {
  await page.getByRole('button', { name: 'Akte anlegen' }).click();
  await page.getByText('Akte AK-2026-000480 angelegt.').waitFor();
}

export const upload = {
  'upload: chosen and dragged into the dialog, words not taken, issues named': (kit) =>
    run(kit, '/eingang', { override }, async (page) => {
      const [scan, contract, rent] = await filesNamed(kit, 'scan.pdf', 'Mietvertrag.pdf', 'Miete.pdf');
      await page.getByRole('button', { name: 'Unterlagen hochladen' }).click();
      await page.waitForSelector('.drop-zone');
      await page.locator('input[type=file]').setInputFiles([scan]);
      await (await dragOver(page, '.drop-zone', { text: 'Wohngeld' })).drop();
      await (await dragOver(page, '.drop-zone', { files: [contract] })).drop();
      await page.locator('.file-name').nth(1).waitFor();
      const beside = await dragOver(page, '.dialog-head', { files: [rent] });
      await page.waitForSelector('.drop-zone.awaiting');
      await beside.drop();
      await page.locator('.file-name').nth(2).waitFor();
      await holds(async () => assert.equal(await page.locator('.drop-zone.awaiting').count(), 0));
      await strays(page, '.rail', [rent]);
      await holds(async () =>
        assert.deepEqual(await listed(page), ['scan.pdf', 'Mietvertrag.pdf', 'Miete.pdf']),
      );
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-upload.png` });
      await makeCase(page);
      await holds(async () =>
        assert.match(await page.locator('.dialog').textContent(), /mit einem Passwort geschützt/),
      );
    }),
  'upload: files dragged onto the queue are sent, words and a file that leaves are not taken': (kit) =>
    run(kit, '/eingang', { override }, async (page) => {
      const files = await filesNamed(kit, 'scan.pdf', 'Mietvertrag.pdf');
      await listen(page);
      const words = await dragOver(page, '.queue-tools', { text: 'Wohngeld' });
      await page.waitForTimeout(200);
      await holds(async () => assert.equal(await veil(page).count(), 0));
      await words.drop();
      const leaving = await dragOver(page, '.queue-tools', { files });
      await veil(page).waitFor();
      await page.screenshot({ path: `${kit.output}act-drop.png` });
      await leaving.leave();
      await veil(page).waitFor({ state: 'detached' });
      await holds(async () => assert.equal(await page.locator('.dialog').count(), 0));
      await (await dragOver(page, '.queue-tools', { files })).drop();
      await page.waitForSelector('.dialog');
      await holds(async () => assert.equal(await veil(page).count(), 0));
      await holds(async () => assert.deepEqual(await listed(page), ['scan.pdf', 'Mietvertrag.pdf']));
      await holds(async () =>
        assert.deepEqual(await sent(page), [], 'nothing is sent before somebody says so'),
      );
      await makeCase(page);
      await holds(async () =>
        assert.deepEqual(await sent(page), [
          ['scan.pdf', 'scan.pdf'],
          ['Mietvertrag.pdf', 'Mietvertrag.pdf'],
        ]),
      );
    }),
  'upload: a file dropped on an open case leads nowhere': (kit) =>
    run(kit, FIELDS, {}, async (page) => {
      await strays(page, '.case-bar', await filesNamed(kit, 'scan.pdf'));
      await holds(async () => assert.equal(await page.locator('.dialog').count(), 0));
    }),
};
