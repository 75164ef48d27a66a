/** One message on the page: a named region over its corner or its edge, its styles and the shop's kept apart. */
import type { OnSiteMessage, OnSiteText } from '../admin-app/core/priority/on-site.ts';
import { isDialogOpen, isFocusUnder } from './busy.ts';
import css from './message.css?inline';
import type { PageData } from './page-data.ts';
import { quietly } from './quietly.ts';

/** How a message ended. */
export type Ending = 'closed' | 'clicked';

export interface Displayed {
  /** Hides it while it is in the shopper's way, and shows it again afterwards. */
  giveWay(): void;
  /** Takes it away. A focus in it goes back to where it came from. */
  remove(): void;
}

/**
 * Screen readers announce what comes into a live region that they know: it stands empty and without size for this long,
 * in milliseconds.
 */
const FILL_AFTER_MS = 100;

/** Shows a text of a message in the host's shadow. The focus stays where it is. */
export function display(
  host: HTMLElement,
  data: PageData,
  message: OnSiteMessage,
  { language, text }: { readonly language: string; readonly text: OnSiteText },
  onEnd: (ending: Ending) => void,
): Displayed {
  const status = element('div', { role: 'status' });
  const section = element(
    'section',
    { lang: language, dir: 'auto', ariaLabel: data.regionLabel, popover: 'manual' },
    status,
  );
  let focusBefore: EventTarget | null = null;
  const remove = () => {
    if (document.activeElement === host && focusBefore instanceof HTMLElement)
      focusBefore.focus({ preventScroll: true });
    section.remove();
  };
  const end = (ending: Ending) =>
    quietly(() => {
      onEnd(ending);
      // After the click is through: a link must be found in place to be followed.
      setTimeout(remove);
    });
  const close = end('closed');

  section.style.setProperty('--fill', data.background);
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.append(element('style', {}, css), section);
  // The top layer, where there is one; else the highest z-index has to do.
  section.showPopover?.();
  setTimeout(() => {
    section.className = `on ${message.form} ${data.corner}`;
    status.append(element('p', {}, element('b', {}, text.title)), element('p', {}, text.body));
    if (text.buttonLabel && text.buttonUrl) {
      const link = element(
        'a',
        { href: text.buttonUrl, onclick: end('clicked') },
        text.buttonLabel,
      );
      link.style.setProperty('--fill', data.accent);
      section.append(link);
    }
    section.append(element('button', { ariaLabel: data.closeLabel, onclick: close }, '×'));
  }, FILL_AFTER_MS);

  host.addEventListener('focusin', ({ relatedTarget }) => {
    focusBefore = relatedTarget;
  });
  document.addEventListener('keydown', ({ key, defaultPrevented }) => {
    const focused = document.activeElement;
    const isOurs = focused === host || focused === document.body;
    if (key === 'Escape' && isOurs && !defaultPrevented && section.isConnected) close();
  });
  return {
    remove,
    giveWay() {
      const { style } = section;
      // Hidden to see what is under it, then back to see what it lies on.
      style.visibility = 'hidden';
      if (isDialogOpen()) return;
      style.visibility = '';
      if (isFocusUnder(host)) style.visibility = 'hidden';
    },
  };
}

/** An element with properties and children. Text goes in as text: nothing in a message is ever read as HTML. */
function element(
  name: string,
  properties: Partial<HTMLAnchorElement>,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
