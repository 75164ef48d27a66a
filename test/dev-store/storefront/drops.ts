/** What Liquid sees of the store: the names and units of Shopify's objects, and nothing that those do not have. */
import { dayOf, formatDay } from '../../../admin-app/core/time.ts';
import { type Customer, gid, type Metafield, type Order, type Product } from '../model.ts';
import { totalsOf } from '../order-totals.ts';
import type { Store } from '../store.ts';
import { GuardedDrop } from './liquid.ts';

/** `metafields[namespace][key].value`; `$app` names the app's reserved namespace, as in its own blocks. */
class MetafieldsDrop extends GuardedDrop {
  readonly #metafields: readonly Metafield[];
  readonly #resolve: (namespace: string) => string;

  constructor(metafields: readonly Metafield[], resolve: (namespace: string) => string) {
    super();
    this.#metafields = metafields;
    this.#resolve = resolve;
  }

  override liquidMethodMissing(namespace: string | number): Record<string, MetafieldDrop> {
    const wanted = this.#resolve(String(namespace));
    const own = this.#metafields.filter((each) => each.namespace === wanted);
    return Object.fromEntries(own.map((each) => [each.key, new MetafieldDrop(each)]));
  }
}

class MetafieldDrop extends GuardedDrop {
  readonly type: string;
  readonly value: unknown;

  constructor({ type, value }: Metafield) {
    super();
    this.type = type;
    this.value = typedValue(type, value);
  }

  override valueOf(): unknown {
    return this.value;
  }
}

function typedValue(type: string, value: string): unknown {
  if (type === 'boolean') return value === 'true';
  if (type === 'json' || type.startsWith('list.') || type.startsWith('number_'))
    return parse(value);
  return value;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // The Admin API refuses such a value; one that came by another way reads as nothing.
    return null;
  }
}

export class CustomerDrop extends GuardedDrop {
  readonly id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly tags: readonly string[];
  readonly accepts_marketing: boolean;
  readonly has_account = true;
  readonly metafields: MetafieldsDrop;
  readonly #store: Store;

  constructor(store: Store, customer: Customer) {
    super();
    this.#store = store;
    this.id = customer.id;
    this.first_name = customer.firstName;
    this.last_name = customer.lastName;
    this.name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
    this.email = customer.email;
    this.phone = customer.phone;
    this.tags = customer.tags;
    this.accepts_marketing = customer.emailConsent.state === 'SUBSCRIBED';
    this.metafields = metafieldsOf(store, gid('Customer', customer.id));
  }

  get orders(): readonly OrderDrop[] {
    const orders = this.#store.ordersOf(this.id);
    return [...orders].reverse().map((order) => new OrderDrop(this.#store, order));
  }

  get orders_count(): number {
    return this.#store.ordersOf(this.id).length;
  }

  /** In minor units. */
  get total_spent(): number {
    const orders = this.#store.ordersOf(this.id);
    return orders.reduce((sum, order) => sum + totalsOf(order).currentTotal, 0);
  }

  get last_order(): OrderDrop | null {
    return this.orders[0] ?? null;
  }
}

class OrderDrop extends GuardedDrop {
  readonly id: number;
  readonly name: string;
  readonly total_price: number;
  readonly cancelled: boolean;
  readonly created_at: string;
  readonly day: string;
  readonly line_items: readonly { readonly title: string; readonly quantity: number }[];

  constructor(store: Store, order: Order) {
    super();
    this.id = order.id;
    this.name = `#${order.number}`;
    this.total_price = totalsOf(order).currentTotal;
    this.cancelled = order.cancelledAt !== null;
    this.created_at = new Date(order.processedAt).toISOString();
    this.day = formatDay(dayOf(order.processedAt, store.shop.ianaTimezone));
    this.line_items = order.lines.map(({ title, quantity }) => ({ title, quantity }));
  }
}

/** A product as templates and the `json` filter see it; prices in minor units. */
export function productObject(product: Product) {
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    type: product.productType,
    vendor: product.vendor,
    tags: product.tags,
    price: product.priceMinor,
    url: `/products/${product.handle}`,
    featured_image: `/products/${product.handle}/picture.svg`,
    available: true,
    variants: [{ id: product.variantId, price: product.priceMinor, sku: product.sku }],
  };
}

export type ProductObject = ReturnType<typeof productObject>;

/** `app.metafields`: what the app keeps on its own installation. */
export function appMetafields(store: Store): MetafieldsDrop {
  const owned = store.metafields.all().filter(({ owner }) => owner.includes('/AppInstallation/'));
  return new MetafieldsDrop(owned, (namespace) => store.metafields.resolveNamespace(namespace));
}

function metafieldsOf(store: Store, owner: string): MetafieldsDrop {
  const resolve = (namespace: string) => store.metafields.resolveNamespace(namespace);
  return new MetafieldsDrop(store.metafields.of(owner), resolve);
}
