// What somebody drags into the window from outside: files, or words of another page. The browser makes the events
// itself; of events made by a script React Aria takes no files, because none stand behind them.

/** Drags files (paths) or words over an element; the caller lets them go there or leaves again. */
export async function dragOver(page, selector, { files = [], text = '' }) {
  const browser = await page.context().newCDPSession(page);
  const { x, y, width, height } = await page.locator(selector).boundingBox();
  const middle = { x: x + width / 2, y: y + height / 2 };
  // One means that a copy is offered, as every file manager does.
  const data = { files, items: text ? [{ mimeType: 'text/plain', data: text }] : [], dragOperationsMask: 1 };
  const send = (type, place = middle) => browser.send('Input.dispatchDragEvent', { type, ...place, data });
  await send('dragEnter');
  await send('dragOver');
  return { drop: () => send('drop'), leave: () => send('dragOver', { x: -5, y: -5 }) };
}
