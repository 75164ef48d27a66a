import { type OnSiteMessage, onSiteCandidate } from '../admin-app/core/priority/on-site.ts';
import { winnerOf } from '../admin-app/core/priority/rank.ts';
import { isDialogOpen, isTyping } from './busy.ts';
import { loadConsent, obeyConsent } from './consent.ts';
import { display } from './display.ts';
import { report } from './events.ts';
import { isClosedElsewhere, openHistory, remember } from './memory.ts';
import { isMessage } from './message.ts';
import { type PageData, readPageData } from './page-data.ts';
import { quietly } from './quietly.ts';
import { shopDay } from './shop-day.ts';

/**
 * What may change what we should do: the tab comes to the front or back, a banner is answered, a drawer opens, a field is
 * entered or left. What happens in another tab is seen then, too.
 */
const LOOK_AGAIN_ON = [
  'visibilitychange',
  'visitorConsentCollected',
  'click',
  'focusin',
  'focusout',
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
  const obey = () => obeyConsent(data.proxyPath);
  const look = quietly(() => {
    if (document.hidden) return;
    if (lookAround === undefined) {
      lookAround = decide(host, data);
      // Once a message shows there is something to remember and to tell. The shop may ask for consent now, in a banner.
      if (lookAround)
        loadConsent(
          quietly(() => {
            obey();
            lookSoon();
          }),
        );
    }
    lookAround?.();
    obey();
  });
  const lookSoon = () => setTimeout(look, LOOK_AGAIN_AFTER_MS);
  look();
  for (const name of LOOK_AGAIN_ON) addEventListener(name, lookSoon, true);
}

/**
 * Decides for this page and shows what won. Returns what looks whether the message is still in place, null if none
 * shows, or undefined while the shopper must not be disturbed.
 */
function decide(host: HTMLElement, data: PageData): (() => void) | null | undefined {
  const { messages, facts, customer, zone } = data;
  const now = Date.now();
  const today = shopDay(now, zone);
  const page = { ...data, now, today };
  const history = openHistory(page);
  const toCandidate = quietly(
    (message: OnSiteMessage) =>
      isMessage(message) && onSiteCandidate(message, facts, history, page),
  );
  const candidates = messages.map(toCandidate).filter((candidate) => !!candidate);
  const winner = winnerOf(candidates)?.message;
  if (!winner) return null;
  if (isTyping() || isDialogOpen()) return undefined;

  const { id } = winner;
  const giveWay = display(host, data, winner, (kind) => {
    if (kind !== 'coupon copied') remember({ closed: { [id]: today } });
    report(kind, id);
  });
  if (history.shown !== id) {
    remember({ shown: id, shownTo: customer });
    report('seen', id);
    // She has come back, whichever message greets her.
    const returned = candidates.find(
      ({ message, refusal }) => message.absentDays && refusal === null,
    );
    if (returned) report('login return', returned.key);
  }
  return () => giveWay(isClosedElsewhere(id));
}
