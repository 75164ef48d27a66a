/** Where a message would come between a shopper and what she is doing. */

const DIALOGS = 'dialog,[role$=dialog],[aria-modal=true]';
const FIELDS = 'input,textarea,select,[contenteditable]';

export function isTyping(): boolean {
  return document.activeElement?.matches(FIELDS) ?? false;
}

/** Themes keep their closed drawers in the page, invisible or outside the window: open is what one would hit. */
export function isDialogOpen(): boolean {
  return [...document.querySelectorAll(DIALOGS)].some((dialog) =>
    dialog.contains(elementOver(dialog)),
  );
}

/** Whether the focus is on something of the page that lies under the host's message. */
export function isFocusUnder(host: Element): boolean {
  const focused = document.activeElement;
  return !!focused && focused !== host && elementOver(focused) === host;
}

/** What a pointer would hit in the middle of an element; null outside the window. */
function elementOver(element: Element): Element | null {
  const { x, y, width, height } = element.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2);
}
