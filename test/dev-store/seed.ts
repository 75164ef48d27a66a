/**
 * Makes a believable store: a coffee and tea roaster with some years of customers, each with a rhythm of their own.
 * Same seed and same day, same store. Nothing happens on the current day: that belongs to whoever plays.
 */
import { DAY_MS, type Day, type Instant } from '../../admin-app/core/time.ts';
import { HISTORY_YEARS } from './demo-shop.ts';
import type { Customer, Metafield } from './model.ts';
import { CATALOGUE } from './seed/catalogue.ts';
import { birthdayOf, createVisits } from './seed/customers.ts';
import { type PlannedOrder, productFrom, seededOrder } from './seed/orders.ts';
import { createRandom } from './seed/random.ts';
import { FIRST_ID, type StoreContent } from './store.ts';

export interface SeedOptions {
  readonly seed: number;
  readonly customers: number;
  /** The store's history ends at the beginning of this moment's day (UTC). */
  readonly now: Instant;
}

/** A generated store, ready to be loaded. */
export function generateStore({ seed, customers: wanted, now }: SeedOptions): StoreContent {
  const random = createRandom(seed);
  const today: Day = Math.floor(now / DAY_MS);
  const start = today - HISTORY_YEARS * 365;
  const numbering = { next: FIRST_ID };
  const products = CATALOGUE.map((item) => productFrom(item, start * DAY_MS, numbering));
  const visits = Array.from({ length: wanted }, (_, n) => createVisits(random, n, start, today));
  visits.sort((one, other) => one.customer.createdAt - other.customer.createdAt);

  const planned: PlannedOrder[] = [];
  const customers: Customer[] = [];
  const metafields: Metafield[] = [];
  for (const visit of visits) {
    const customer = { ...visit.customer, id: numbering.next++ };
    customers.push(customer);
    for (const order of visit.orders) planned.push({ ...order, customer });
    if (visit.birthday !== null) metafields.push(birthdayOf(customer, visit.birthday, numbering));
  }
  planned.sort((one, other) => one.at - other.at);
  const orders = planned.map((plan, n) =>
    seededOrder(random, plan, { number: 1001 + n, products, numbering }),
  );
  return { customers, products, orders, metafields };
}
