// A file is never opened in place of the workbench; other things that are dragged are left alone.
import { expect, it } from 'vitest';
import { filesOf, refuseStrayFiles } from './dropped-files';

function drag(type: string, types: string[], items: object[] = []) {
  const event = new Event(type, { bubbles: true, cancelable: true });
  return Object.assign(event, { dataTransfer: { types, items, dropEffect: 'copy' } }) as unknown as DragEvent;
}
const item = (name: string, isDirectory: boolean) => ({
  kind: 'file',
  getAsFile: () => new File([], name),
  webkitGetAsEntry: () => ({ isDirectory }),
});

refuseStrayFiles();

it('keeps the browser from opening files, wherever they are dropped', () => {
  for (const type of ['dragover', 'drop']) {
    const event = drag(type, ['Files']);
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented, type).toBe(true);
  }
});

it('says by the pointer that nobody takes them, unless somebody does', () => {
  const stray = drag('dragover', ['Files']);
  document.body.dispatchEvent(stray);
  expect(stray.dataTransfer?.dropEffect).toBe('none');
  const taken = drag('dragover', ['Files']);
  document.body.addEventListener('dragover', (event) => event.preventDefault(), { once: true });
  document.body.dispatchEvent(taken);
  expect(taken.dataTransfer?.dropEffect).toBe('copy');
});

it('leaves words alone, which go into an input', () => {
  const event = drag('dragover', ['text/plain']);
  document.body.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
});

it('takes files without folders and words', () => {
  const words = { kind: 'string', getAsFile: () => null };
  const event = drag('drop', ['Files'], [item('scan.pdf', false), item('Nachweise', true), words]);
  expect(filesOf(event).map((file) => file.name)).toEqual(['scan.pdf']);
  const withoutEntries = { kind: 'file', getAsFile: () => new File([], 'a.pdf') };
  expect(filesOf(drag('drop', ['Files'], [withoutEntries]))).toHaveLength(1);
  expect(filesOf(new Event('drop') as DragEvent)).toEqual([]);
});
