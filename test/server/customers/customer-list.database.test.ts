import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomersPage } from '../../../admin-app/contract/customers.ts';
import { readActivities } from '../../../admin-app/server/database/activities.ts';
import { listCustomers } from '../../../admin-app/server/database/customer-list.ts';
import * as Records from '../../../admin-app/server/database/customer-record.ts';
import { readPrediction } from '../../../admin-app/server/database/predictions.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import { customerRoutes } from '../../../admin-app/server/http/customers.ts';
import { Refusal } from '../../../admin-app/server/http/refusal.ts';
import type { ShopEnvironment } from '../../../admin-app/server/http/shop-context.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';

let db: TestDatabase;
let app: Hono<ShopEnvironment>;

beforeAll(async () => {
  db = await createTestDatabase();
  const shopId = await insertShop(db, 'lists.myshopify.com');
  for (const each of [shopId, await insertShop(db, 'other.myshopify.com')]) {
    await withShop(db, each, async (tx) => {
      await tx.execute(
        `insert into customers (shop_id, customer_id, rfm_group, created_at, updated_at)
         select $1, id, case when id = 1 then 'at_risk' end, now(), now() from generate_series(1, 130) as id`,
        [each],
      );
      await tx.execute(
        `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day, chance_30d, chance_90d)
         select $1, id, 1, '2026-06-15', 'own rhythm', '2026-06-15', (id % 7)::real / 9, 1
           from generate_series(1, 110) as id`,
        [each],
      );
    });
  }
  app = new Hono<ShopEnvironment>();
  app.use('*', async (c, next) => {
    const given = { name: 'Pine', currency: 'EUR', zone: 'UTC', locale: 'en', domain: 'x' };
    c.set('shop', { ...given, scopes: [], shopId });
    await next();
  });
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json(error.toFailure(), error.status);
  });
  app.route(
    '/',
    customerRoutes({
      clock: { now: () => SOME_DAY, onMove: () => () => {} },
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      listCustomers,
      records: Records,
      readPrediction,
      readActivities,
    }),
  );
});
afterAll(() => db?.drop());

describe('the list of customers', () => {
  it.each(['overdue', 'likeliest'])(
    'in the order %s has everybody once, by page',
    async (order) => {
      const seen: CustomersPage['customers'][number][] = [];
      for (let after: string | null = ''; after !== null; ) {
        const answer = await app.request(`/?list=all&order=${order}&after=${after}`);
        // The address of this contract.
        const page = (await answer.json()) as CustomersPage;
        seen.push(...page.customers);
        after = page.after;
      }
      expect(new Set(seen.map(({ customerId }) => customerId)).size).toBe(130);
      expect(seen).toHaveLength(130);
      if (order === 'overdue') return;
      const chances = seen.map(({ chance30d }) => chance30d ?? -1);
      expect(chances).toEqual(chances.toSorted((one, other) => other - one));
    },
  );

  it.each([
    ['order=alphabet', 'order', '"alphabet" is not an order; expected overdue or likeliest'],
    ['order=likeliest&after=2026-01-01~5', 'after', '"2026-01-01~5" is not a place in the list'],
    ['order=likeliest&after=0.5', 'after', '"0.5" is not a place in the list'],
    ['after=0.5~5', 'after', '"0.5~5" is not a place in the list'],
  ])('refuses %s', async (query, field, message) => {
    const answer = await app.request(`/?${query}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({ error: { field, message } });
  });
});

it('a customer comes with the group that Shopify put them in', async () => {
  expect(await (await app.request('/1')).json()).toMatchObject({ rfmGroup: 'at_risk' });
  expect(await (await app.request('/2')).json()).toMatchObject({ rfmGroup: null });
});
