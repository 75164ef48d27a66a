import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CouponTerms } from '../../../admin-app/core/coupon/types.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import type {
  AddedCodes,
  NewDiscount,
  ShopDiscounts,
} from '../../../admin-app/server/shopify/discounts.ts';
import type { DevStore } from '../../dev-store/dev-store.ts';
import { startTestShop } from '../../dev-store/test-shop.ts';
import { discountsOf, withoutDiscountScope } from './dev-store-discounts.ts';

let devStore: DevStore;
let discounts: ShopDiscounts;

beforeAll(async () => {
  devStore = await startTestShop({ customers: 5 });
  discounts = await discountsOf(devStore);
});
afterAll(() => devStore.stop());

const TEN_PERCENT: CouponTerms = {
  discount: { kind: 'percentage', percent: 10 },
  minimumMinor: null,
  prefix: 'BACK',
  validDays: 14,
};

const NONE: AddedCodes = { added: [], refused: [] };

let made = 0;

async function create(changes: Partial<NewDiscount> = {}): Promise<{ id: string; code: string }> {
  made += 1;
  const now = devStore.clock.now();
  const code = `FIRST-${made}`;
  const id = await discounts.createDiscount(1, {
    title: 'Ten percent',
    code,
    terms: TEN_PERCENT,
    currency: 'EUR',
    startsAt: now - DAY_MS,
    endsAt: now + 30 * DAY_MS,
    ...changes,
  });
  return { id, code: changes.code ?? code };
}

const checkWith = (code: string, cartMinor = 5_000) =>
  devStore.shop().discounts.check(code, cartMinor);

describe('a discount at Shopify', () => {
  const TERMS: readonly [string, Partial<CouponTerms>, { amountMinor: number; free?: boolean }][] =
    [
      ['a percentage', {}, { amountMinor: 500 }],
      ['an amount', { discount: { kind: 'amount', minor: 1250 } }, { amountMinor: 1250 }],
      ['free shipping', { discount: { kind: 'free shipping' } }, { amountMinor: 0, free: true }],
    ];

  it.each(TERMS)('takes off %s', async (_, terms, { amountMinor, free = false }) => {
    const { code } = await create({ terms: { ...TEN_PERCENT, ...terms } });

    expect(checkWith(code.toLowerCase())).toEqual({
      ok: true,
      code,
      amountMinor,
      freeShipping: free,
    });
  });

  it('asks for the cart to be worth enough', async () => {
    const { code } = await create({ terms: { ...TEN_PERCENT, minimumMinor: 2_500 } });

    expect(checkWith(code, 2_499)).toMatchObject({ ok: false, problem: 'minimum' });
    expect(checkWith(code, 2_500)).toMatchObject({ ok: true });
  });

  it('is found again when it was created before and nobody heard', async () => {
    const { id, code } = await create();

    expect(await create({ code })).toEqual({ id, code });
  });

  it('takes 250 codes at once, each for one use', async () => {
    const { id } = await create();
    const codes = Array.from({ length: 250 }, (_, index) => `MANY-${index}`);
    const { added, refused } = (await discounts.addCodes(1, id, codes)) ?? NONE;
    const store = devStore.shop();
    const [customer] = store.customers();
    const [product] = store.products();
    if (!customer || !product) throw new Error('The store is empty');
    store.placeOrder({
      customerId: customer.id,
      lines: [{ productId: product.id, quantity: 1 }],
      discounts: [{ code: 'MANY-7', amountMinor: 100 }],
    });

    expect(added).toHaveLength(250);
    expect(refused).toEqual([]);
    expect(added[0]?.shopifyId).toMatch(/^gid:\/\/shopify\/DiscountRedeemCode\/\d+$/);
    expect(checkWith('MANY-7')).toMatchObject({ ok: false, problem: 'used' });
    expect(checkWith('MANY-8')).toMatchObject({ ok: true });
  });

  it('tells apart codes that are taken and codes that were added', async () => {
    const { id } = await create();
    await discounts.addCodes(1, id, ['ONCE-1', 'ONCE-2']);

    expect(await discounts.addCodes(1, id, ['ONCE-2', 'ONCE-3'])).toMatchObject({
      added: [{ code: 'ONCE-3' }],
      refused: ['ONCE-2'],
    });
  });

  it('no longer has codes that were taken away', async () => {
    const { id } = await create();
    const { added } = (await discounts.addCodes(1, id, ['GONE-1', 'GONE-2'])) ?? NONE;
    await discounts.deleteCodes(
      1,
      id,
      added.slice(0, 1).map(({ shopifyId }) => shopifyId),
    );

    expect(checkWith('GONE-1')).toMatchObject({ ok: false, problem: 'unknown' });
    expect(checkWith('GONE-2')).toMatchObject({ ok: true });
  });

  it('takes no codes any more when the merchant has deleted it', async () => {
    const { id } = await create();
    devStore.shop().discounts.delete(Number(id.split('/').at(-1)));

    expect(await discounts.addCodes(1, id, ['LATE-1'])).toBeNull();
  });

  it('is refused with the code ACCESS_DENIED where the scope is missing', async () => {
    await withoutDiscountScope(devStore, () =>
      expect(create()).rejects.toMatchObject({ code: 'ACCESS_DENIED' }),
    );
  });
});
