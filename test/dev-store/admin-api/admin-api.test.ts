import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import type { DevStore } from '../dev-store.ts';
import { gid } from '../model.ts';
import type { Store } from '../store.ts';
import { at, connect, errorsOf, startTestShop } from '../test-shop.ts';

type Ask = Awaited<ReturnType<typeof connect>>;

let devStore: DevStore;
let store: Store;
let ask: Ask;

beforeAll(async () => {
  devStore = await startTestShop();
  store = devStore.shop();
  ask = await connect(devStore);
});
afterAll(() => devStore.stop());

describe('answers', () => {
  it('carry the cost, with counters and money as text and instants in whole seconds', async () => {
    const customer = store.customers().find(({ id }) => store.ordersOf(id).length > 1);
    const { data, extensions } = await ask(
      `query($id: ID!) { customer(id: $id) {
        numberOfOrders createdAt legacyResourceId amountSpent { amount currencyCode }
        lastOrder { id name currentTotalPriceSet { shopMoney { amount } } } tags } }`,
      { id: gid('Customer', customer?.id ?? 0) },
    );
    expect(at(data, 'customer')).toMatchObject({
      numberOfOrders: String(store.ordersOf(customer?.id ?? 0).length),
      legacyResourceId: String(customer?.id),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      amountSpent: { amount: expect.stringMatching(/^\d+\.\d+$/), currencyCode: 'EUR' },
    });
    expect(at(extensions, 'cost')).toMatchObject({
      requestedQueryCost: 5,
      actualQueryCost: 5,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
    });
  });

  it('are null for what does not exist or is of another kind', async () => {
    const order = store.orders()[0];
    const { data } = await ask(
      'query($a: ID!, $b: ID!) { a: customer(id: $a) { id } b: customer(id: $b) { id } }',
      {
        a: gid('Customer', 1),
        b: gid('Order', order?.id ?? 0),
      },
    );
    expect(data).toEqual({ a: null, b: null });
  });

  it('know nodes by their gid', async () => {
    const [product] = store.products();
    const { data } = await ask(
      '{ nodes(ids: ["gid://shopify/Product/1", "ID"]) { __typename ... on Product { title } } }'.replace(
        'ID',
        gid('Product', product?.id ?? 0),
      ),
    );
    expect(at(data, 'nodes')).toEqual([null, { __typename: 'Product', title: product?.title }]);
  });

  it('select everything that the slice offers of an order', async () => {
    const { data } = await ask(`{ orders(first: 3) { nodes {
      id name number note closed edited email sourceName customerLocale tags discountCode discountCodes
      cancelReason cancelledAt currencyCode presentmentCurrencyCode displayFinancialStatus test
      customAttributes { key value } customer { id displayName }
      totalPriceSet { presentmentMoney { amount } } subtotalPriceSet { shopMoney { amount } }
      totalDiscountsSet { shopMoney { amount } } totalShippingPriceSet { shopMoney { amount } }
      totalRefundedSet { shopMoney { amount } } currentSubtotalPriceSet { shopMoney { amount } }
      currentTotalDiscountsSet { shopMoney { amount } } netPaymentSet { shopMoney { amount } }
      refunds { id createdAt totalRefundedSet { shopMoney { amount } } } metafield(key: "none") { id }
      lineItems(first: 5) { edges { node {
        id title name quantity currentQuantity sku vendor isGiftCard product { productType tags }
        variant { id price position displayName } originalUnitPriceSet { shopMoney { amount } }
        originalTotalSet { shopMoney { amount } } totalDiscountSet { shopMoney { amount } }
        discountedTotalSet(withCodeDiscounts: true) { shopMoney { amount } } } } } } } }`);
    expect(at(data, 'orders', 'nodes', 2, 'lineItems', 'edges', 0, 'node', 'title')).toBeTruthy();
  });
});

describe('lists', () => {
  it('are read page by page in the order asked for, each object once', async () => {
    const seen: unknown[] = [];
    const times: string[] = [];
    let after: unknown = null;
    do {
      const { data } = await ask(
        `query($after: String) { customers(first: 25, after: $after, sortKey: UPDATED_AT, reverse: true) {
          edges { cursor node { id updatedAt } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      const edges = at(data, 'customers', 'edges');
      for (const edge of Array.isArray(edges) ? edges : []) {
        seen.push(at(edge, 'node', 'id'));
        times.push(String(at(edge, 'node', 'updatedAt')));
      }
      after = at(data, 'customers', 'pageInfo', 'hasNextPage')
        ? at(data, 'customers', 'pageInfo', 'endCursor')
        : null;
    } while (after);
    expect(new Set(seen).size).toBe(60);
    expect(seen).toHaveLength(60);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('keep their place when somebody new comes in between', async () => {
    const page = (after: unknown) =>
      ask(
        'query($after: String) { customers(first: 30, after: $after) { nodes { id } pageInfo { endCursor } } }',
        { after },
      );
    const first = await page(null);
    const newcomer = store.createCustomer({ email: 'newcomer@example.com' });
    const second = await page(at(first.data, 'customers', 'pageInfo', 'endCursor'));
    const ids = [first, second].flatMap(({ data }) => {
      const nodes = at(data, 'customers', 'nodes');
      return Array.isArray(nodes) ? nodes.map((node) => at(node, 'id')) : [];
    });
    expect(new Set(ids).size).toBe(60);
    store.deleteCustomer(newcomer.id);
  });

  it('are searched by change and sorted', async () => {
    const customer = store.customers()[3];
    const since = new Date(store.now()).toISOString();
    store.updateCustomer(customer?.id ?? 0, { note: 'likes mint' });
    const { data } = await ask(
      `query($q: String) { customers(first: 10, query: $q) { nodes { note } } customersCount(query: $q) { count precision } }`,
      { q: `updated_at:>='${since.slice(0, 19)}Z'` },
    );
    expect(at(data, 'customers', 'nodes')).toContainEqual({ note: 'likes mint' });
    expect(at(data, 'customersCount', 'precision')).toBe('EXACT');
  });

  it('warn of a search field that does not exist', async () => {
    const { extensions } = await ask('{ customers(first: 1, query: "hair:red") { nodes { id } } }');
    expect(at(extensions, 'search', 0, 'warnings', 0, 'field')).toBe('hair');
  });

  it.each(['{ customers { nodes { id } } }', '{ customers(first: 251) { nodes { id } } }'])(
    'refuse a page without a size or with too large a one: %s',
    async (query) => {
      expect((await errorsOf(ask(query)))[0]).toMatchObject({
        extensions: { code: 'BAD_REQUEST' },
      });
    },
  );
});

describe('refusals', () => {
  it.each([
    ['an unknown field', '{ shop { colour } }', {}, undefined],
    [
      'a malformed gid in a variable',
      'query($id: ID!) { customer(id: $id) { id } }',
      { id: '42' },
      'INVALID_VARIABLE',
    ],
    [
      'a malformed gid in the query',
      '{ customer(id: "42") { id } }',
      {},
      'argumentLiteralsIncompatible',
    ],
    [
      'a variable of another type',
      'query($n: Int!) { customers(first: $n) { nodes { id } } }',
      { n: 'ten' },
      'INVALID_VARIABLE',
    ],
    ['a missing variable', 'query($id: ID!) { customer(id: $id) { id } }', {}, 'INVALID_VARIABLE'],
    [
      'a list of 251',
      'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: Array.from({ length: 251 }, (_, n) => gid('Customer', n)) },
      'MAX_INPUT_SIZE_EXCEEDED',
    ],
    [
      'a query for more than 1000 points',
      '{ orders(first: 250) { nodes { lineItems(first: 50) { nodes { id } } } } }',
      {},
      'MAX_COST_EXCEEDED',
    ],
  ])('name %s', async (_, query, variables, code) => {
    const [error] = await errorsOf(ask(query, variables));
    expect(at(error, 'extensions', 'code')).toBe(code);
  });

  it('say where in a variable the problem is', async () => {
    const [error] = await errorsOf(
      ask(
        'mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { metafields { id } } }',
        {
          m: [{ ownerId: 'nobody', key: 'a', value: 'b' }],
        },
      ),
    );
    expect(at(error, 'extensions', 'problems', 0)).toEqual({
      path: [0, 'ownerId'],
      explanation: "Invalid global id 'nobody'",
    });
  });

  it('name the scope that is missing, with nothing but the field lost', async () => {
    const installation = devStore.installation();
    const granted = installation.scopes;
    installation.setScopes(['read_orders', 'write_customers']);
    await ask('{ customers(first: 1) { nodes { id } } }');
    const errors = await errorsOf(
      ask(
        '{ shop { name } orders(first: 1) { nodes { lineItems(first: 1) { nodes { product { id } } } } } }',
      ),
    );
    expect(errors[0]).toMatchObject({
      message: 'Access denied for product field. Required access: `read_products` access scope.',
      path: ['orders', 'nodes', 0, 'lineItems', 'nodes', 0, 'product'],
      extensions: { code: 'ACCESS_DENIED' },
    });
    installation.setScopes(granted);
  });

  it('hide orders older than sixty days without read_all_orders', async () => {
    const installation = devStore.installation();
    const granted = installation.scopes;
    const count = async () =>
      at((await ask('{ ordersCount(limit: null) { count } }')).data, 'ordersCount', 'count');
    expect(await count()).toBe(store.count().orders);
    installation.setScopes(granted.filter((scope) => scope !== 'read_all_orders'));
    const recent = store.orders().filter(({ createdAt }) => createdAt >= store.now() - 60 * DAY_MS);
    expect(recent.length).toBeGreaterThan(0);
    expect(await count()).toBe(recent.length);
    const old = store.orders()[0];
    const { data } = await ask('query($id: ID!) { order(id: $id) { id } }', {
      id: gid('Order', old?.id ?? 0),
    });
    expect(data).toEqual({ order: null });
    installation.setScopes(granted);
  });
});

describe('throttling', () => {
  it('refuses with HTTP 200 when the bucket is empty and restores a hundred points a second', async () => {
    const expensive =
      '{ customers(first: 200) { nodes { defaultEmailAddress { emailAddress } defaultAddress { city } amountSpent { amount } } } }';
    const cost = async () =>
      at(
        (await ask('{ shop { name } }')).extensions,
        'cost',
        'throttleStatus',
        'currentlyAvailable',
      );
    devStore.clock.advance(HOUR_MS / 60);
    devStore.faults.throttle(1);
    const [throttled] = await errorsOf(ask('{ shop { name } }'));
    expect(throttled).toMatchObject({ message: 'Throttled', extensions: { code: 'THROTTLED' } });

    // Every request of 802 points gives most of them back, because only sixty customers are there.
    const bucketBefore = Number(await cost());
    await ask(expensive);
    expect(Number(await cost())).toBeGreaterThan(bucketBefore - 300);
    let refused = false;
    for (let round = 0; round < 30 && !refused; round++)
      refused = await ask(expensive).then(
        () => false,
        () => true,
      );
    expect(refused).toBe(true);
    devStore.clock.advance(20_000);
    expect(await cost()).toBe(1999);
  });
});

describe('failures of the transport', () => {
  it('are answered with the status that a test asks for, and retried by the library', async () => {
    devStore.faults.failNextRequest(500);
    await expect(ask('{ shop { name } }')).rejects.toThrow();
    await ask('{ shop { name } }');
  });
});
