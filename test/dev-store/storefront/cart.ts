/** What is in a visitor's cart, what their discount code takes off, and what it all comes to. */
import type { Context } from 'hono';
import { minorDigits } from '../../../admin-app/core/money.ts';
import type { CodeAnswer } from '../discounts.ts';
import type { Store } from '../store.ts';
import { productObject } from './drops.ts';
import { type CartItem, cartOf, codeOf } from './visitor.ts';

export interface Cart {
  readonly items: readonly CartItem[];
  readonly subtotalMinor: number;
  /** As the visitor wrote it; null for none. */
  readonly code: string | null;
  readonly discount: CodeAnswer | null;
  readonly shippingMinor: number;
}

/** In whole units of the currency. */
const SHIPPING = 4.9;
const FREE_FROM = 45;

export function readCart(c: Context, store: Store): Cart {
  const items = cartOf(c, store);
  const subtotalMinor = items.reduce((sum, it) => sum + it.product.priceMinor * it.quantity, 0);
  const code = codeOf(c);
  const discount =
    code === null || items.length === 0 ? null : store.discounts.check(code, subtotalMinor);
  const unit = 10 ** minorDigits(store.shop.currency);
  const free =
    subtotalMinor >= FREE_FROM * unit || (discount?.ok === true && discount.freeShipping);
  return {
    items,
    subtotalMinor,
    code,
    discount,
    shippingMinor: items.length === 0 || free ? 0 : Math.round(SHIPPING * unit),
  };
}

/** The object that Shopify gives to templates, and answers as /cart.js. Delivery is added at the checkout. */
export function cartObject({ items, subtotalMinor, discount }: Cart, currency: string) {
  const off = discount?.ok ? discount.amountMinor : 0;
  return {
    item_count: items.reduce((sum, { quantity }) => sum + quantity, 0),
    original_total_price: subtotalMinor,
    total_discount: off,
    total_price: subtotalMinor - off,
    currency,
    items: items.map(({ product, quantity }) => ({
      id: product.variantId,
      product_id: product.id,
      title: product.title,
      quantity,
      price: product.priceMinor,
      line_price: product.priceMinor * quantity,
      url: productObject(product).url,
      image: productObject(product).featured_image,
    })),
  };
}

/** What only the cart page of this theme shows. */
export function checkoutObject({ subtotalMinor, code, discount, shippingMinor }: Cart) {
  const off = discount?.ok ? discount.amountMinor : 0;
  return {
    code: discount?.ok ? discount.code : code,
    problem: discount && !discount.ok ? discount.problem.replaceAll(' ', '_') : null,
    minimum: discount && !discount.ok ? discount.minimumMinor : null,
    applies: discount?.ok === true,
    discount: off,
    free_shipping: discount?.ok === true && discount.freeShipping,
    shipping: shippingMinor,
    total: subtotalMinor - off + shippingMinor,
  };
}
