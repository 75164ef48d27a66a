/** One message on the page: a named region over its corner or its edge, its styles and the shop's kept apart. */
import {
  type OnSiteMessage,
  type OnSiteText,
  textFor,
} from '../admin-app/core/priority/on-site.ts';
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

/** Shows a message in the shopper's language in the host's shadow; null without a text. The focus stays where it is. */
export function display(
  host: HTMLElement,
  data: PageData,
  message: OnSiteMessage,
  onEnd: (ending: Ending) => void,
): Displayed | null {
  const found = textFor(message, data.language);
  if (!found) return null;
  const status = element('div', { role: 'status' });
  const section = element(
    'section',
    {
      lang: found.language,
      dir: 'auto',
      ariaLabel: data.regionLabel,
      popover: 'manual',
      style: `--fill:${data.background}`,
    },
    status,
  );
  let focusBefore: HTMLElement | null = null;
  const remove = () => {
    if (document.activeElement === host) focusBefore?.focus({ preventScroll: true });
    section.remove();
  };
  const end = (ending: Ending) =>
    quietly(() => {
      onEnd(ending);
      // After the click is through: a link must be found in place to be followed.
      setTimeout(remove);
    });

  const shadow = host.attachShadow({ mode: 'open' });
  shadow.append(element('style', {}, css), section);
  // The top layer, where there is one; else the highest z-index has to do.
  section.showPopover?.();
  setTimeout(() => {
    section.className = `on ${message.form} ${data.corner}`;
    fill(section, status, found.text, data, end);
  }, FILL_AFTER_MS);
  host.addEventListener('focusin', ({ relatedTarget }) => {
    // The focus comes from an element, or from outside the page.
    focusBefore = relatedTarget as HTMLElement | null;
  });
  document.addEventListener('keydown', ({ key, defaultPrevented }) => {
    const focused = document.activeElement;
    const isOurs = focused === host || focused === document.body;
    if (key === 'Escape' && isOurs && !defaultPrevented && section.isConnected) end('closed')();
  });
  return { remove, giveWay: () => giveWay(host, section) };
}

function fill(
  section: HTMLElement,
  status: HTMLElement,
  { title, body, buttonLabel, buttonUrl }: OnSiteText,
  { accent, closeLabel }: PageData,
  end: (ending: Ending) => () => void,
): void {
  status.append(element('p', {}, element('b', {}, title)), element('p', {}, body));
  if (buttonLabel && buttonUrl)
    section.append(
      element(
        'a',
        { href: buttonUrl, style: `--fill:${accent}`, onclick: end('clicked') },
        buttonLabel,
      ),
    );
  section.append(element('button', { ariaLabel: closeLabel, onclick: end('closed') }, '×'));
}

function giveWay(host: HTMLElement, { style }: HTMLElement): void {
  // Hidden to see what is under it, then back to see what it lies on.
  style.visibility = 'hidden';
  if (isDialogOpen()) return;
  style.visibility = '';
  if (isFocusUnder(host)) style.visibility = 'hidden';
}

/** An element with properties and children. Text goes in as text: nothing in a message is ever read as HTML. */
function element(
  name: string,
  properties: Partial<Omit<HTMLAnchorElement, 'style'>> & { readonly style?: string },
  ...children: readonly (Node | string)[]
): HTMLElement {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
