/**
 * What the widget on the shop's pages reports, through Shopify's app proxy. The signature covers the query, not the
 * body, and anybody can make Shopify sign a request for themselves: the body is what a visitor claims, the customer is
 * whom the signature names. Of visitors who are not logged in only counts are kept.
 */
import { Hono } from 'hono';
import type { z } from 'zod';
import { onSiteEvents } from '../../contract/onsite.ts';
import { readPageId } from '../../core/priority/authored-message.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type { GuestEvent } from '../database/onsite-events.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

type OnSiteEvents = z.infer<typeof onSiteEvents>['events'];

export interface ProxyDeps {
  readonly clock: Clock;
  /** The shop and customer that Shopify's signature names; null when it does not hold. */
  readonly readSignature: (
    query: URLSearchParams,
  ) => Promise<{ readonly shopId: number; readonly customerId: number | null } | null>;
  readonly inShop: InShop;
  readonly recordOnSiteEvents: (
    tx: ShopTransaction,
    customerId: number,
    events: OnSiteEvents,
  ) => Promise<void>;
  /** Of a scenario's message the same is a reaction to it. */
  readonly noteOnSiteReactions: (
    tx: ShopTransaction,
    customerId: number,
    events: OnSiteEvents,
  ) => Promise<void>;
  /** Why this message was seen and not another. */
  readonly noteOnSiteDecisions: (
    tx: ShopTransaction,
    customerId: number,
    events: OnSiteEvents,
  ) => Promise<void>;
  readonly countGuestEvents: (
    tx: ShopTransaction,
    events: readonly GuestEvent[],
    receivedAt: number,
  ) => Promise<void>;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
}

const MOST_BYTES = 10_000;
/** Reports per shop and address in a minute; a page view makes one or two. */
const MOST_REPORTS = 60;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A phone that was offline reports late; older than this says nothing any more. */
const OLDEST_MS = 7 * 24 * HOUR_MS;

export function proxyRoutes(deps: ProxyDeps): Hono {
  const routes = new Hono();
  const isAllowed = createRateLimit(deps.clock);

  routes.post('/events', async (c) => {
    c.header('cache-control', 'no-store');
    const signed = await deps.readSignature(new URL(c.req.url).searchParams);
    if (!signed) return c.body(null, 401);
    const address = c.req.header('x-forwarded-for') ?? '';
    if (!isAllowed(`${signed.shopId} ${address}`)) return c.body(null, 429);
    const events = parseEvents(await c.req.text(), deps.clock.now());
    if (events === null) return c.body(null, 400);
    if (events.length === 0) return c.body(null, 204);
    const { shopId, customerId } = signed;
    await deps.inShop(shopId, async (tx) => {
      if (customerId === null) return await countGuests(deps, tx, events);
      await deps.recordOnSiteEvents(tx, customerId, events);
      await deps.noteOnSiteDecisions(tx, customerId, events);
      await deps.noteOnSiteReactions(tx, customerId, events);
    });
    return c.body(null, 204);
  });

  return routes;
}

/** Two guests in one millisecond count as one: nothing that tells them apart is kept of them. */
async function countGuests(
  deps: ProxyDeps,
  tx: ShopTransaction,
  events: OnSiteEvents,
): Promise<void> {
  const zone = await deps.zoneOf(tx);
  const guests = events.flatMap(({ kind, messageId, at }): GuestEvent[] => {
    const place = readPageId(messageId ?? '');
    return place
      ? [{ id: `${kind}:${messageId}:${at}`, kind, ...place, day: dayOf(at, zone) }]
      : [];
  });
  await deps.countGuestEvents(tx, guests, deps.clock.now());
}

/** Null when the body is not what the widget sends. Events from the future or long ago are dropped. */
function parseEvents(text: string, now: number): OnSiteEvents | null {
  if (text.length > MOST_BYTES) return null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = onSiteEvents.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.events.filter(
    (event) => event.at > now - OLDEST_MS && event.at < now + HOUR_MS,
  );
}

function createRateLimit(clock: Clock): (key: string) => boolean {
  let minute = 0;
  let counts = new Map<string, number>();
  return (key) => {
    const current = Math.floor(clock.now() / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      counts = new Map();
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= MOST_REPORTS;
  };
}
