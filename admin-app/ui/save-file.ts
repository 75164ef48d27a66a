/** Lets the browser save what was fetched under a name, as a click on a link to a file does. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has begun to read it once the click is through all its listeners.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
