import type { Fix } from '../../../models/segment-fix.ts';

/** Writes into a text area through the browser's own editing, so that its undo knows of it. */
export function writeInto(area: HTMLTextAreaElement, { from, to, text }: Fix): void {
  area.focus();
  area.setSelectionRange(from, to);
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, from, to, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
