/** Tells the app what happened to its messages, by beacon through the shop's app proxy. */
import { keep, readKept } from './kept.ts';
import { quietly } from './quietly.ts';

export type EventKind = 'seen' | 'closed' | 'clicked' | 'coupon copied' | 'login return';

/** What `POST {proxy path}/events` receives as `{ events: [...] }`. All three together tell one event from another. */
export interface WidgetEvent {
  readonly kind: EventKind;
  readonly messageId: string;
  /** Epoch milliseconds by the visitor's clock. */
  readonly at: number;
}

const STORAGE_KEY = 'rondo:events';
/** As many as the app takes in one request. */
const MOST_EVENTS = 20;

// Those of this page that have not left yet: there is one page, and one visitor.
let waiting: readonly WidgetEvent[] = [];
// Null where it is refused, undefined while nobody has asked.
let destination: string | null | undefined;

/** Notes an event, and lets it leave at once where that is allowed and the visitor is online. */
export function report(kind: EventKind, messageId: string): void {
  waiting = [...waiting, { kind, messageId, at: Date.now() }];
  send();
}

/** Lets events leave to the app's proxy from now on, first those that waited; null keeps them back, in this page alone. */
export function reportTo(proxyPath: string | null): void {
  destination = proxyPath;
  send();
}

const send = quietly(() => {
  if (destination === null) keep(STORAGE_KEY, null);
  if (!destination) return;
  const kept = readKept(STORAGE_KEY) as readonly WidgetEvent[] | null | undefined; // what we kept
  const events = [...(kept ?? []), ...waiting].slice(-MOST_EVENTS);
  if (!events[0]) return;
  waiting = [];
  const isSent =
    navigator.onLine && navigator.sendBeacon(`${destination}/events`, JSON.stringify({ events }));
  // What was offline when it happened waits for a page that is not.
  keep(STORAGE_KEY, !isSent && events);
});
