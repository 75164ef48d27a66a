/** The whole app as the demo runs it: what happens in the store shows in tiers, and from there in segments. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SyncView } from '../../../admin-app/contract/home.ts';
import type { SegmentMembersPage, SegmentView } from '../../../admin-app/contract/segments.ts';
import type {
  CustomerTierView,
  TiersPreview,
  TiersSuggestion,
  TiersView,
} from '../../../admin-app/contract/tiers.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { type RunningRondo, startRondo } from '../../support/running-rondo.ts';

let rondo: RunningRondo;
beforeAll(async () => {
  rondo = await startRondo({ customers: 60, seed: 7, bulkDelayMs: 10 });
  await rondo.install();
});
afterAll(() => rondo?.stop());

function send<Answer>(path: string, method: string, body: object): Promise<Answer> {
  return rondo.api<Answer>(path, { method, body: JSON.stringify(body) });
}
const tierOf = (id: number) => rondo.api<CustomerTierView>(`/tiers/customers/${id}`);

async function members(id: number): Promise<readonly number[]> {
  const page = await rondo.api<SegmentMembersPage>(`/segments/${id}/members`);
  return page.members.map(({ customerId }) => customerId);
}

it('an order raises a customer within seconds, also in segments, and time takes the tier away', async () => {
  await expect.poll(async () => (await rondo.api<SyncView>('/sync')).state).toBe('done');
  const rules = { basis: 'spend', window: '12 months', limits: 'thresholds' };
  const { definition } = await send<TiersSuggestion>('/tiers/suggestion', 'POST', rules);
  const { counts } = await send<TiersPreview>('/tiers/preview', 'POST', { definition });
  await send<TiersView>('/tiers', 'PUT', { definition, version: 0 });
  await expect.poll(async () => (await rondo.api<TiersView>('/tiers')).assigning).toBe(false);
  const view = await rondo.api<TiersView>('/tiers');
  expect(view.tiers).toEqual(counts?.tiers);

  const store = rondo.devStore.shop();
  const tiers = await Promise.all(
    store.customers().map(async ({ id }) => [id, await tierOf(id)] as const),
  );
  const [id] = tiers.find(([, { tierId }]) => tierId === 'bronze') ?? [0];
  const query = { name: 'Golden', query: "value_tier = 'gold'" };
  const { segmentId } = await send<SegmentView>('/segments', 'POST', query);
  expect(await members(segmentId)).not.toContain(id);

  const [product] = store.products();
  if (!product) throw new Error('The store has no products');
  store.placeOrder({ customerId: id, lines: [{ productId: product.id, quantity: 200 }] });
  await expect.poll(async () => (await tierOf(id)).tierId).toBe('gold');
  await expect.poll(() => members(segmentId)).toContain(id);
  const [rise] = (await tierOf(id)).history;
  expect(rise).toMatchObject({ from: 'Bronze', to: 'Gold', direction: 'up', cause: 'orders' });

  rondo.devStore.clock.advance(366 * DAY_MS);
  await expect.poll(async () => (await tierOf(id)).tierId).toBeNull();
  expect((await tierOf(id)).history[0]).toMatchObject({ from: 'Gold', to: null, cause: 'day' });
  await expect.poll(() => members(segmentId)).toEqual([]);
});
