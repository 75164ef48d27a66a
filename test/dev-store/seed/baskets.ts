/** What one order holds: the customer's taste again and again, gear at the beginning, presents before Christmas. */
import { CATALOGUE, type ProductType } from './catalogue.ts';
import type { Random } from './random.ts';

export interface Taste {
  readonly likes: 'Coffee' | 'Tea' | 'Gifts';
  /** Where in the catalogue the usual product stands. */
  readonly usual: number;
}

export interface BasketLine {
  /** Position in the catalogue. */
  readonly item: number;
  readonly quantity: number;
}

export function createTaste(random: Random, comesOnce: boolean): Taste {
  const likes = random.weighted<Taste['likes']>([
    ['Coffee', 55],
    ['Tea', 30],
    // Who buys a present for somebody seldom comes back for themselves.
    ['Gifts', comesOnce ? 40 : 3],
  ]);
  return { likes, usual: random.pick(itemsOf(likes)) };
}

/** The lines of one order, each item once. */
export function createBasket(
  random: Random,
  taste: Taste,
  when: { readonly isFirst: boolean; readonly isGiftSeason: boolean },
): readonly BasketLine[] {
  const basket = new Map<number, number>();
  const add = (item: number, quantity: number) =>
    basket.set(item, (basket.get(item) ?? 0) + quantity);
  add(
    random.chance(0.7) ? taste.usual : random.pick(itemsOf(taste.likes)),
    random.weighted([
      [1, 60],
      [2, 30],
      [3, 10],
    ]),
  );
  if (taste.likes !== 'Gifts' && random.chance(0.35)) add(random.pick(itemsOf(taste.likes)), 1);
  if (taste.likes === 'Coffee' && random.chance(0.22)) add(random.pick(itemsOf('Filters')), 1);
  if (random.chance(when.isFirst ? 0.18 : 0.03)) add(random.pick(itemsOf('Brewing gear')), 1);
  if (when.isGiftSeason && random.chance(0.4))
    add(random.pick(itemsOf('Gifts')), random.whole(1, 2));
  return [...basket].map(([item, quantity]) => ({ item, quantity }));
}

const positions = new Map<ProductType, readonly number[]>();

function itemsOf(type: ProductType): readonly number[] {
  let found = positions.get(type);
  if (!found) {
    found = [...CATALOGUE.keys()].filter((index) => CATALOGUE[index]?.productType === type);
    positions.set(type, found);
  }
  return found;
}
