// What somebody drags into the window from outside: files, or words of another page.

/** Drags files (as for `setInputFiles`) or words over an element; the caller lets them go there or leaves again. */
export async function dragOver(page, selector, { files = [], text = '' }) {
  const packed = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    bytes: buffer.toString('base64'),
  }));
  const dataTransfer = await page.evaluateHandle(
    (what) => {
      const data = new DataTransfer();
      for (const { name, mimeType, bytes } of what.packed) {
        const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        data.items.add(new File([content], name, { type: mimeType }));
      }
      if (what.text) data.setData('text/plain', what.text);
      return data;
    },
    { packed, text },
  );
  const send = (type) => page.dispatchEvent(selector, type, { dataTransfer });
  await send('dragenter');
  await send('dragover');
  return { drop: () => send('drop'), leave: () => send('dragleave') };
}
