/** The whole app as the demo runs it: what happens in the store shows in its segments, without anybody asking. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SyncView } from '../../../admin-app/contract/home.ts';
import type {
  SegmentEventsPage,
  SegmentMembersPage,
  SegmentView,
} from '../../../admin-app/contract/segments.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { type RunningRondo, startRondo } from '../../support/running-rondo.ts';

let rondo: RunningRondo;
beforeAll(async () => {
  rondo = await startRondo({ customers: 40, seed: 7, bulkDelayMs: 10 });
  await rondo.install();
});
afterAll(() => rondo?.stop());

async function syncState(): Promise<string> {
  return (await rondo.api<SyncView>('/sync')).state;
}

async function create(name: string, query: string): Promise<number> {
  const body = JSON.stringify({ name, query });
  return (await rondo.api<SegmentView>('/segments', { method: 'POST', body })).segmentId;
}
async function members(id: number): Promise<readonly number[]> {
  const page = await rondo.api<SegmentMembersPage>(`/segments/${id}/members`);
  return page.members.map(({ customerId }) => customerId);
}

it('a tag, an order and a new day are in the segments within seconds, with their causes', async () => {
  await expect.poll(syncState).toBe('done');
  const store = rondo.devStore.shop();
  const [ada, ben] = store.customers();
  const [product] = store.products();
  if (!ada || !ben || !product) throw new Error('The store is too small');
  const tagged = await create('Tagged', "customer_tags CONTAINS 'Loud'");
  const today = await create('Ordered today', 'orders_placed MATCHES (date = today)');
  const before = await members(today);

  store.addTags(ada.id, ['loud']);
  store.placeOrder({ customerId: ben.id, lines: [{ productId: product.id, quantity: 1 }] });
  await expect.poll(() => members(tagged)).toEqual([ada.id]);
  await expect.poll(() => members(today)).toContain(ben.id);

  rondo.devStore.clock.advance(DAY_MS);
  await expect.poll(() => members(today)).toEqual([]);
  const { events } = await rondo.api<SegmentEventsPage>(`/segments/${today}/events`);
  const causes = events.filter(({ customerId }) => customerId === ben.id);
  expect(causes).toMatchObject([
    { kind: 'left', cause: 'day changed', facts: [] },
    ...(before.includes(ben.id) ? [] : [{ kind: 'joined', cause: 'facts changed' }]),
  ]);
});
