/** Tells the app what happened to its messages, by beacon through the shop's app proxy. */
import { quietly } from './quietly.ts';

export type EventKind = 'seen' | 'closed' | 'clicked' | 'login return';

/** What `POST {proxy path}/events` receives as `{ events: [...] }`. */
export interface WidgetEvent {
  readonly kind: EventKind;
  readonly messageId: string;
  /** Epoch milliseconds by the visitor's clock. */
  readonly at: number;
}

// Those of this page that have not left yet: there is one page, and one visitor.
let waiting: readonly WidgetEvent[] = [];
let destination: string | null = null;

/** Notes an event. Those of one moment leave together, at once where that is allowed and the visitor is online. */
export function report(kind: EventKind, messageId: string): void {
  waiting = [...waiting, { kind, messageId, at: Date.now() }];
  queueMicrotask(send);
}

/** Lets events leave to the app's proxy from now on, first those that waited; null keeps them back. */
export function reportTo(proxyPath: string | null): void {
  destination = proxyPath;
  send();
}

const send = quietly(() => {
  if (!destination || !waiting.length || !navigator.onLine) return;
  if (navigator.sendBeacon(`${destination}/events`, JSON.stringify({ events: waiting })))
    waiting = [];
});
