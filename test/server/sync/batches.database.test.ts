/** However a file is cut into batches, read twice or overtaken by a newer one, the rows are those of one batch. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CompleteCustomer,
  StoreOrder,
  StoreOrderLine,
} from '../../../admin-app/core/store-records.ts';
import { writeCustomers } from '../../../admin-app/server/database/customers-writer.ts';
import { deleteOrder, writeOrders } from '../../../admin-app/server/database/orders-writer.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertShop } from '../../support/shop-rows.ts';
import { anotherDomain } from './store-world.ts';

const START = Date.UTC(2026, 5, 15, 10);
const DELETED_ORDER = 103;

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

type FileRecord =
  | { readonly kind: 'customer'; readonly customer: CompleteCustomer }
  | { readonly kind: 'order'; readonly order: StoreOrder }
  | { readonly kind: 'line'; readonly line: StoreOrderLine };

/** What one sync reads: every customer and order once, lines anywhere after their order. */
interface StoreFile {
  readonly syncId: number;
  readonly records: readonly FileRecord[];
}

/** An order as one file has it; 0 is nobody's, 9 a customer whom no file has. */
interface DrawnOrder {
  readonly customer: number;
  readonly changed: boolean;
  readonly place: number;
  readonly status: string;
  readonly test: boolean;
  readonly cancelled: boolean;
  readonly lines: readonly number[];
}

const seldom = fc.constantFrom(false, false, false, false, true);
const drawnOrder: fc.Arbitrary<DrawnOrder> = fc.record({
  customer: fc.constantFrom(0, 1, 1, 1, 2, 3, 9),
  changed: fc.boolean(),
  place: fc.nat(20),
  status: fc.constantFrom('paid', 'pending', 'refunded'),
  test: seldom,
  cancelled: seldom,
  lines: fc.array(fc.nat(20), { maxLength: 3 }),
});
const drawnFile = fc.record({
  customers: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  orders: fc.array(drawnOrder, { minLength: 3, maxLength: 6 }),
});
type DrawnFile = typeof drawnFile extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function fileOf(drawn: DrawnFile, syncId: number): StoreFile {
  const customers = drawn.customers.map((changed, index) => ({
    kind: 'customer' as const,
    customer: customerOf(index + 1, changed ? syncId : 1),
  }));
  const placed = drawn.orders.flatMap((order, index) => ordered(order, 101 + index, syncId));
  const records = placed.sort((one, other) => one.place - other.place).map((it) => it.record);
  return { syncId, records: [...customers, ...records] };
}

function customerOf(customerId: number, version: number): CompleteCustomer {
  return {
    customerId,
    firstName: `Łucja ${version}`,
    lastName: 'Kowalska-Nowak',
    email: `customer-${customerId}@example.com`,
    phone: null,
    country: 'PL',
    locale: 'pl',
    tags: [`tag ${version}`],
    birthday: null,
    rfmGroup: null,
    predictedSpendTier: null,
    emailConsent: { state: 'subscribed', at: START },
    smsConsent: { state: 'not_subscribed', at: null },
    loyalty: null,
    createdAt: START,
    updatedAt: START + version * 1000,
  };
}

/** The order and its lines with their places. What has not changed since the first file says the same words. */
function ordered(drawn: DrawnOrder, orderId: number, syncId: number) {
  const version = drawn.changed ? syncId : 1;
  const order: StoreOrder = {
    orderId,
    customerId: drawn.customer === 0 ? null : drawn.customer,
    name: `#${orderId}`,
    currency: 'EUR',
    totalMinor: orderId * version,
    discountCodes: [],
    source: null,
    test: drawn.test,
    financialStatus: drawn.status,
    processedAt: START - orderId * 1000,
    createdAt: START,
    updatedAt: START + version * 1000,
    cancelledAt: drawn.cancelled ? START + version * 1000 : null,
  };
  const lines = drawn.lines.map((after, index) => ({
    place: drawn.place + after,
    record: { kind: 'line' as const, line: lineOf(order, index) },
  }));
  return [{ place: drawn.place, record: { kind: 'order' as const, order } }, ...lines];
}

function lineOf({ orderId, totalMinor }: StoreOrder, index: number): StoreOrderLine {
  const lineId = orderId * 10 + index;
  return { orderId, lineId, productId: 1, title: 'Tea', quantity: 1, totalMinor };
}

/** The records in pieces as long as the numbers say, over and over. */
function* cut(records: readonly FileRecord[], lengths: readonly number[]) {
  for (let from = 0, piece = 0; from < records.length; piece += 1) {
    const length = lengths[piece % lengths.length] ?? records.length;
    yield records.slice(from, from + length);
    from += length;
  }
}

async function takeIn(shopId: number, file: StoreFile, lengths: readonly number[]): Promise<void> {
  const asOf = START + file.syncId * 60_000;
  for (const batch of cut(file.records, lengths)) {
    await withShop(db, shopId, async (tx) => {
      const customers = batch.flatMap((it) => (it.kind === 'customer' ? [it.customer] : []));
      const orders = batch.flatMap((it) => (it.kind === 'order' ? [it.order] : []));
      const lines = batch.flatMap((it) => (it.kind === 'line' ? [it.line] : []));
      await writeCustomers(tx, customers, asOf);
      await writeOrders(tx, { orders, lines, asOf, syncId: file.syncId });
    });
  }
}

interface Reading {
  readonly files: readonly StoreFile[];
  readonly lengths: readonly number[];
  /** After which file, if any, a webhook says that an order is deleted. */
  readonly deletedAfter: number | null;
}

/** The rows of a new shop that reads these files. */
async function read({ files, lengths, deletedAfter }: Reading): Promise<readonly object[]> {
  const shopId = await insertShop(db, anotherDomain());
  for (const [index, file] of files.entries()) {
    await takeIn(shopId, file, lengths);
    if (index !== deletedAfter) continue;
    await withShop(db, shopId, (tx) => deleteOrder(tx, DELETED_ORDER, START + 500_000));
  }
  return await withShop(db, shopId, async (tx) => {
    expect(await factsThatDiffer(tx)).toEqual([]);
    return await rowsOf(tx);
  });
}

async function rowsOf(tx: ShopTransaction): Promise<readonly object[]> {
  return await tx.query(`
    select 'customer' as what, to_jsonb(t) - 'shop_id' as word from customers t
    union all select 'order', to_jsonb(t) - 'shop_id' - 'lines_sync_id' from orders t
    union all select 'line', to_jsonb(t) - 'shop_id' from order_lines t
    union all select 'facts', to_jsonb(t) - 'shop_id' from order_facts t
    union all select 'activity', to_jsonb(t) - 'shop_id' - 'activity_id' from activities t
    union all select 'day', to_jsonb(t) - 'shop_id' from shop_days t where orders <> 0 or revenue_minor <> 0
    order by 1, 2`);
}

async function factsThatDiffer(tx: ShopTransaction): Promise<readonly object[]> {
  return await tx.query(`
    with counted as (
      select customer_id, count(*)::int as orders, sum(total_minor)::bigint as spent_minor,
             min(processed_at) as first_order_at, max(processed_at) as last_order_at
        from orders where counts and customer_id is not null group by customer_id),
    kept as (select customer_id, orders, spent_minor, first_order_at, last_order_at from order_facts)
    (select * from counted except select * from kept) union all (select * from kept except select * from counted)`);
}

const IN_ONE = [1_000];

describe('a file of a sync', () => {
  it('leaves the same rows in any batches, read twice, overtaken by a newer one', async () => {
    await fc.assert(
      fc.asyncProperty(
        drawnFile,
        drawnFile,
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
        fc.option(fc.nat(1)),
        async (olderDrawn, newerDrawn, lengths, deletedAfter) => {
          const older = fileOf(olderDrawn, 1);
          const newer = fileOf(newerDrawn, 2);
          const files = [older, newer];
          const inOne = await read({ files, lengths: IN_ONE, deletedAfter });
          expect(await read({ files, lengths, deletedAfter })).toEqual(inOne);
          const overtaken = [newer, newer, older];
          expect(await read({ files: overtaken, lengths, deletedAfter })).toEqual(inOne);
        },
      ),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 10) },
    );
  });
});
