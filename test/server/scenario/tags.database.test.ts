/** Tags that scenarios give customers arrive in the shop. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import * as Updates from '../../../admin-app/server/database/customer-updates.ts';
import { createSendTags } from '../../../admin-app/server/jobs/send-tags.ts';
import { createAdminApi } from '../../../admin-app/server/shopify/admin-api.ts';
import { createCustomerTags } from '../../../admin-app/server/shopify/customer-tags.ts';
import { createShopify } from '../../../admin-app/server/shopify/shopify.ts';
import type { DevStore } from '../../dev-store/dev-store.ts';
import { API_KEY, API_SECRET, exchangeToken, startTestShop } from '../../dev-store/test-shop.ts';
import { createWorld, shareDatabase, type World } from './world.ts';

const database = shareDatabase();
let devStore: DevStore;
let world: World;
beforeAll(async () => {
  devStore = await startTestShop({ customers: 3 });
});
afterAll(() => devStore.stop());
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

async function sender() {
  const { request } = createShopify({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    oldApiSecret: null,
    hostName: 'app.example.com',
    hostScheme: 'https',
    scopes: [],
  });
  const session = await exchangeToken(devStore);
  const current = async () => ({ shop: session.shop, accessToken: session.accessToken ?? '' });
  const access = { current, renew: current };
  const api = createAdminApi({ send: request, access, sleep: async () => {} });
  const shopify = createCustomerTags(api);
  return createSendTags({
    clock: world.clock,
    inShop: world.engine.inShop,
    store: Updates,
    shopify,
  });
}

it('tells Shopify of tags in their order, once, and keeps what it refuses', async () => {
  const customer = devStore.shop().customers()[0];
  if (!customer) throw new Error('The shop has no customers');
  const ask = (customerId: number, step: number, action: 'add' | 'remove', tag: string) =>
    ({ customerId, enrolmentId: 1, step, action, tag }) as const;
  await world.inShop((tx) =>
    Updates.askForTags(
      tx,
      [
        ask(customer.id, 1, 'add', 'won back'),
        ask(customer.id, 2, 'add', 'lost'),
        ask(customer.id, 3, 'remove', 'lost'),
        ask(999, 4, 'add', 'nobody'),
      ],
      world.clock.now(),
    ),
  );
  const sendTags = await sender();
  await sendTags(world.shopId);
  await sendTags(world.shopId);

  const { tags } = devStore.shop().customer(customer.id) ?? { tags: [] };
  expect(tags).toContain('won back');
  expect(tags).not.toContain('lost');
  const rows = await world.inShop((tx) =>
    tx.query('select error is null as well, attempts from outgoing_tags order by change_id'),
  );
  expect(rows).toEqual([true, true, true, false].map((well) => ({ well, attempts: 1 })));
});
