import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomersPage, ListedCustomerRow } from '../../../admin-app/contract/customers.ts';
import { hasPredictions } from '../../../admin-app/server/database/customer-counts.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { insertShop } from '../../support/shop-rows.ts';
import { createWorld, shareDatabase, type World } from '../scenario/world.ts';
import { type CustomerApi, customerApi } from './customer-api.ts';

const database = shareDatabase();
let world: World;
let api: CustomerApi;

/** By number: what search is tried on. */
const PEOPLE: readonly (readonly [number, string, string, string, string | null])[] = [
  [501, 'Łukasz', 'Żółć-Kowalski', 'lukasz@example.com', '+48600100200'],
  [502, 'Anna Maria', 'Nowak', 'anna_n@example.com', '+33612345678'],
  [503, 'Élodie', "O'Brien", '100%elodie@example.org', null],
  [504, 'anna', 'Novák', 'anna.novak@example.com', '+420777888999'],
  [505, 'Ann_e', 'Back\\slash', 'x@example.com', null],
];
const ORDERS: readonly (readonly [number, number, string])[] = [
  [1, 501, '#1042'],
  [2, 502, '#10421'],
  [3, 504, 'EN1043-PL'],
  [4, 503, '#1044'],
];

beforeAll(async () => {
  world = await createWorld(database());
  api = customerApi(world);
  const other = await insertShop(world.db, 'other-lists.myshopify.com');
  for (const shopId of [world.shopId, other]) {
    await withShop(world.db, shopId, async (tx) => {
      await tx.execute(
        `insert into customers (shop_id, customer_id, email, email_consent, created_at, updated_at)
         select $1, id, 'c' || id || '@example.com', case when id % 2 = 0 then 'subscribed' else 'unsubscribed' end,
                now(), now() from generate_series(1, 130) as id`,
        [shopId],
      );
      await tx.execute(
        `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day, chance_30d,
                                  chance_90d, value_365d_minor)
         select $1, id, 1, '2026-06-15', case when id % 3 = 0 then 'own rhythm' else 'similar customers' end,
                date '2026-06-15' - (id % 50), (id % 7)::real / 9, 1, (id % 11) * 700
           from generate_series(1, 110) as id`,
        [shopId],
      );
    });
  }
  await world.inShop(async (tx) => {
    for (const [id, first, last, email, phone] of PEOPLE)
      await tx.execute(
        `insert into customers (shop_id, customer_id, first_name, last_name, email, phone, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, now(), now())`,
        [tx.shopId, id, first, last, email, phone],
      );
    for (const [orderId, customerId, name] of ORDERS)
      await tx.execute(
        `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status,
                             processed_at, created_at, updated_at)
         values ($1, $2, $3, $4, 'EUR', 100, 'paid', now(), now(), now())`,
        [tx.shopId, orderId, customerId, name],
      );
    await tx.execute(`update customers set deleted_at = now() where customer_id = 130`);
    await tx.execute(`update customers set redacted_at = now() where customer_id = 129`);
  });
});
afterAll(() => world.close());

async function walk(query: string): Promise<readonly ListedCustomerRow[]> {
  const seen: ListedCustomerRow[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { body }: { body: CustomersPage } = await api.ask(`/?${query}&after=${after}`);
    seen.push(...body.customers);
    after = body.after;
  }
  return seen;
}

describe('the list of customers', () => {
  it.each([
    ['overdue', (row: ListedCustomerRow) => -(row.daysOverdue ?? -999)],
    ['likeliest', (row: ListedCustomerRow) => -(row.chance30d ?? -1)],
    ['value', (row: ListedCustomerRow) => -(row.value365dMinor ?? -1)],
  ] as const)('in the order %s has everybody who is there once, by page', async (order, key) => {
    const seen = await walk(`list=all&order=${order}`);
    expect(new Set(seen.map(({ customerId }) => customerId)).size).toBe(133);
    expect(seen).toHaveLength(133);
    const sorted = seen.toSorted((a, b) => key(a) - key(b) || a.customerId - b.customerId);
    expect(seen.map((row) => row.customerId)).toEqual(sorted.map((row) => row.customerId));
  });

  it.each([
    ['list=overdue', (row: ListedCustomerRow) => (row.daysOverdue ?? 0) > 0, 108],
    ['list=overdue&order=value', (row: ListedCustomerRow) => (row.daysOverdue ?? 0) > 0, 108],
    ['list=due', (row: ListedCustomerRow) => row.daysOverdue === 0, 2],
    ['list=all&overdue=30', (row: ListedCustomerRow) => (row.daysOverdue ?? 0) >= 30, 40],
    ['list=all&reach=email', (row: ListedCustomerRow) => row.mayEmail, 64],
    ['list=all&reach=none', (row: ListedCustomerRow) => !row.mayEmail, 69],
    ['list=all&confidence=own+rhythm', (r: ListedCustomerRow) => r.confidence === 'own rhythm', 36],
    ['list=all&tier=none', () => true, 133],
    ['list=all&tier=gold', () => false, 0],
  ] as const)('%s has exactly who fits', async (query, fits, count) => {
    const everybody = await walk('list=all');
    const found = await walk(query);
    expect(found).toHaveLength(count);
    expect(new Set(found.map((it) => it.customerId))).toEqual(
      new Set(everybody.filter(fits).map((it) => it.customerId)),
    );
  });

  it.each([
    ['list=others', 'list', '"others" does not fit list; expected one of overdue, due, all'],
    [
      'order=alphabet',
      'order',
      '"alphabet" does not fit order; expected one of overdue, likeliest, value',
    ],
    ['order=likeliest&after=2026-01-01~5', 'after', '"2026-01-01~5" is not a place in the list'],
    ['order=likeliest&after=0.5', 'after', '"0.5" is not a place in the list'],
    ['after=0.5~5', 'after', '"0.5~5" is not a place in the list'],
    ['reach=pigeon', 'reach', '"pigeon" does not fit reach; expected one of email, sms, none'],
    ['overdue=-3', 'overdue', '"-3" does not fit overdue; expected 0 to 9999 days'],
  ])('refuses %s', async (query, field, message) => {
    const { status, body } = await api.ask(`/?${query}`);
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { field, message } });
  });

  it('says whether anybody is predicted yet, so that an empty one is not taken for good news', async () => {
    const { body }: { body: CustomersPage } = await api.ask('/?list=overdue');
    expect(body.predicted).toBe(true);
    const young = await insertShop(world.db, 'no-predictions.myshopify.com');
    expect(await withShop(world.db, young, hasPredictions)).toBe(false);
  });
});

describe('the search', () => {
  const found = async (text: string) =>
    (await walk(`list=all&search=${encodeURIComponent(text)}`)).map((row) => row.customerId).sort();

  it.each([
    ['a first name, however it is accented and written', 'lUKaSz', [501]],
    ['a last name without its accents', 'zolc', [501]],
    ['a last name with them', 'Żół', [501]],
    ['the second half of a double name', 'kowal', [501]],
    ['a second first name', 'maria', [502]],
    ['a beginning that several share', 'anna', [502, 504]],
    ['first and last name', 'anna nov', [504]],
    ['last and first name', 'nowak  anna', [502]],
    ['three words', 'anna maria now', [502]],
    ['an e-mail address', 'LUKASZ@exam', [501]],
    ['a name with an apostrophe', "o'br", [503]],
    ['a phone number from its country on', '+48 600-100', [501]],
    ['a phone number without its country', '0612345678', [502]],
    ['a phone number dialled from abroad', '00420 777', [504]],
    ['an order with its sign', '#1042', [501]],
    ['an order without', '1042', [501]],
    ['an order’s beginning', '#104', [501, 502, 503, 504]],
    ['an order with letters around its number', 'EN1043', [504]],
    ['such an order by its number alone', '1043', [504]],
    ['nobody by another shop’s letters', 'XX1043', []],
    ['nobody by a percent sign', '%', []],
    ['a percent sign as itself', '100%e', [503]],
    ['an underscore as itself', 'ann_', [505]],
    ['nobody by an underscore for a letter', 'a_na', []],
    ['a backslash as itself', 'back\\sl', [505]],
    ['nobody by the middle of a name', 'ukasz', []],
    ['nobody by an end that is too short', '200', []],
    ['nobody who is deleted or redacted', 'c130@', []],
  ])('finds %s', async (_what, text, ids) => {
    expect(await found(text)).toEqual(ids);
  });

  it('says which order was meant', async () => {
    const [row] = await walk('list=all&search=%231042');
    expect(row).toMatchObject({ customerId: 501, orderName: '#1042' });
  });

  it('goes with lists, filters, orders and pages', async () => {
    const all = await walk('list=all&search=c&order=likeliest');
    expect(new Set(all.map((row) => row.customerId)).size).toBe(128);
    expect(all).toHaveLength(128);
    const chances = all.map((row) => row.chance30d ?? -1);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    const some = await walk('list=overdue&search=c1&order=value&reach=email');
    expect(some.length).toBeGreaterThan(5);
    expect(some.every((row) => row.mayEmail && (row.daysOverdue ?? 0) > 0)).toBe(true);
  });

  it('looks in its own indexes and at nobody else’s rows', async () => {
    const plans = await world.inShop(async (tx) => {
      // What few rows there are would be read one after the other.
      await tx.execute('set local enable_seqscan = off');
      const plan = async (condition: string) =>
        JSON.stringify(
          await tx.query(`explain select customer_id from customers where ${condition}`),
        );
      return [
        await plan(
          `last_name_key >= search_key('now') and last_name_key < search_key('now') || chr(1114111)`,
        ),
        await plan(`email_key >= search_key('a') and email_key < search_key('a') || chr(1114111)`),
      ];
    });
    for (const plan of plans) expect(plan).toMatch(/Index Cond: .*_key >= /);
  });
});
