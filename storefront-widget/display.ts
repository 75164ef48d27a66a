/** One message on the page: a named region over its corner or its edge, its styles and the shop's kept apart. */
import { type LocalText, type OnSiteMessage, textFor } from '../admin-app/core/priority/on-site.ts';
import { isDialogOpen, isFocusUnder } from './busy.ts';
import { add } from './element.ts';
import type { EventKind } from './events.ts';
import css from './message.css?inline';
import type { PageData } from './page-data.ts';
import { quietly } from './quietly.ts';
import { startTimer } from './timer.ts';

/** Hides the message for good, or while it is in the shopper's way. */
export type GiveWay = (forGood: boolean) => void;

/**
 * Screen readers announce what comes into a live region that they know: it stands empty and without size for this long,
 * in milliseconds.
 */
const FILL_AFTER_MS = 100;

/**
 * Shows a message in the shopper's language in the host's shadow. The focus stays where it is. The colours are custom
 * properties of the host.
 */
export function display(
  host: HTMLElement,
  { language, labels, corner, preview }: PageData,
  message: OnSiteMessage,
  onEvent: (kind: EventKind) => void,
): GiveWay {
  // The ranking lets none win that has no text; a sample without one throws, so that nothing shows.
  const { language: lang, text } = textFor(message, language) as LocalText;
  const { form, until, countdown } = message;
  const { title, body, buttonLabel, buttonUrl = '', code } = text;
  const [region, close, copy, copied, day] = labels;
  const shadow = host.attachShadow({ mode: 'open' });
  let focusBefore: HTMLElement | null = null;

  /** Its first child announces what comes into it. */
  const addBox = (parent: Node, name: string) => {
    const box = add(parent, name, '', { lang, dir: 'auto', ariaLabel: region });
    add(box, 'div', '', { role: 'status' });
    return box;
  };

  const end = (kind: EventKind) =>
    quietly(() => {
      onEvent(kind);
      // After the click is through: a link must be found in place to be followed.
      setTimeout(() => {
        if (document.activeElement === host) focusBefore?.focus({ preventScroll: true });
        section.remove();
      });
    });

  const open = quietly(() => {
    const dialog = addBox(section, 'dialog') as HTMLDialogElement; // made by that name
    fill(dialog, '');
    dialog.showModal();
  });

  const fill = (box: HTMLElement, look: string) => {
    const status = box.firstChild as Node; // see `addBox`
    box.className = `on ${look} ${corner}`;
    if (preview) add(status, 'small', preview);
    if (look === 'dialog') add(status, 'button', title, { className: 'link', onclick: open });
    else {
      add(status, 'b', title);
      add(status, 'p', body);
      if (code) addCoupon(status, code);
      if (countdown && until) startTimer(box, until, day);
      if (buttonLabel)
        add(box, 'a', buttonLabel, {
          className: 'link',
          // The shop's own address that applies a discount and goes on to a path.
          href:
            code && buttonUrl[0] === '/'
              ? `/discount/${encodeURIComponent(code)}?redirect=${encodeURIComponent(buttonUrl)}`
              : buttonUrl,
          onclick: end('clicked'),
        });
    }
    add(box, 'button', '×', { className: 'close', ariaLabel: close, onclick: end('closed') });
  };

  const addCoupon = (status: Node, shown: string) => {
    const onclick = quietly(() =>
      navigator.clipboard.writeText(shown).then(
        () => {
          label.textContent = copied;
          onEvent('coupon copied');
        },
        // The browser does not let us: the code is there to read.
        () => {},
      ),
    );
    const button = add(status, 'button', shown, { className: 'code', onclick });
    const label = add(button, 'small', copy);
  };

  add(shadow, 'style', css);
  const section = addBox(shadow, 'section');
  const slot = form === 'slot' && findSlot();
  if (slot) slot.append(host);
  else {
    // The top layer, where there is one; else the highest z-index has to do.
    section.popover = 'manual';
    section.showPopover?.();
  }
  setTimeout(
    quietly(() => fill(section, slot ? 'in' : form)),
    FILL_AFTER_MS,
  );
  host.addEventListener('focusin', ({ relatedTarget }) => {
    // The focus comes from an element, or from outside the page.
    focusBefore = relatedTarget as HTMLElement | null;
  });
  document.addEventListener('keydown', ({ key, defaultPrevented }) => {
    // Nothing of the shop's own has the focus.
    const isOurs = document.activeElement?.contains(host);
    if (key === 'Escape' && isOurs && !defaultPrevented && section.isConnected) end('closed')();
  });
  return (forGood) => {
    const { style } = section;
    // Hidden to see what is under it, then back to see what it lies on.
    style.visibility = 'hidden';
    if (forGood || isDialogOpen()) return;
    style.visibility = '';
    if (isFocusUnder(host)) style.visibility = 'hidden';
  };
}

/**
 * The place in the theme that the merchant gave to messages, where one can come without moving anything that is in sight:
 * a place with height of its own, or one below the window. Null for none.
 */
function findSlot(): Element | null {
  const slot = document.querySelector('[data-rondo-slot]');
  return slot && (slot.clientHeight || slot.getBoundingClientRect().top > innerHeight)
    ? slot
    : null;
}
