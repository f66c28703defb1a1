// Handing in: files chosen in the dialog, or dragged onto the queue; words are no files.
import assert from 'node:assert/strict';
import { dragOver } from '../lib/drag.mjs';
import { CASE } from './data.mjs';
import { run } from './kit.mjs';

const file = (name, content) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(content) });
const SCAN = file('scan.pdf', 'pdf');
const CONTRACT = file('Mietvertrag.pdf', 'contract');

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

async function makeCase(page) {
  await page.getByRole('button', { name: 'Akte anlegen' }).click();
  await page.getByText('Akte AK-2026-000480 angelegt.').waitFor();
}

export const upload = {
  'upload: dialog, progress, issues named': (kit) =>
    run(kit, '/eingang', { override }, async (page) => {
      await page.getByRole('button', { name: 'Unterlagen hochladen' }).click();
      await page.waitForSelector('.drop-zone');
      await page.locator('input[type=file]').setInputFiles([SCAN]);
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-upload.png` });
      await makeCase(page);
      assert.match(await page.locator('.dialog').textContent(), /mit einem Kennwort geschützt/);
    }),
  'upload: files dragged onto the queue wait in the dialog and are sent': (kit) =>
    run(kit, '/eingang', { override }, async (page) => {
      await listen(page);
      const dragged = await dragOver(page, '.queue-tools', { files: [SCAN, CONTRACT] });
      await veil(page).waitFor();
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-drop.png` });
      await dragged.drop();
      await page.waitForSelector('.dialog');
      assert.equal(await veil(page).count(), 0);
      assert.deepEqual(await listed(page), ['scan.pdf', 'Mietvertrag.pdf']);
      assert.deepEqual(await sent(page), [], 'nothing is sent before somebody says so');
      await makeCase(page);
      assert.deepEqual(await sent(page), [
        ['scan.pdf', 'pdf'],
        ['Mietvertrag.pdf', 'contract'],
      ]);
    }),
  'upload: words dragged onto the queue are not taken, nor a file that leaves again': (kit) =>
    run(kit, '/eingang', { override }, async (page) => {
      const words = await dragOver(page, '.queue-tools', { text: 'Wohngeld' });
      await page.waitForTimeout(200);
      assert.equal(await veil(page).count(), 0);
      await words.drop();
      const dragged = await dragOver(page, '.queue-tools', { files: [SCAN] });
      await veil(page).waitFor();
      await dragged.leave();
      await veil(page).waitFor({ state: 'detached' });
      assert.equal(await page.locator('.dialog').count(), 0);
    }),
  'upload: who may not hand in drags in vain': (kit) =>
    run(kit, '/eingang', { override, role: 'supervisor' }, async (page) => {
      const dragged = await dragOver(page, '.queue-tools', { files: [SCAN] });
      await dragged.drop();
      await page.waitForTimeout(200);
      assert.equal((await veil(page).count()) + (await page.locator('.dialog').count()), 0);
    }),
};
