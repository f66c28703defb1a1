// What came packed: an e-mail with a form and an archive. Every document says where it was, and none is passed over.
import assert from 'node:assert/strict';
import { CASE, detail, suggestion } from './data.mjs';
import { FIELDS, holds, run } from './kit.mjs';

const MAIL = '0190a000-0000-7000-8000-0000000000d3';
const ARCHIVE = '0190a000-0000-7000-8000-0000000000d4';

const inside = (document, part, declared_name) => ({
  part_of: { document, part, declared_name, declared_type: null, pages: null },
});

/** The documents of the case as they come by e-mail. */
function documents() {
  const [form, rent] = detail().documents;
  const mail = {
    ...form,
    id: MAIL,
    file_name: 'Antrag.eml',
    media_type: 'message/rfc822',
    kind: suggestion({ kind: 'document_kind', key: MAIL }, 'cover_letter', 'medium', []),
    pages: form.pages.slice(0, 1),
    issues: [{ code: 'pages_from_mail_text', page: null }],
  };
  const archive = {
    ...mail,
    ...inside(MAIL, '3', 'Nachweise.zip'),
    id: ARCHIVE,
    file_name: 'Nachweise.zip',
    media_type: 'application/zip',
    kind: null,
    pages: [],
    issues: [{ code: 'unpacked', page: null }],
  };
  const remarks = [
    { code: 'rescanned_page', parameters: { page: '1', other_page: '2', document: 'Wohngeldantrag.pdf' } },
  ];
  return [
    mail,
    { ...form, ...inside(MAIL, '2', 'Wohngeldantrag.pdf') },
    archive,
    {
      ...rent,
      ...inside(ARCHIVE, '1', 'Miete/2026/Mietbescheinigung.pdf'),
      kind: { ...rent.kind, remarks },
    },
  ];
}

const override = ({ method, path }) =>
  method === 'GET' && path === `/api/cases/${CASE}` ? { json: detail({ documents: documents() }) } : null;

export const packed = {
  'packed: an attachment says what it came in, and the way leads there and back': (kit) =>
    run(kit, FIELDS, { override }, async (page) => {
      const origin = page.locator('.document-origin');
      const choice = page.locator('.document-toolbar .choice-button');
      // The first open entry has brought its place into view.
      await page.getByText('Entnommen aus').waitFor();
      await origin.getByRole('button', { name: 'Antrag.eml' }).click();
      await page.getByText('Daraus entnommen').waitFor();
      await origin.getByRole('button', { name: 'Wohngeldantrag.pdf' }).click();
      await page.getByText('Entnommen aus').waitFor();
      await holds(async () =>
        assert.match(await choice.textContent(), /Wohngeldantrag\.pdf \(aus Antrag\.eml\)/),
      );
      kit.problems.push(...(await kit.axe(page)));
      await page.screenshot({ path: `${kit.output}act-packed.png` });
      // Turning the pages comes by the archive too, which has none.
      const next = page.getByRole('button', { name: 'Nächste Seite' });
      await next.click();
      await next.click();
      await page.getByText('Archiv: Die Dateien darin').waitFor();
      kit.problems.push(...(await kit.axe(page)));
      await next.click();
      await page.getByText('dort: Miete/2026/Mietbescheinigung.pdf').waitFor();
      await page.getByText('Seite 1 sieht aus wie Seite 2 von Wohngeldantrag.pdf').waitFor();
      await origin.getByRole('button', { name: 'Nachweise.zip' }).click();
      await origin.getByRole('button', { name: 'Antrag.eml' }).click();
      await page.getByText('aus dem Text der E-Mail gesetzt').waitFor();
    }),
  'packed: an emptied archive asks for no kind': (kit) =>
    run(kit, FIELDS, { override }, async (page) => {
      await page.locator('.assignment-name').nth(3).waitFor();
      const names = [
        'Verfahren',
        'Antrag.eml',
        'Wohngeldantrag.pdf (aus Antrag.eml)',
        'Mietbescheinigung.pdf (aus Nachweise.zip)',
      ];
      await holds(async () =>
        assert.deepEqual(await page.locator('.assignment-name').allTextContents(), names),
      );
    }),
  'packed: on a narrow screen nothing is cut off': (kit) =>
    run(kit, FIELDS, { override, width: 320 }, async (page) => {
      await page.locator('.document-origin').waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
    }),
};
