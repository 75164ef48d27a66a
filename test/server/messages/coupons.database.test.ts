import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CouponPlan } from '../../../admin-app/core/coupon/terms.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { askForCodes, readDiscounts } from '../../../admin-app/server/database/coupon-discounts.ts';
import {
  codesAdded,
  insertCodes,
  readUnaddedCodes,
} from '../../../admin-app/server/database/coupon-pool.ts';
import {
  assignCoupons,
  type CouponAnswer,
  type CouponRequest,
  couponsUsed,
  couponsUsedBy,
} from '../../../admin-app/server/database/coupons.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';

const ZONE = 'Europe/Warsaw';
const SETTING = { now: SOME_DAY, zone: ZONE };
const BLOCK: CouponPlan = {
  id: 'coupon-1',
  name: 'Ten percent',
  discount: { kind: 'percentage', percent: 10 },
  minimumMinor: null,
  prefix: 'back',
  validDays: 14,
};

let db: TestDatabase;
let shopId: number;
let shops = 0;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  shops += 1;
  shopId = await insertShop(db, `coupons-${shops}.myshopify.com`, ZONE);
});

const inShop = <T>(run: (tx: ShopTransaction) => Promise<T>) => withShop(db, shopId, run);

/** Puts so many free codes of the block at Shopify, as the top-up does. */
async function fill(count: number, block = BLOCK): Promise<void> {
  await inShop(async (tx) => {
    const terms = { ...block, prefix: 'BACK' };
    const { discount, minimumMinor, prefix, validDays } = terms;
    const place = {
      scenarioId: 7,
      blockId: block.id,
      terms: { discount, minimumMinor, prefix, validDays: validDays ?? 0 },
    };
    await askForCodes(tx, { ...place, name: block.name, count: 1 }, SETTING);
    const [found] = await readDiscounts(tx, SOME_DAY);
    if (!found) throw new Error('The discount was not written down');
    await insertCodes(tx, found, count);
    const codes = await readUnaddedCodes(tx, found.discountId, count);
    const added = codes.map((code) => ({ code, shopifyId: `gid://shopify/DiscountRedeemCode/1` }));
    await codesAdded(tx, added, [], { discountId: found.discountId, at: SOME_DAY });
  });
}

function request(enrolmentId: number, step = 3, block = BLOCK): CouponRequest {
  return { enrolmentId, step, customerId: enrolmentId * 10, scenarioId: 7, block };
}

const codeOf = (answer: CouponAnswer | undefined) =>
  answer?.kind === 'issued' ? answer.code : null;

const assign = (requests: readonly CouponRequest[]) =>
  inShop((tx) => assignCoupons(tx, requests, SETTING));

async function codes(requests: readonly CouponRequest[]): Promise<readonly (string | null)[]> {
  return (await assign(requests)).map(codeOf);
}

describe('coupons given to enrolments', () => {
  it('are each for one step, and last to the end of their last day in the shop', async () => {
    await fill(3);

    const [first, second] = await assign([request(1), request(2)]);

    expect(codeOf(first)).toMatch(/^BACK-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(codeOf(first)).not.toBe(codeOf(second));
    expect(first).toMatchObject({ expiresAt: Date.UTC(2026, 5, 29, 22) });
  });

  it('are the same when the same step asks again, and others when another step does', async () => {
    await fill(4);
    const before = await codes([request(1), request(2)]);

    expect(await codes([request(2), request(1), request(1, 9)])).toEqual([
      before[1],
      before[0],
      expect.not.stringMatching(`^(${before.join('|')})$`),
    ]);
  });

  it('go to nobody twice, whoever asks at the same moment', async () => {
    await fill(40);
    const given = await Promise.all(
      Array.from({ length: 8 }, (_, worker) =>
        codes(Array.from({ length: 5 }, (_, index) => request(worker * 5 + index + 1))),
      ),
    );
    const all = given.flat().filter((code) => code !== null);

    expect(new Set(all).size).toBe(all.length);
    // Whoever met only rows in other hands asks again.
    const again = await codes(Array.from({ length: 40 }, (_, index) => request(index + 1)));
    expect(new Set(again).size).toBe(40);
    expect(again).not.toContain(null);
  });

  it('go back when the work that took them dies', async () => {
    await fill(1);
    const dying = inShop(async (tx) => {
      await assignCoupons(tx, [request(1)], SETTING);
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');

    expect(await codes([request(2)])).toEqual([expect.any(String)]);
  });

  it('are asked for where none are left, once for all who wait', async () => {
    await fill(1);

    expect(await assign([request(1), request(2), request(3)])).toMatchObject([
      { kind: 'issued' },
      { kind: 'not yet' },
      { kind: 'not yet' },
    ]);
    expect(await inShop((tx) => readDiscounts(tx, SOME_DAY))).toMatchObject([{ short: 2 }]);
  });

  it('are not to be had where Shopify refused, and say why', async () => {
    await assign([request(1)]);
    await inShop((tx) => tx.execute(`update coupon_discounts set problem = 'No permission'`));

    expect(await assign([request(1)])).toEqual([{ kind: 'unavailable', reason: 'No permission' }]);
  });

  it('of other terms are other codes', async () => {
    await fill(2);

    expect(await assign([request(1, 3, { ...BLOCK, validDays: 7 })])).toEqual([
      { kind: 'not yet' },
    ]);
    expect(await assign([request(1, 3, { ...BLOCK, validDays: null })])).toMatchObject([
      { kind: 'unavailable' },
    ]);
  });

  it('of one shop are nothing in another', async () => {
    await fill(2);
    shopId = await insertShop(db, `other-${shops}.myshopify.com`, ZONE);

    expect(await assign([request(1)])).toEqual([{ kind: 'not yet' }]);
  });
});

describe('coupons in orders', () => {
  async function placeOrder(orderId: number, code: string, at = SOME_DAY + DAY_MS): Promise<void> {
    await inShop(async (tx) => {
      await insertOrder(tx, { order_id: orderId, customer_id: 10, processedAt: at });
      await tx.execute(
        `insert into order_lines (shop_id, order_id, line_id, title, quantity, total_minor)
         values ($1, $2, $2, 'Tea', 1, 3000)`,
        [shopId, orderId],
      );
      await tx.execute('update orders set discount_codes = $2 where order_id = $1', [
        orderId,
        [code],
      ]);
    });
  }

  async function issue(): Promise<string> {
    await inShop((tx) => insertCustomer(tx, { customer_id: 10 }));
    await fill(2);
    const [code] = await codes([request(1)]);
    if (!code) throw new Error('No code was issued');
    return code;
  }

  it('are used, in whatever letters they were typed, and told of once', async () => {
    const code = await issue();
    await placeOrder(500, ` ${code.toLowerCase()} `);

    expect(await inShop((tx) => couponsUsed(tx, [500]))).toEqual([
      {
        code,
        enrolmentId: 1,
        scenarioId: 7,
        blockId: 'coupon-1',
        customerId: 10,
        orderId: 500,
        at: SOME_DAY + DAY_MS,
        amountMinor: 300,
      },
    ]);
    expect(await inShop((tx) => couponsUsedBy(tx, [10]))).toEqual([]);
  });

  it('count for the first order that has them', async () => {
    const code = await issue();
    await placeOrder(501, code, SOME_DAY + 2 * DAY_MS);
    await placeOrder(502, code, SOME_DAY + DAY_MS);

    expect(await inShop((tx) => couponsUsedBy(tx, [10]))).toMatchObject([{ orderId: 502 }]);
  });

  it('that nobody was given, or of a cancelled order, are nothing', async () => {
    const code = await issue();
    await placeOrder(503, 'SOMETHING');
    await placeOrder(504, code);
    await inShop((tx) =>
      tx.execute('update orders set cancelled_at = processed_at where order_id = 504'),
    );

    expect(await inShop((tx) => couponsUsed(tx, [503, 504]))).toEqual([]);
  });
});
