/**
 * Which products a mail shows to a customer. Pure: what the shop has comes as shelves, in order of preference; what the
 * customer has seen and bought comes with them. Nobody is shown what they just bought, nor the same product twice.
 */
import { DAY_MS, type Instant } from '../time.ts';
import type { MessageProduct, ProductSource, ProductsBlock } from './types.ts';

/** Something that can be bought now: active, published, in stock. */
export interface ShelfProduct extends MessageProduct {
  readonly category: string;
  readonly publishedAt: Instant;
  /** Pieces sold lately; ranks. */
  readonly sold: number;
  readonly tags: readonly string[];
  /** When the first product of its category was published, sold out and deleted ones included. */
  readonly categorySince: Instant;
}

export interface ShopperFacts {
  /** Category of what cost most in the last order; null before the first. */
  readonly lastCategory: string | null;
  /** Everything in the last order. */
  readonly justBought: readonly number[];
  /** The last visit, else the last order, else null: everything is new. */
  readonly lastSeenAt: Instant | null;
}

/** The shop's products, sorted once for a whole batch of customers. */
export interface Shelves {
  readonly bySales: readonly ShelfProduct[];
  readonly byNewness: readonly ShelfProduct[];
  readonly byCategory: ReadonlyMap<string, readonly ShelfProduct[]>;
  readonly now: Instant;
}

export function sortShelves(products: readonly ShelfProduct[], now: Instant): Shelves {
  const bySales = products.toSorted(moreSold);
  return {
    bySales,
    byNewness: products.toSorted((a, b) => b.publishedAt - a.publishedAt || moreSold(a, b)),
    byCategory: groupByCategory(bySales),
    now,
  };
}

function groupByCategory(
  products: readonly ShelfProduct[],
): ReadonlyMap<string, readonly ShelfProduct[]> {
  const groups = new Map<string, ShelfProduct[]>();
  for (const product of products) {
    const group = groups.get(product.category);
    if (group) group.push(product);
    else groups.set(product.category, [product]);
  }
  return groups;
}

/** Whoever sold more comes first, the newer of two equal ones; the order is the same each time. */
function moreSold(a: ShelfProduct, b: ShelfProduct): number {
  return b.sold - a.sold || b.publishedAt - a.publishedAt || a.productId - b.productId;
}

/** For each block its products: at most `count`, fewer where source and fallback have no more, perhaps none. */
export function chooseProducts(
  blocks: readonly ProductsBlock[],
  shopper: ShopperFacts,
  shelves: Shelves,
): readonly (readonly ShelfProduct[])[] {
  const taken = new Set(shopper.justBought);
  return blocks.map(({ source, fallback, count }) => {
    const chosen: ShelfProduct[] = [];
    for (const from of fallback === null ? [source] : [source, fallback]) {
      for (const product of shelfOf(from, shopper, shelves)) {
        if (chosen.length >= count) return chosen;
        if (taken.has(product.productId)) continue;
        taken.add(product.productId);
        chosen.push(product);
      }
    }
    return chosen;
  });
}

function shelfOf(
  source: ProductSource,
  { lastCategory, lastSeenAt }: ShopperFacts,
  { bySales, byNewness, byCategory, now }: Shelves,
): Iterable<ShelfProduct> {
  switch (source.kind) {
    case 'bestsellers':
      return sold(bySales);
    case 'last category':
      return lastCategory === null ? [] : (byCategory.get(lastCategory) ?? []);
    case 'new since last visit':
      return newerThan(byNewness, lastSeenAt ?? Number.NEGATIVE_INFINITY);
    case 'new category':
      return inCategoriesSince(byNewness, now - source.days * DAY_MS);
    case 'deal':
      return deals(bySales, source.of);
  }
}

/** What nobody bought is no bestseller. */
function* sold(products: readonly ShelfProduct[]): Generator<ShelfProduct> {
  for (const product of products) {
    if (product.sold === 0) return;
    yield product;
  }
}

function* newerThan(newest: readonly ShelfProduct[], since: Instant): Generator<ShelfProduct> {
  for (const product of newest) {
    if (product.publishedAt <= since) return;
    yield product;
  }
}

function* inCategoriesSince(
  newest: readonly ShelfProduct[],
  since: Instant,
): Generator<ShelfProduct> {
  for (const product of newest) {
    if (product.publishedAt < since) return;
    if (product.category !== '' && product.categorySince >= since) yield product;
  }
}

function deals(
  products: readonly ShelfProduct[],
  deal: Extract<ProductSource, { kind: 'deal' }>['of'],
): readonly ShelfProduct[] {
  if (deal.kind === 'product') {
    return products.filter(({ productId }) => productId === deal.productId);
  }
  const wanted = deal.tag.trim().toLowerCase();
  return products.filter(({ tags }) => tags.some((tag) => tag.toLowerCase() === wanted));
}
