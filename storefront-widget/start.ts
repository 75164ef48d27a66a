import { onSiteCandidates } from '../admin-app/core/priority/on-site.ts';
import { winnerOf } from '../admin-app/core/priority/rank.ts';
import { isDialogOpen, isTyping } from './busy.ts';
import { loadConsent, obeyConsent } from './consent.ts';
import { display } from './display.ts';
import { report } from './events.ts';
import { isClosedElsewhere, openHistory, rememberClosed, rememberShown } from './memory.ts';
import { type PageData, readPageData } from './page-data.ts';
import { quietly } from './quietly.ts';
import { shopDay } from './shop-day.ts';

/**
 * What may change what we should do: the tab comes to the front or back, a banner is answered, a drawer opens, a field is
 * entered or left, another tab closes the message, the network returns.
 */
const LOOK_AGAIN_ON = [
  'visibilitychange',
  'pageshow',
  'visitorConsentCollected',
  'click',
  'focusin',
  'focusout',
  'storage',
  'online',
];
/** Drawers and banners take a moment to slide; in milliseconds. */
const LOOK_AGAIN_AFTER_MS = 400;

/** Starts the one message of this page. Throws when the page's data cannot be read. */
export function start(host: HTMLElement): void {
  const data = readPageData();
  // A sample for the theme editor and the admin: nothing is ranked, remembered or told.
  const [sample] = data.messages;
  if (!data.preview) run(host, data);
  else if (sample) display(host, data, sample, () => {});
}

function run(host: HTMLElement, data: PageData): void {
  let lookAround: (() => void) | null | undefined;
  const look = quietly(() => {
    if (document.hidden) return;
    if (lookAround === undefined) {
      lookAround = decide(host, data);
      // Once a message shows there is something to remember and to tell.
      if (lookAround) loadConsent(data.proxyPath);
    }
    lookAround?.();
    obeyConsent(data.proxyPath);
  });
  look();
  for (const name of LOOK_AGAIN_ON)
    addEventListener(name, () => setTimeout(look, LOOK_AGAIN_AFTER_MS), true);
}

/**
 * Decides for this page and shows what won. Returns what looks whether the message is still in place, null if none
 * shows, or undefined while the shopper must not be disturbed.
 */
function decide(host: HTMLElement, data: PageData): (() => void) | null | undefined {
  const now = Date.now();
  const page = { ...data, now, today: shopDay(now, data.zone) };
  const history = openHistory(page);
  const candidates = onSiteCandidates(data.messages, data.facts, history, page);
  const winner = winnerOf(candidates)?.message;
  if (!winner) return null;
  if (isTyping() || isDialogOpen()) return undefined;

  const displayed = display(host, data, winner, (ending) => {
    rememberClosed(winner.id);
    report(ending, winner.id);
  });
  if (history.shown !== winner.id) {
    rememberShown(winner.id, data.customer);
    report('seen', winner.id);
    // She has come back, whichever message greets her.
    const returned = candidates.find(({ message, refusal }) => message.absentDays && !refusal);
    if (returned) report('login return', returned.key);
  }
  return () => {
    if (isClosedElsewhere(winner.id)) displayed?.remove();
    else displayed?.giveWay();
  };
}
