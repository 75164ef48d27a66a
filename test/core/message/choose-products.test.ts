import { describe, expect, it } from 'vitest';
import {
  chooseProducts,
  type ShelfProduct,
  type ShopperFacts,
  sortShelves,
} from '../../../admin-app/core/message/choose-products.ts';
import type { ProductSource, ProductsBlock } from '../../../admin-app/core/message/types.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';

const NOW = Date.UTC(2026, 5, 15);
const daysAgo = (days: number) => NOW - days * DAY_MS;

function product(
  productId: number,
  [category, sold, publishedDaysAgo, categoryDaysAgo]: readonly [string, number, number, number],
  tags: readonly string[] = [],
): ShelfProduct {
  return {
    productId,
    title: `Product ${productId}`,
    url: `https://shop.example/products/${productId}`,
    imageUrl: null,
    imageAlt: '',
    priceMinor: 100,
    category,
    sold,
    publishedAt: daysAgo(publishedDaysAgo),
    categorySince: daysAgo(categoryDaysAgo),
    tags,
  };
}

const SHELVES = sortShelves(
  [
    product(1, ['Tea', 50, 400, 500]),
    product(2, ['Tea', 40, 300, 500]),
    product(3, ['Tea', 0, 10, 500]),
    product(4, ['Cups', 30, 70, 80]),
    product(5, ['Cups', 0, 20, 80]),
    product(6, ['', 5, 5, 5], ['Deal of the Day']),
  ],
  NOW,
);

const SHOPPER: ShopperFacts = { lastCategory: 'Tea', justBought: [2], lastSeenAt: daysAgo(15) };
const STRANGER: ShopperFacts = { lastCategory: null, justBought: [], lastSeenAt: null };

const block = (
  source: ProductSource,
  fallback: ProductSource | null = null,
  count = 3,
): ProductsBlock => ({ kind: 'products', title: '', source, fallback, count });

const numbers = (blocks: readonly ProductsBlock[], shopper = SHOPPER) =>
  chooseProducts(blocks, shopper, SHELVES).map((chosen) =>
    chosen.map(({ productId }) => productId),
  );

const BESTSELLERS: ProductSource = { kind: 'bestsellers' };
const LAST_CATEGORY: ProductSource = { kind: 'last category' };

const CASES: readonly {
  readonly what: string;
  readonly block: ProductsBlock;
  readonly shopper?: ShopperFacts;
  readonly expected: readonly number[];
}[] = [
  {
    what: 'bestsellers, but not what was just bought',
    block: block(BESTSELLERS),
    expected: [1, 4, 6],
  },
  {
    what: 'no bestsellers that nobody bought',
    block: block(BESTSELLERS, null, 6),
    expected: [1, 4, 6],
  },
  { what: 'the last category', block: block(LAST_CATEGORY), expected: [1, 3] },
  {
    what: 'the last category, filled up without repeating',
    block: block(LAST_CATEGORY, BESTSELLERS, 4),
    expected: [1, 3, 4, 6],
  },
  {
    what: 'nothing of a last category for who has none',
    block: block(LAST_CATEGORY),
    shopper: STRANGER,
    expected: [],
  },
  {
    what: 'news since the last visit, newest first',
    block: block({ kind: 'new since last visit' }),
    expected: [6, 3],
  },
  {
    what: 'everything as news for a stranger',
    block: block({ kind: 'new since last visit' }, null, 6),
    shopper: STRANGER,
    expected: [6, 3, 5, 4, 2, 1],
  },
  {
    what: 'a category that was not there 90 days ago',
    block: block({ kind: 'new category', days: 90 }),
    expected: [5, 4],
  },
  {
    what: 'no category as new that is older than the days say',
    block: block({ kind: 'new category', days: 60 }),
    expected: [],
  },
  {
    what: 'the products of a tag, in any letters',
    block: block({ kind: 'deal', of: { kind: 'tag', tag: ' deal of the day ' } }),
    expected: [6],
  },
  {
    what: 'a chosen product',
    block: block({ kind: 'deal', of: { kind: 'product', productId: 5 } }),
    expected: [5],
  },
  {
    what: 'no chosen product that was just bought, but the fallback',
    block: block({ kind: 'deal', of: { kind: 'product', productId: 2 } }, BESTSELLERS, 1),
    expected: [1],
  },
];

describe('the products of a mail', () => {
  it.each(CASES)('are $what', ({ block: chosen, shopper, expected }) => {
    expect(numbers([chosen], shopper)).toEqual([expected]);
  });

  it('are never the same in two blocks', () => {
    expect(numbers([block(BESTSELLERS, null, 2), block(LAST_CATEGORY, BESTSELLERS)])).toEqual([
      [1, 4],
      [3, 6],
    ]);
  });
});
