// Fills an interactive PDF form with invented values: `node e2e/fill-form.mjs IN.pdf OUT.pdf values.json`.
// The values are `{"field name": "text" | true | "option"}`; `--list` prints the fields instead.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  PDFCheckBox,
  PDFDocument,
  PDFDropdown,
  PDFOptionList,
  PDFRadioGroup,
  PDFTextField,
} from '@cantoo/pdf-lib';

const load = async (path) =>
  PDFDocument.load(await readFile(path), { ignoreEncryption: true, updateMetadata: false });

/** Puts one value into one field, whatever its kind; answers `false` for kinds that take no value. */
function put(field, value) {
  if (field instanceof PDFTextField) {
    const limit = field.getMaxLength();
    field.setText(limit === undefined ? String(value) : String(value).slice(0, limit));
  } else if (field instanceof PDFCheckBox) {
    if (value) field.check();
    else field.uncheck();
  } else if (
    field instanceof PDFRadioGroup ||
    field instanceof PDFDropdown ||
    field instanceof PDFOptionList
  ) {
    field.select(String(value));
  } else return false;
  return true;
}

/** Fills a form and writes it; answers the names that the form does not have. */
export async function fillForm(input, output, values) {
  const document = await load(input);
  const form = document.getForm();
  const fields = new Map(form.getFields().map((field) => [field.getName(), field]));
  const unknown = [];
  for (const [name, value] of Object.entries(values)) {
    const field = fields.get(name);
    if (!field || !put(field, value)) unknown.push(name);
  }
  await writeFile(output, await document.save({ updateFieldAppearances: true }));
  return unknown;
}

async function list(input) {
  const document = await load(input);
  for (const field of document.getForm().getFields()) {
    const options = field.getOptions ? ` ${JSON.stringify(field.getOptions())}` : '';
    console.log(`${field.constructor.name} ${field.getName()}${options}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [input, output, values] = process.argv.slice(2);
  if (output === '--list') await list(input);
  else if (!values) {
    console.error('usage: fill-form.mjs IN.pdf OUT.pdf values.json | IN.pdf --list');
    process.exit(2);
  } else {
    const unknown = await fillForm(input, output, JSON.parse(await readFile(values, 'utf8')));
    for (const name of unknown) console.error(`no such field: ${name}`);
    process.exit(unknown.length > 0 ? 1 : 0);
  }
}
