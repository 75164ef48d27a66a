/**
 * Makes a store from an order log: CSV with the columns customer_id, order_date and amount, or Shopify's own export of
 * orders, plain or gzipped. Orders and amounts are the file's; people are invented, because a log has none. The whole log is shifted so
 * that its last day is yesterday, otherwise every customer would be long gone.
 */
import { DAY_MS, type Day, formatDay, HOUR_MS, type Instant } from '../../admin-app/core/time.ts';
import { readFileBytes } from '../../admin-app/server/order-file/file-bytes.ts';
import { createOrderReader, HeaderError } from '../../admin-app/server/order-file/order-reader.ts';
import type { FileOrder } from '../../admin-app/server/order-file/order-row.ts';
import type { Customer, Metafield, Order, Product } from './model.ts';
import { birthdayOf, createBirthday } from './seed/customers.ts';
import type { Numbering } from './seed/orders.ts';
import { createPerson } from './seed/people.ts';
import { createRandom, type Random } from './seed/random.ts';
import { FIRST_ID, type StoreContent } from './store.ts';

export type LogEntry = FileOrder;

export interface LoadedLog {
  readonly content: StoreContent;
  /** What was done with the log, in one sentence for the owner of the terminal. */
  readonly sentence: string;
  readonly firstDay: Day;
}

/** Reads the file and makes a store of it. Rejects, naming file and line, when a line cannot be read. */
export async function loadOrderLog(
  path: string,
  options: { readonly now: Instant; readonly currency: string; readonly seed: number },
): Promise<LoadedLog> {
  const entries = await readOrderLog(path, options.currency);
  const lastDay = entries.reduce((last, entry) => Math.max(last, entry.day), -Infinity);
  const yesterday: Day = Math.floor(options.now / DAY_MS) - 1;
  const shift = yesterday - lastDay;
  const shifted = entries.map((entry) => ({ ...entry, day: entry.day + shift }));
  const content = contentOf(shifted, createRandom(options.seed));
  return {
    content,
    firstDay: shifted.reduce((first, entry) => Math.min(first, entry.day), yesterday),
    sentence: `${path}: ${content.orders.length} orders of ${content.customers.length} customers, every date moved by ${shift} days so that the last one (${formatDay(lastDay)}) is yesterday (${formatDay(yesterday)}); names, addresses, birthdays and consent are invented.`,
  };
}

/** The entries of a log's text, in the file's order. Throws with file, line and what was expected. */
export function parseOrderLog(
  text: string,
  { path, currency }: { readonly path: string; readonly currency: string },
): readonly LogEntry[] {
  const log = createLogReader(path, currency);
  log.push(Buffer.from(text.replace(/^\uFEFF/, '')));
  return log.entries();
}

async function readOrderLog(path: string, currency: string): Promise<readonly LogEntry[]> {
  const log = createLogReader(path, currency);
  for await (const bytes of readFileBytes(path)) log.push(bytes);
  return log.entries();
}

/** Orders that do not count are left out; a line that cannot be read ends it, for a store should be as its log. */
function createLogReader(path: string, currency: string) {
  const entries: LogEntry[] = [];
  const reader = createOrderReader(
    {
      onOrder: (order) => entries.push(order),
      onFault: ({ says }, line) => {
        throw new Error(`${path}, line ${line}: ${says}`);
      },
      onLeftOut: () => {},
    },
    currency,
  );
  return {
    push: (bytes: Buffer) => named(path, () => reader.push(bytes)),
    entries: () => {
      named(path, reader.end);
      if (entries.length === 0) throw new Error(`${path}: there is no order in it`);
      return entries;
    },
  };
}

/** A header that is none is of this file. */
function named(path: string, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof HeaderError)) throw error;
    throw new Error(`${path}, ${error.message}`, { cause: error });
  }
}

function contentOf(entries: readonly LogEntry[], random: Random): StoreContent {
  const ids = customerNumbers(entries.map((entry) => entry.customer));
  const numbering: Numbering = { next: FIRST_ID };
  const firstDay = entries.reduce((first, entry) => Math.min(first, entry.day), Infinity);
  const product = purchaseProduct(numbering, firstDay * DAY_MS);
  const sorted = entries
    .map((entry) => ({ ...entry, at: timeOfDay(random, entry.day) }))
    .sort((one, other) => one.at - other.at);
  const seen = new Map<string, { first: Instant; last: Instant }>();
  const orders = sorted.map((entry, n) => {
    seen.set(entry.customer, {
      first: seen.get(entry.customer)?.first ?? entry.at,
      last: entry.at,
    });
    return orderOf(entry, {
      id: ids.get(entry.customer) ?? 0,
      number: 1001 + n,
      product,
      numbering,
    });
  });
  const customers: Customer[] = [];
  const metafields: Metafield[] = [];
  for (const [name, { first, last }] of seen) {
    const customer = customerOf(name, ids.get(name) ?? 0, {
      random,
      n: customers.length + 1,
      first,
      last,
    });
    customers.push(customer);
    if (random.chance(0.6))
      metafields.push(birthdayOf(customer, createBirthday(random, firstDay), numbering));
  }
  return { customers, products: [product], orders, metafields };
}

/** Numbers for the file's customers: its own where they are numbers, else numbers that none of these has. */
function customerNumbers(names: readonly string[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  const distinct = [...new Set(names)].sort();
  for (const name of distinct) {
    const number = /^\d{1,12}$/.test(name) ? Number(name) : 0;
    // "4" and "0004" are two customers of the file, and only one can have the 4.
    if (number === 0 || taken.has(number)) continue;
    taken.add(number);
    numbers.set(name, number);
  }
  let next = 1;
  for (const name of distinct) {
    if (numbers.has(name)) continue;
    while (taken.has(next)) next++;
    taken.add(next);
    numbers.set(name, next);
  }
  return numbers;
}

function customerOf(
  name: string,
  id: number,
  seen: {
    readonly random: Random;
    readonly n: number;
    readonly first: Instant;
    readonly last: Instant;
  },
): Customer {
  const consent = {
    state: 'SUBSCRIBED',
    optInLevel: 'SINGLE_OPT_IN',
    updatedAt: seen.first,
  } as const;
  return {
    ...createPerson(seen.random, seen.n),
    id,
    emailConsent: consent,
    smsConsent: consent,
    tags: [],
    note: `Customer ${name} of the order log`,
    state: 'ENABLED',
    createdAt: seen.first,
    updatedAt: seen.last,
  };
}

function orderOf(
  entry: LogEntry & { readonly at: Instant },
  {
    id,
    number,
    product,
    numbering,
  }: {
    readonly id: number;
    readonly number: number;
    readonly product: Product;
    readonly numbering: Numbering;
  },
): Order {
  const orderId = numbering.next++;
  const line = {
    id: numbering.next++,
    productId: product.id,
    title: product.title,
    quantity: 1,
    currentQuantity: 1,
    unitPriceMinor: entry.amountMinor ?? 0,
  };
  return {
    id: orderId,
    number,
    customerId: id,
    lines: [line],
    discounts: [],
    shippingMinor: 0,
    refunds: [],
    processedAt: entry.at,
    createdAt: entry.at,
    updatedAt: entry.at,
    cancelledAt: null,
    cancelReason: null,
    test: false,
    sourceName: 'web',
    locale: 'en',
    tags: [],
    attributes: [],
    landingSite: null,
  };
}

function purchaseProduct(numbering: Numbering, createdAt: Instant): Product {
  return {
    id: numbering.next++,
    variantId: numbering.next++,
    title: 'Purchase',
    handle: 'purchase',
    productType: 'Purchase',
    vendor: 'Order log',
    tags: [],
    priceMinor: 2500,
    sku: 'LOG-1',
    color: '#6b7a8f',
    createdAt,
    updatedAt: createdAt,
  };
}

/** Between eight and eight UTC, which is the same date in every time zone of Europe. */
function timeOfDay(random: Random, day: Day): Instant {
  return day * DAY_MS + 8 * HOUR_MS + random.whole(0, 12 * 3600 - 1) * 1000;
}
