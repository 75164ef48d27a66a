import { expect, it } from 'vitest';
import { DAY_MS } from '../../admin-app/core/time.ts';
import { APP_ID } from './app-id.ts';
import { describeShop } from './demo-shop.ts';
import { rfmGroup, statisticsOf } from './statistics.ts';
import { Store } from './store.ts';

const NOW = Date.UTC(2026, 10, 22);

it('customers are grouped once a day, by how recent, many and large their orders are', () => {
  let now = NOW;
  const store = new Store(describeShop('small.myshopify.com', NOW), () => now, APP_ID);
  const tea = store.createProduct({ title: 'Mint', productType: 'Tea', priceMinor: 1000 });
  const buy = (customerId: number, pieces: number) =>
    store.placeOrder({ customerId, lines: [{ productId: tea.id, quantity: pieces }] });
  const customers = Array.from({ length: 11 }, () => store.createCustomer({}).id);
  const [looker = 0, ...buyers] = customers;
  // In turn one who comes once for little, and one who comes often for much.
  buyers.forEach((buyer, index) => {
    for (let orders = 0; orders < (index % 2 === 0 ? 1 : 4); orders += 1)
      buy(buyer, 1 + (index % 2));
    now += 10 * DAY_MS;
  });
  const groups = () => customers.map((id) => statisticsOf(store, id).rfmGroup);
  const spending = () => customers.map((id) => statisticsOf(store, id).predictedSpendTier);
  expect(groups()).toEqual([
    'PROSPECTS',
    ...['DORMANT', 'AT_RISK', 'DORMANT', 'ALMOST_LOST', 'PROMISING', 'NEEDS_ATTENTION'],
    ...['PROMISING', 'ACTIVE', 'NEW', 'ACTIVE'],
  ]);
  expect(spending()).toEqual([null, ...Array.from({ length: 5 }, () => ['LOW', 'MEDIUM']).flat()]);
  buy(looker, 50);
  expect(groups()[0], 'not before tomorrow').toBe('PROSPECTS');
  now += DAY_MS;
  expect(groups()[0]).toBe('ACTIVE');
  expect(spending()[0]).toBe('HIGH');
  expect(statisticsOf(store, 404)).toEqual({ rfmGroup: null, predictedSpendTier: null });
});

it.each([
  [5, 5, 'CHAMPIONS'],
  [4, 4, 'LOYAL'],
  [5, 3, 'ACTIVE'],
  [5, 1, 'NEW'],
  [4, 1, 'PROMISING'],
  [3, 3, 'NEEDS_ATTENTION'],
  [2, 4, 'AT_RISK'],
  [2, 2, 'ALMOST_LOST'],
  [1, 5, 'PREVIOUSLY_LOYAL'],
  [1, 1, 'DORMANT'],
])('recency %i and worth %i make %s', (recency, worth, group) => {
  expect(rfmGroup(recency, worth)).toBe(group);
});
