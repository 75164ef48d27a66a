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

/** Whether the shopper sees her focus on something of the page that lies under the host's message. */
export function isFocusUnder(host: Element): boolean {
  const focused = document.querySelector(':focus-visible');
  return !!focused && focused !== host && elementOver(focused) === host;
}

/** What a pointer would hit in the middle of what is in sight of an element; null if nothing of it is. */
function elementOver(element: Element): Element | null {
  const { x, top, width, bottom } = element.getBoundingClientRect();
  const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  return document.elementFromPoint(x + width / 2, middle);
}
