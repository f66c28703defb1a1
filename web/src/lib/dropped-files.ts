// Files dragged into the window from outside: whether there are any, which, and that none takes the workbench away.

export const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The files that were dropped. A folder is no file: of it only a name would be sent. */
export function filesOf(event: DragEvent): File[] {
  return [...(event.dataTransfer?.items ?? [])]
    .filter((item) => item.kind === 'file' && !item.webkitGetAsEntry?.()?.isDirectory)
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
}

/** A file that nobody takes would be opened by the browser in place of the workbench. Once, for the whole window. */
export function refuseStrayFiles(): void {
  window.addEventListener('dragover', (event) => {
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    // Shown by the pointer. Whoever takes files says so after this.
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  });
  window.addEventListener('drop', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
}
