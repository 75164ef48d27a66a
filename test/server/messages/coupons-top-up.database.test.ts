import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CouponPlan } from '../../../admin-app/core/coupon/terms.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import * as CouponDiscounts from '../../../admin-app/server/database/coupon-discounts.ts';
import * as CouponPool from '../../../admin-app/server/database/coupon-pool.ts';
import { assignCoupons } from '../../../admin-app/server/database/coupons.ts';
import { readShop } from '../../../admin-app/server/database/shops.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import {
  createTopUpCoupons,
  type TopUpCoupons,
} from '../../../admin-app/server/jobs/coupons-top-up.ts';
import type { ShopDiscounts } from '../../../admin-app/server/shopify/discounts.ts';
import { createMovableClock } from '../../dev-store/clock.ts';
import type { DevStore } from '../../dev-store/dev-store.ts';
import { startTestShop } from '../../dev-store/test-shop.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { discountsOf, withoutDiscountScope } from '../shopify/dev-store-discounts.ts';

const ZONE = 'Europe/Warsaw';
const clock = createMovableClock();

let db: TestDatabase;
let devStore: DevStore;
let atShopify: ShopDiscounts;
let topUp: TopUpCoupons;
let shopId: number;
let shops = 0;
let now = SOME_DAY;

beforeAll(async () => {
  db = await createTestDatabase();
  devStore = await startTestShop({ customers: 5, clock });
  atShopify = await discountsOf(devStore);
  // A code that this store issues begins at once, whatever the machine's clock says.
  now = devStore.clock.now();
});
afterAll(async () => {
  await devStore.stop();
  await db.drop();
});
beforeEach(async () => {
  shops += 1;
  now = devStore.clock.now();
  shopId = await insertShop(db, `top-up-${shops}.myshopify.com`, ZONE);
  topUp = createTopUp(atShopify);
});

const inShop = <T>(run: (tx: ShopTransaction) => Promise<T>) => withShop(db, shopId, run);

function createTopUp(discounts: ShopDiscounts): TopUpCoupons {
  return createTopUpCoupons({
    clock: { now: () => now, onMove: () => () => {} },
    inShop: (_, run) => inShop(run),
    store: { ...CouponDiscounts, ...CouponPool },
    readShop,
    discounts,
  });
}

const block = (changes: Partial<CouponPlan> = {}): CouponPlan => ({
  id: 'coupon-1',
  name: 'Ten percent',
  discount: { kind: 'percentage', percent: 10 },
  minimumMinor: null,
  prefix: `P${shops}`,
  validDays: 14,
  ...changes,
});

async function assign(count: number, plan = block(), from = 1) {
  const requests = Array.from({ length: count }, (_, index) => ({
    enrolmentId: from + index,
    step: 2,
    customerId: from + index,
    scenarioId: 3,
    block: plan,
  }));
  return await inShop((tx) => assignCoupons(tx, requests, { now, zone: ZONE }));
}

const free = () => inShop((tx) => CouponDiscounts.readDiscounts(tx, now));
const prepare = () =>
  inShop((tx) => CouponDiscounts.prepareCoupons(tx, 3, [block()], { now, zone: ZONE }));

describe('the codes that lie ready', () => {
  it('are there before the first customer comes, and work at the checkout', async () => {
    await prepare();
    expect(await inShop(CouponPool.hasCouponsToAdd)).toBe(true);
    await topUp(shopId);

    expect(await inShop(CouponPool.hasCouponsToAdd)).toBe(false);
    const [answer] = await assign(1);
    const code = answer?.kind === 'issued' ? answer.code : '';
    expect(devStore.shop().discounts.check(code, 5_000)).toMatchObject({
      ok: true,
      amountMinor: 500,
    });
  });

  it('are as many as were asked for, and some more', async () => {
    expect(await assign(300)).toContainEqual({ kind: 'not yet' });
    await topUp(shopId);

    const answers = await assign(300);
    expect(answers.every(({ kind }) => kind === 'issued')).toBe(true);
    expect((await free())[0]?.free).toBeGreaterThanOrEqual(50);
  });

  it('are not doubled when nothing has changed', async () => {
    await prepare();
    await topUp(shopId);
    await topUp(shopId);

    expect(await free()).toMatchObject([{ free: 51 }]);
  });

  it('are usable, each once, after the process was killed before it heard that they were added', async () => {
    await prepare();
    const killed = createTopUp({
      ...atShopify,
      addCodes: async (shop, id, codes) => {
        await atShopify.addCodes(shop, id, codes);
        throw new Error('killed');
      },
    });
    await expect(killed(shopId)).rejects.toThrow('killed');
    await topUp(shopId);

    const answers = await assign(10);
    const codes = answers.map((it) => (it.kind === 'issued' ? it.code : ''));
    for (const code of codes) {
      expect(devStore.shop().discounts.check(code, 5_000)).toMatchObject({ ok: true });
    }
    expect(new Set(codes).size).toBe(10);
  });

  it('belong to one discount, also when its creation was not heard of', async () => {
    await prepare();
    const killed = createTopUp({
      ...atShopify,
      createDiscount: async (shop, discount) => {
        await atShopify.createDiscount(shop, discount);
        throw new Error('killed');
      },
    });
    const before = devStore.shop().discounts.all().length;
    await expect(killed(shopId)).rejects.toThrow('killed');
    await topUp(shopId);

    expect(devStore.shop().discounts.all()).toHaveLength(before + 1);
  });

  it('come back with a new discount when the merchant has deleted it', async () => {
    await prepare();
    await topUp(shopId);
    const [made] = devStore.shop().discounts.all().slice(-1);
    devStore.shop().discounts.delete(made?.id ?? 0);
    // More than lie ready: the missing discount shows when codes are to be added.
    await assign(60);
    await topUp(shopId);
    expect(await inShop(CouponPool.hasCouponsToAdd)).toBe(true);
    await topUp(shopId);

    const [answer] = await assign(1, block(), 500);
    const code = answer?.kind === 'issued' ? answer.code : '';
    expect(devStore.shop().discounts.check(code, 5_000)).toMatchObject({ ok: true });
  });

  it('say what is missing where Rondo may not make any, and come when it may', async () => {
    await assign(1);
    await withoutDiscountScope(devStore, () => topUp(shopId));

    expect(await assign(1)).toEqual([
      { kind: 'unavailable', reason: expect.stringContaining('write_discounts') },
    ]);
    expect(await inShop((tx) => CouponDiscounts.readCouponProblems(tx, [3]))).toMatchObject([
      { blockId: 'coupon-1', problem: expect.stringContaining('permission') },
    ]);
    await topUp(shopId);
    expect(await assign(1)).toMatchObject([{ kind: 'issued' }]);
  });

  it('are taken away from Shopify when their days are over, the others stay', async () => {
    await prepare();
    await topUp(shopId);
    const [old] = await assign(1, block());
    now += 15 * DAY_MS;
    const [young] = await assign(1, block(), 100);
    await topUp(shopId);
    const check = (answer: typeof old) =>
      devStore.shop().discounts.check(answer?.kind === 'issued' ? answer.code : '', 5_000);

    expect(check(old)).toMatchObject({ ok: false, problem: 'unknown' });
    // Given out before the new month's are ready, or not at all.
    if (young?.kind === 'issued') expect(check(young)).toMatchObject({ ok: true });
  });

  it('of the next month are there before it begins', async () => {
    await prepare();
    await topUp(shopId);
    const lastDays = new Date(now);
    now = Date.UTC(lastDays.getUTCFullYear(), lastDays.getUTCMonth() + 1, -1, 12);
    await assign(1);
    await topUp(shopId);

    expect((await free()).map(({ free: ready }) => ready)).toEqual([
      expect.any(Number),
      expect.any(Number),
    ]);
  });
});
