/** Orders of a generated store: what is bought, at what price, and the few that are cancelled or only tests. */
import { DAY_MS, HOUR_MS, type Instant } from '../../../admin-app/core/time.ts';
import type { Customer, Order, OrderLine, Product } from '../model.ts';
import { orderCancelled } from '../order-changes.ts';
import { type BasketLine, createBasket, type Taste } from './baskets.ts';
import type { CATALOGUE } from './catalogue.ts';
import type { Random } from './random.ts';
import { isGiftSeason } from './season.ts';

/** Hands out the next number; one for everything in a store. */
export interface Numbering {
  next: number;
}

/** One order before it has a number. */
export interface PlannedOrder {
  readonly customer: Customer;
  readonly at: Instant;
  readonly isFirst: boolean;
  readonly taste: Taste;
}

export function productFrom(
  item: (typeof CATALOGUE)[number],
  createdAt: Instant,
  numbering: Numbering,
): Product {
  const id = numbering.next++;
  return {
    ...item,
    id,
    variantId: numbering.next++,
    handle: item.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    vendor: 'Morning Harbour',
    sku: `MH-${String(id % 1000).padStart(3, '0')}`,
    createdAt,
    updatedAt: createdAt,
  };
}

/** The n-th order of a store. */
export function seededOrder(
  random: Random,
  plan: PlannedOrder,
  context: {
    readonly number: number;
    readonly products: readonly Product[];
    readonly numbering: Numbering;
  },
): Order {
  const { products, numbering } = context;
  const giftSeason = isGiftSeason(Math.floor(plan.at / DAY_MS));
  const basket = createBasket(random, plan.taste, {
    isFirst: plan.isFirst,
    isGiftSeason: giftSeason,
  });
  const id = numbering.next++;
  const lines = basket.map((line) => lineFrom(line, products, numbering));
  const worth = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  const code = discountCode(random, plan.isFirst, giftSeason);
  const order: Order = {
    id,
    number: context.number,
    customerId: plan.customer.id,
    lines,
    discounts: code ? [{ code, amountMinor: Math.round(worth * 0.1) }] : [],
    shippingMinor: worth >= 4500 ? 0 : 490,
    refunds: [],
    processedAt: plan.at,
    createdAt: plan.at,
    updatedAt: plan.at,
    cancelledAt: null,
    cancelReason: null,
    test: random.chance(0.003),
    sourceName: random.chance(0.03) ? 'pos' : 'web',
    locale: plan.customer.locale,
    tags: [],
    attributes: [],
    landingSite: '/',
  };
  return random.chance(0.012) ? cancelledLater(random, order, numbering) : order;
}

function cancelledLater(random: Random, order: Order, numbering: Numbering): Order {
  // On the same day, so that nothing happens after the end of the history.
  const now = Math.min(order.createdAt + HOUR_MS, endOfDay(order.createdAt));
  const reason = random.pick(['CUSTOMER', 'INVENTORY', 'FRAUD'] as const);
  return {
    ...orderCancelled(order, { reason, now, refundId: numbering.next++ }),
    updatedAt: now,
  };
}

function endOfDay(at: Instant): Instant {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS - 1000;
}

function discountCode(random: Random, isFirst: boolean, giftSeason: boolean): string | null {
  if (isFirst && random.chance(0.15)) return 'WELCOME10';
  return giftSeason && random.chance(0.2) ? 'XMAS10' : null;
}

function lineFrom(
  { item, quantity }: BasketLine,
  products: readonly Product[],
  numbering: Numbering,
): OrderLine {
  const product = products[item];
  if (!product) throw new RangeError(`There is no item ${item} in the catalogue`);
  return {
    id: numbering.next++,
    productId: product.id,
    title: product.title,
    quantity,
    currentQuantity: quantity,
    unitPriceMinor: product.priceMinor,
  };
}
