/**
 * Tries again what a sync or a webhook could not take in: asks Shopify for what was missing, such as an order's unknown
 * customer, and takes in the kept lines; asks for the whole thing again where its line was spoiled.
 */
import type { CompleteCustomer, StoreOrder, StoreOrderLine } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Customers from '../database/customers-writer.ts';
import type * as Incomplete from '../database/incomplete-customers.ts';
import type * as Facts from '../database/order-facts.ts';
import type * as Orders from '../database/orders-writer.ts';
import type * as Products from '../database/products-writer.ts';
import type * as Problems from '../database/sync-problems.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { isNamed, isRefusedValue } from '../named-error.ts';
import type { readBulkLine } from '../shopify/bulk-lines.ts';
import type { ShopQuestions } from '../shopify/shop-questions.ts';
import type { GuestsOrdered, OrdersChanged } from './store-changes.ts';

type OpenProblem = Problems.OpenProblem;

export type RetryWriters = Pick<typeof Customers, 'writeCustomers'> &
  Pick<typeof Incomplete, 'enterUnknownCustomers'> &
  Pick<typeof Products, 'writeProducts'> &
  Pick<typeof Orders, 'writeOrders'> &
  Pick<typeof Facts, 'lockOrderLog'> &
  Pick<typeof Problems, 'readOpenProblems' | 'solveProblem' | 'noteProblemAttempt'>;

export interface RetryDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: RetryWriters;
  readonly ask: Pick<ShopQuestions, 'readCustomer' | 'readProduct' | 'readOrder'>;
  readonly readBulkLine: typeof readBulkLine;
  readonly ordersChanged: OrdersChanged;
  readonly guestsOrdered: GuestsOrdered;
  readonly enqueue: Enqueue;
}

const PAGE = 100;
/** With the pauses between them about four days. */
const MOST_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 5 * 60_000;

/** An order and all its lines, and when Shopify said so. */
interface WholeOrder {
  readonly order: StoreOrder;
  readonly lines: readonly StoreOrderLine[];
  readonly asOf: Instant;
}

type Attempt =
  | { readonly solved: true; readonly apply: (tx: ShopTransaction) => Promise<void> }
  | { readonly solved: false; readonly reason: string };

export function createRetrySyncProblems(deps: RetryDeps) {
  const { clock, inShop, store, ask } = deps;

  return async function retrySyncProblems({ shopId }: { shopId: number }): Promise<void> {
    try {
      await retryAll(shopId);
    } catch (error) {
      // The app was removed from the shop; if it comes back, a whole sync does.
      if (!isNamed(error, 'ShopifyAccessLostError')) throw error;
    }
  };

  async function retryAll(shopId: number): Promise<void> {
    let fewestAttempts = MOST_ATTEMPTS;
    for (let after = 0; ; ) {
      const page = await inShop(shopId, (tx) =>
        store.readOpenProblems(tx, { after, limit: PAGE, maxAttempts: MOST_ATTEMPTS }),
      );
      for (const problem of page) {
        if (!(await retry(shopId, problem))) {
          fewestAttempts = Math.min(fewestAttempts, problem.attempts + 1);
        }
      }
      const last = page.at(-1);
      if (!last) break;
      after = last.problemId;
    }
    if (fewestAttempts >= MOST_ATTEMPTS) return;
    const delayMs = FIRST_PAUSE_MS * 3 ** (fewestAttempts - 1);
    await deps.enqueue('retry sync problems', { shopId }, { delayMs });
  }

  /** True when the problem is solved. */
  async function retry(shopId: number, problem: OpenProblem): Promise<boolean> {
    const attempt = await prepare(shopId, problem);
    if (!attempt.solved) {
      await noteAttempt(shopId, problem, attempt.reason);
      return false;
    }
    try {
      await inShop(shopId, async (tx) => {
        await attempt.apply(tx);
        await store.solveProblem(tx, problem.problemId, clock.now());
      });
      return true;
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      await noteAttempt(shopId, problem, `The database refuses it: ${error.message}`);
      return false;
    }
  }

  async function noteAttempt(shopId: number, { problemId }: OpenProblem, reason: string) {
    await inShop(shopId, (tx) => store.noteProblemAttempt(tx, problemId, reason));
  }

  async function prepare(shopId: number, problem: OpenProblem): Promise<Attempt> {
    try {
      switch (problem.resource) {
        case 'customers':
        case 'customer statistics':
          return await prepareCustomer(shopId, problem);
        case 'products':
          return await prepareProduct(shopId, problem);
        case 'orders':
          return await prepareOrder(shopId, problem);
      }
    } catch (error) {
      // Shopify's refusals and records that are still not as they should be; anything else is another day's weather.
      if (!isNamed(error, 'ShopifyRefusedError') && !isNamed(error, 'InvalidRecordError')) {
        throw error;
      }
      return { solved: false, reason: error.message };
    }
  }

  async function prepareCustomer(shopId: number, problem: OpenProblem): Promise<Attempt> {
    if (problem.entityId === null) return nothingToAskFor(problem);
    const asOf = clock.now();
    const customer = await ask.readCustomer(shopId, problem.entityId);
    // A customer whom Shopify no longer has is no problem any more.
    const customers = customer ? [customer] : [];
    return { solved: true, apply: (tx) => store.writeCustomers(tx, customers, asOf) };
  }

  async function prepareProduct(shopId: number, problem: OpenProblem): Promise<Attempt> {
    if (problem.entityId === null) return nothingToAskFor(problem);
    const asOf = clock.now();
    const product = await ask.readProduct(shopId, problem.entityId);
    const products = product ? [product] : [];
    return { solved: true, apply: (tx) => store.writeProducts(tx, products, asOf) };
  }

  async function prepareOrder(shopId: number, problem: OpenProblem): Promise<Attempt> {
    const whole = readKeptOrder(problem.line) ?? (await askForOrder(shopId, problem));
    if (whole === null) return nothingToAskFor(problem);
    if (whole === 'gone') return { solved: true, apply: async () => {} };
    const { customerId } = whole.order;
    const asOf = clock.now();
    const customer = customerId === null ? null : await ask.readCustomer(shopId, customerId);
    return { solved: true, apply: (tx) => takeInOrder(tx, whole, customer, asOf) };
  }

  /** The order from the kept lines, when its own line is among them and all can be read. */
  function readKeptOrder(kept: string): WholeOrder | null {
    const records = kept.split('\n').map((line) => deps.readBulkLine('orders', line));
    let order: StoreOrder | null = null;
    const lines: StoreOrderLine[] = [];
    for (const record of records) {
      if (record.kind === 'order') order = record.order;
      else if (record.kind === 'order line') lines.push(record.line);
      else return null;
    }
    // When they were written is not known any more, so anything else said of the order goes before.
    return order && { order, lines, asOf: 0 };
  }

  async function askForOrder(
    shopId: number,
    { entityId }: OpenProblem,
  ): Promise<WholeOrder | 'gone' | null> {
    if (entityId === null) return null;
    const asOf = clock.now();
    const found = await ask.readOrder(shopId, entityId);
    return found ? { ...found, asOf } : 'gone';
  }

  async function takeInOrder(
    tx: ShopTransaction,
    { order, lines, asOf }: WholeOrder,
    customer: CompleteCustomer | null,
    customerAsOf: Instant,
  ): Promise<void> {
    await store.lockOrderLog(tx);
    if (customer) await store.writeCustomers(tx, [customer], customerAsOf);
    // Shopify has forgotten the customer, but the order was placed and paid: it is kept under the bare number.
    else if (order.customerId !== null) {
      await store.enterUnknownCustomers(tx, [order.customerId], order.createdAt);
    }
    const written = await store.writeOrders(tx, { orders: [order], lines, asOf, syncId: null });
    await deps.ordersChanged(tx, written.customerIds, 'problem');
    const isGuests = order.customerId === null && order.discountCodes.length > 0;
    if (isGuests) await deps.guestsOrdered(tx, [order.orderId]);
  }
}

/** The line is too spoiled to say what it was about; only reading everything again can bring it. */
function nothingToAskFor(problem: OpenProblem): Attempt {
  return { solved: false, reason: problem.reason };
}
