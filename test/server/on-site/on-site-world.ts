/** A shop whose messages, customers and clock a test sets, and the metafields that its pages would read. */
import type { OnSiteContent } from '../../../admin-app/contract/onsite.ts';
import { prepareFacts } from '../../../admin-app/core/priority/facts-for.ts';
import type { CustomerFacts, OnSiteMessage } from '../../../admin-app/core/priority/on-site.ts';
import { dayOf, type Instant } from '../../../admin-app/core/time.ts';
import * as Facts from '../../../admin-app/server/database/customer-facts.ts';
import * as HandedOnSite from '../../../admin-app/server/database/handed-on-site.ts';
import { readLanguages } from '../../../admin-app/server/database/languages.ts';
import * as Concerned from '../../../admin-app/server/database/onsite-concerned.ts';
import { insertOnSiteDecision } from '../../../admin-app/server/database/onsite-decisions.ts';
import * as OnSiteEvents from '../../../admin-app/server/database/onsite-events.ts';
import * as OnSiteMessages from '../../../admin-app/server/database/onsite-messages.ts';
import * as Publications from '../../../admin-app/server/database/onsite-publications.ts';
import * as OnSiteResults from '../../../admin-app/server/database/onsite-results.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import { readPriorities } from '../../../admin-app/server/database/priorities.ts';
import { readShop } from '../../../admin-app/server/database/shops.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { onSiteRoutes } from '../../../admin-app/server/http/onsite.ts';
import { proxyRoutes } from '../../../admin-app/server/http/proxy.ts';
import { Refusal } from '../../../admin-app/server/http/refusal.ts';
import { createOnSiteDecisions } from '../../../admin-app/server/jobs/on-site-decisions.ts';
import { createReadSituation } from '../../../admin-app/server/jobs/on-site-situation.ts';
import { publishOnSite } from '../../../admin-app/server/jobs/publish-on-site.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';

export interface OnSiteWorld {
  readonly shopId: number;
  readonly clock: { at: Instant };
  /** What the pages have now. */
  readonly pages: {
    messages: readonly OnSiteMessage[];
    readonly facts: Map<number, CustomerFacts>;
  };
  /** Customers written or taken away since the last look, in order. */
  takeWritten(): readonly number[];
  inShop<T>(run: (tx: ShopTransaction) => Promise<T>): Promise<T>;
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Switched on, unless said otherwise; returns its number. */
  write(message: OnSiteContent, active?: boolean): Promise<number>;
  publish(): Promise<void>;
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>;
  /** A report as the widget sends it; null is a guest. */
  report(customerId: number | null, events: readonly object[], address?: string): Promise<number>;
  /** Fails the next write at Shopify after so many customers. */
  failAfter: number;
}

let shops = 0;

export async function createOnSiteWorld(db: Database, zone = 'Europe/Paris'): Promise<OnSiteWorld> {
  shops += 1;
  const shopId = await insertShop(db, `pages-${shops}.myshopify.com`, zone);
  const state = { at: SOME_DAY };
  const clock = { now: () => state.at, onMove: () => () => {} };
  const inShop = <T>(id: number, run: (tx: ShopTransaction) => Promise<T>) => withShop(db, id, run);
  const zoneOf = async (tx: ShopTransaction) => (await readShop(tx)).zone;
  let written: number[] = [];
  const pages: OnSiteWorld['pages'] = { messages: [], facts: new Map() };
  const readSituation = createReadSituation({
    now: clock.now,
    zoneOf,
    readLanguage: Facts.readCustomerLanguage,
    store: { ...Facts, ...OnSiteMessages, readLanguages, readPriorities },
  });
  const routes = onSiteRoutes({
    ...{ clock, inShop, readShop: inShop, zoneOf, readSituation },
    store: { ...OnSiteMessages, ...OnSiteResults, ...Publications },
    enqueue: async () => {},
  });
  routes.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error.toFailure(), error.status);
    throw error;
  });
  const proxy = proxyRoutes({
    ...{ clock, inShop, zoneOf, ...OnSiteEvents },
    // The number in the query stands for what Shopify has signed.
    readSignature: async (query) => {
      if (query.get('signature') !== 'valid') return null;
      return { shopId, customerId: Number(query.get('logged_in_customer_id')) || null };
    },
    noteOnSiteReactions: async () => {},
    noteOnSiteDecisions: createOnSiteDecisions({
      ...{ readSituation, insertOnSiteDecision },
      now: clock.now,
    }),
  });
  const { Hono } = await import('hono');
  const app = new Hono<{ Variables: { shop: { shopId: number } } }>();
  app.use('*', async (c, next) => {
    c.set('shop', { shopId });
    await next();
  });
  app.route('/', routes as never); // the same variables as far as these routes read them

  const world: OnSiteWorld = {
    ...{ shopId, clock: state, pages, failAfter: Infinity },
    takeWritten: () => {
      const taken = written;
      written = [];
      return taken;
    },
    inShop: (run) => inShop(shopId, run),
    sql: (text, values) => world.inShop((tx) => tx.query(text, values)),
    write: async (message, active = true) => {
      const given = { message, active, at: state.at };
      const stored = await world.inShop((tx) => OnSiteMessages.insertOnSiteMessage(tx, given));
      return stored.messageId;
    },
    publish: () =>
      publishOnSite(
        {
          ...{ clock, inShop, zoneOf },
          store: {
            ...{ ...Facts, ...Concerned, ...OnSiteMessages, ...Publications },
            ...{ ...HandedOnSite, ...OnSiteEvents },
            readLanguages,
            readPriorities,
          },
          shopify: {
            writeOnSiteMessages: async (_, messages) => {
              pages.messages = messages;
            },
            writeCustomerFacts: async (_, facts) => {
              if (facts.length > 25) throw new Error('Shopify takes 25 at a time');
              for (const { customerId, facts: wanted } of facts) {
                if (world.failAfter <= 0) throw new Error('Shopify is not there');
                world.failAfter -= 1;
                written.push(customerId);
                if (wanted === null) pages.facts.delete(customerId);
                else pages.facts.set(customerId, wanted);
              }
            },
          },
        },
        shopId,
      ),
    ask: async (method, path, body) => {
      const answer = await app.request(path, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as never };
    },
    report: async (customerId, events, address = '10.0.0.1') => {
      const signed = `signature=valid&logged_in_customer_id=${customerId ?? ''}`;
      const answer = await proxy.request(`/events?${signed}`, {
        method: 'POST',
        headers: { 'x-forwarded-for': address },
        body: JSON.stringify({ events }),
      });
      return answer.status;
    },
  };
  return world;
}

/** What the pages would know of a customer while the shop has no messages of its own on. */
export async function factsWithoutMessages(
  tx: ShopTransaction,
  customerId: number,
  now: Instant,
): Promise<CustomerFacts | null> {
  const { zone } = await readShop(tx);
  const asked = { customerIds: [customerId] };
  const [customer] = await Facts.readCustomersOnSite(tx, [], asked, { zone, now });
  const moment = { today: dayOf(now, zone), ahead: 0, tierPlaces: {} };
  return customer ? prepareFacts([], moment)(customer.known, customer.visits) : null;
}
