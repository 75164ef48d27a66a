/** What is counted for a small shop and for a large one. */
import { expect, it, vi } from 'vitest';
import { dayOf } from '../../../admin-app/core/time.ts';
import { countCustomers } from '../../../admin-app/server/database/customer-counts.ts';
import * as KeptCounts from '../../../admin-app/server/database/kept-counts.ts';
import * as DataRetention from '../../../admin-app/server/database/retention-of-data.ts';
import * as ShopExport from '../../../admin-app/server/database/shop-export.ts';
import * as StaffLog from '../../../admin-app/server/database/staff-log.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import * as WebhookDeliveries from '../../../admin-app/server/database/webhook-deliveries.ts';
import { createKeepCounts, type ReadCounts } from '../../../admin-app/server/jobs/keep-counts.ts';
import { createTrimData } from '../../../admin-app/server/jobs/trim-data.ts';
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
  const readCounts = keep.ofShop('customers', countCustomers);
  const today = () => dayOf(now, 'UTC');
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
    look: () => inShop(shopId, (tx) => readCounts(tx, today())),
    lookAt: <Counts>(read: ReadCounts<Counts>) => inShop(shopId, (tx) => read(tx, today())),
    countAll: () => keep.countAll(shopId, today()),
    stored: (what = 'customers') => inShop(shopId, (tx) => KeptCounts.readKeptCounts(tx, what)),
    trim: createTrimData({
      clock: { now: () => now, onMove: () => () => {} },
      inShop,
      store: {
        ...DataRetention,
        ...StaffLog,
        ...ShopExport,
        ...KeptCounts,
        ...WebhookDeliveries,
      },
    }),
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
  expect(await shop.look()).toBeNull();
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

it('is answered at once however long counting takes, and says nothing until it has ended', async () => {
  const shop = await world('slow.example', 0);
  await shop.insert(1);
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const read = shop.keep.ofShop('slow', async () => {
    await ended;
    return 'counted';
  });
  expect(await shop.lookAt(read)).toBeNull();
  expect(await shop.lookAt(read)).toBeNull();
  end();
  await vi.waitFor(async () =>
    expect(await shop.lookAt(read)).toMatchObject({ counts: 'counted' }),
  );
});

it('begins what staff meet first before they look, in a large shop only', async () => {
  const shop = await world('first.example', 1);
  await shop.insert(1);
  await shop.countAll();
  expect(await shop.stored()).toBeNull();
  await shop.insert(2);
  await shop.countAll();
  expect(await shop.look()).toMatchObject({ counts: { customers: 2 }, countedAt: SOME_DAY });
});

it('lets what took long to count be right for longer, so that a shop is not counted all the time', async () => {
  const shop = await world('long.example', 0);
  await shop.insert(1);
  let counted = 0;
  const read = shop.keep.ofShop('long', async () => {
    shop.pass(2 * MINUTE);
    counted += 1;
    return counted;
  });
  await shop.lookAt(read);
  await vi.waitFor(async () => expect(await shop.stored('long')).toMatchObject({ counts: 1 }));
  shop.pass(19 * MINUTE);
  expect(await shop.lookAt(read)).toMatchObject({ counts: 1, countedAt: SOME_DAY });
  expect(counted).toBe(1);
  shop.pass(MINUTE);
  await shop.lookAt(read);
  await vi.waitFor(async () => expect(await shop.stored('long')).toMatchObject({ counts: 2 }));
});

it('asks once in a transaction whether the shop is large', async () => {
  const asked: number[] = [];
  const keep = createKeepCounts({
    clock: { now: () => SOME_DAY, onMove: () => () => {} },
    inShop,
    store: {
      ...KeptCounts,
      hasMoreCustomersThan: (tx, most) => {
        asked.push(most);
        return KeptCounts.hasMoreCustomersThan(tx, most);
      },
    },
    onError: () => {},
    most: 5,
  });
  const reads = ['one', 'two'].map((what) => keep.ofShop(what, async () => what));
  const shopId = await insertShop(database(), 'asked.example');
  await inShop(shopId, async (tx) => {
    for (const read of reads) await read(tx, dayOf(SOME_DAY, 'UTC'));
    expect(await keep.isLarge(tx)).toBe(false);
  });
  expect(asked).toEqual([5]);
});

it('forgets what nobody has asked for in a week', async () => {
  const shop = await world('unasked.example', 0);
  await shop.insert(1);
  const tried = shop.keep.onceAsked('a start that was tried', async () => 'counted');
  await shop.lookAt(tried);
  await vi.waitFor(async () => expect(await shop.lookAt(tried)).not.toBeNull());
  shop.pass(6 * 24 * 60 * MINUTE);
  await shop.countAll();
  await shop.trim(shop.shopId);
  expect(await shop.lookAt(tried)).not.toBeNull();
  await vi.waitFor(async () =>
    expect(await shop.lookAt(tried)).toMatchObject({ countedAt: SOME_DAY + 6 * 24 * 60 * MINUTE }),
  );
  shop.pass(8 * 24 * 60 * MINUTE);
  await shop.countAll();
  await shop.trim(shop.shopId);
  expect(await shop.lookAt(tried)).toBeNull();
  expect(await shop.look()).toMatchObject({ counts: { customers: 1 } });
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
    shop.keep.onceAsked(
      what,
      async () => {
        counting.push(what);
        await ended;
        return what;
      },
      turn,
    );
  const look = shop.lookAt<string>;
  const first = reading('first', 'typed');
  const second = reading('second', 'typed');
  for (const read of [first, second, reading('other', 'another')]) await look(read);
  await vi.waitFor(() => expect(counting).toEqual(['first', 'other']));
  end();
  await vi.waitFor(async () => expect(await look(second)).toMatchObject({ counts: 'second' }));
  expect(counting).toEqual(['first', 'other', 'second']);
  expect(await look(first)).toMatchObject({ counts: 'first' });
});
