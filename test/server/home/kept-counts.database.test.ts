/** What is counted for a small shop and for a large one. */
import { expect, it, vi } from 'vitest';
import { dayOf } from '../../../admin-app/core/time.ts';
import { countCustomers } from '../../../admin-app/server/database/customer-list.ts';
import * as KeptCounts from '../../../admin-app/server/database/kept-counts.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { createKeepCounts } from '../../../admin-app/server/jobs/keep-counts.ts';
import { insertCustomer, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';

const database = shareDatabase();
const inShop = <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) =>
  withShop(database(), shopId, run);
const MINUTE = 60_000;

async function world(domain: string, most: number) {
  const shopId = await insertShop(database(), domain);
  let now = SOME_DAY;
  let failures = 0;
  const keep = createKeepCounts({
    clock: { now: () => now, onMove: () => () => {} },
    inShop,
    store: KeptCounts,
    onError: () => {
      failures += 1;
    },
    most,
  });
  const readCounts = keep.atOnce('customers', countCustomers);
  const readLater = keep.later('customers', countCustomers);
  return {
    shopId,
    keep,
    failures: () => failures,
    pass: (ms: number) => {
      now += ms;
    },
    insert: (...ids: readonly number[]) =>
      inShop(shopId, async (tx) => {
        for (const id of ids) await insertCustomer(tx, { customer_id: id });
      }),
    look: () => inShop(shopId, (tx) => readCounts(tx, dayOf(now, 'UTC'))),
    lookLater: () => inShop(shopId, (tx) => readLater(tx, dayOf(now, 'UTC'))),
    stored: () => inShop(shopId, (tx) => KeptCounts.readKeptCounts(tx, 'customers')),
  };
}

it('counts a small shop whenever somebody looks', async () => {
  const shop = await world('small.example', 2);
  await shop.insert(1);
  expect(await shop.look()).toMatchObject({ counts: { customers: 1 }, countedAt: null });
  await shop.insert(2);
  expect(await shop.look()).toMatchObject({ counts: { customers: 2 }, countedAt: null });
  expect(await shop.stored()).toBeNull();
});

it('says of a large shop what was counted last, and when, and counts it anew behind that', async () => {
  const shop = await world('large.example', 2);
  await shop.insert(1, 2, 3);
  expect(await shop.look()).toMatchObject({ counts: { customers: 3 }, countedAt: null });
  await vi.waitFor(async () => expect(await shop.stored()).toMatchObject({ at: SOME_DAY }));

  await shop.insert(4);
  expect(await shop.look()).toMatchObject({ counts: { customers: 3 }, countedAt: SOME_DAY });
  shop.pass(MINUTE);
  expect(await shop.look()).toMatchObject({ counts: { customers: 3 }, countedAt: SOME_DAY });
  await vi.waitFor(async () =>
    expect(await shop.stored()).toMatchObject({
      counts: { customers: 4 },
      at: SOME_DAY + MINUTE,
    }),
  );
  expect(await shop.look()).toMatchObject({
    counts: { customers: 4 },
    countedAt: SOME_DAY + MINUTE,
  });
  expect(shop.failures()).toBe(0);
});

it('counts the overdue of a new day within a minute too', async () => {
  const shop = await world('new-day.example', 0);
  await shop.insert(1);
  await shop.look();
  const today = dayOf(SOME_DAY, 'UTC');
  await vi.waitFor(async () => expect(await shop.stored()).toMatchObject({ day: today }));
  shop.pass(24 * 60 * MINUTE);
  await shop.look();
  await vi.waitFor(async () => expect(await shop.stored()).toMatchObject({ day: today + 1 }));
});

it('says nothing of a large shop rather than let anybody wait, until it has been counted', async () => {
  const shop = await world('later.example', 2);
  await shop.insert(1, 2);
  expect(await shop.lookLater()).toMatchObject({ counts: { customers: 2 }, countedAt: null });
  await shop.insert(3);
  expect(await shop.lookLater()).toBeNull();
  await vi.waitFor(async () =>
    expect(await shop.lookLater()).toMatchObject({ counts: { customers: 3 }, countedAt: SOME_DAY }),
  );
});

it('counts one at a time of those that share a turn, and the next when asked again', async () => {
  const shop = await world('turns.example', 0);
  await shop.insert(1);
  const counting: string[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const reading = (what: string, turn: string) =>
    shop.keep.later(
      what,
      async () => {
        counting.push(what);
        await ended;
        return what;
      },
      turn,
    );
  const today = dayOf(SOME_DAY, 'UTC');
  const look = (read: ReturnType<typeof reading>) => inShop(shop.shopId, (tx) => read(tx, today));
  const first = reading('first', 'typed');
  const second = reading('second', 'typed');
  for (const read of [first, second, reading('other', 'another')]) await look(read);
  await vi.waitFor(() => expect(counting).toEqual(['first', 'other']));
  end();
  await vi.waitFor(async () => expect(await look(second)).toMatchObject({ counts: 'second' }));
  expect(counting).toEqual(['first', 'other', 'second']);
  expect(await look(first)).toMatchObject({ counts: 'first' });
});
