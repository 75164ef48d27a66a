/**
 * One shop of the dev store: its customers, orders, products and metafields in memory, the changes that can happen to
 * them, and who wants to hear of each. Everything a page, a test or the Admin API changes goes through here, so that
 * every change has its webhooks.
 */
import type { Instant } from '../../admin-app/core/time.ts';
import { type DiscountContent, Discounts } from './discounts.ts';
import { type MetafieldDefinition, MetafieldDefinitions } from './metafield-definitions.ts';
import { MetafieldShelf } from './metafields.ts';
import {
  type CancelReason,
  type Change,
  type Consent,
  type Customer,
  type EmailConsentState,
  gid,
  type Metafield,
  type Order,
  type Product,
  parseGid,
  type Shop,
  type SmsConsentState,
} from './model.ts';
import {
  type OrderDraft,
  type OrderEditDraft,
  orderCancelled,
  orderEdited,
  orderFrom,
  orderRefunded,
  type RefundDraft,
} from './order-changes.ts';
import { OrdersByCustomer } from './orders-by-customer.ts';

export type CustomerDraft = Partial<Omit<Customer, 'id' | 'updatedAt'>>;
export type CustomerPatch = Partial<
  Pick<
    Customer,
    'firstName' | 'lastName' | 'email' | 'phone' | 'locale' | 'address' | 'note' | 'state'
  >
>;
export type ProductDraft = Pick<Product, 'title' | 'productType' | 'priceMinor'> &
  Partial<Omit<Product, 'id' | 'variantId' | 'updatedAt'>>;

/** Everything in a store, for loading a generated one or a saved one. */
export interface StoreContent {
  readonly customers: readonly Customer[];
  readonly products: readonly Product[];
  readonly orders: readonly Order[];
  readonly metafields: readonly Metafield[];
  readonly definitions?: readonly MetafieldDefinition[];
  readonly discounts?: DiscountContent;
  /** Where numbering goes on; worked out from the records when absent. */
  readonly nextId?: number;
  readonly nextOrderNumber?: number;
}

/** Customers, orders, products and lines of a store never share a number with one another. */
export const FIRST_ID = 7_000_000_000_001;

export class Store {
  #shop: Shop;
  readonly #now: () => Instant;
  readonly #customers = new Map<number, Customer>();
  readonly #products = new Map<number, Product>();
  readonly #orders = new Map<number, Order>();
  readonly #purchases = new OrdersByCustomer();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly metafields: MetafieldShelf;
  readonly definitions = new MetafieldDefinitions(() => this.#takeId());
  readonly discounts = new Discounts({
    now: () => this.#now(),
    nextId: () => this.#takeId(),
    changed: () => this.#emit({ kind: 'discounts changed' }),
  });
  #nextId = FIRST_ID;
  #nextOrderNumber = 1001;

  constructor(shop: Shop, now: () => Instant, appId: number) {
    this.#shop = shop;
    this.#now = now;
    this.metafields = new MetafieldShelf({
      now,
      appId,
      nextId: () => this.#takeId(),
      changed: (owner, ofApp) => this.#metafieldsChanged(owner, ofApp),
    });
  }

  // Reading

  get shop(): Shop {
    return this.#shop;
  }
  get domain(): string {
    return this.#shop.domain;
  }
  /** This store's moment: the dev store's clock. */
  now(): Instant {
    return this.#now();
  }
  customer(id: number): Customer | undefined {
    return this.#customers.get(id);
  }
  /** The customer who has this address, whatever its capitals. */
  customerByEmail(email: string): Customer | undefined {
    const wanted = email.toLowerCase();
    for (const customer of this.#customers.values())
      if (customer.email?.toLowerCase() === wanted) return customer;
    return undefined;
  }
  order(id: number): Order | undefined {
    return this.#orders.get(id);
  }
  product(id: number): Product | undefined {
    return this.#products.get(id);
  }
  customers(): readonly Customer[] {
    return [...this.#customers.values()];
  }
  products(): readonly Product[] {
    return [...this.#products.values()];
  }
  orders(): readonly Order[] {
    return [...this.#orders.values()];
  }
  /** One customer's orders of any kind, oldest processed first. */
  ordersOf(customerId: number): readonly Order[] {
    return this.#purchases.of(customerId);
  }
  count(): { readonly customers: number; readonly orders: number; readonly products: number } {
    return {
      customers: this.#customers.size,
      orders: this.#orders.size,
      products: this.#products.size,
    };
  }
  /** Calls the listener after every change; returns the way to stop listening. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // The shop

  updateShop(patch: Partial<Omit<Shop, 'id' | 'domain'>>): Shop {
    this.#shop = { ...this.#shop, ...patch };
    this.#emit({ kind: 'shop updated', shop: this.#shop });
    return this.#shop;
  }

  /** Says where the storefront answers, before the app asks; nobody is told, since nothing has changed for the shop. */
  serveStorefrontAt(storefrontUrl: string): void {
    this.#shop = { ...this.#shop, storefrontUrl };
  }

  // Customers

  createCustomer(draft: CustomerDraft): Customer {
    if (draft.email) this.#refuseTakenEmail(draft.email, null);
    const now = this.#now();
    const customer: Customer = {
      firstName: null,
      lastName: null,
      email: null,
      emailConsent: NOT_SUBSCRIBED,
      phone: null,
      smsConsent: NOT_SUBSCRIBED,
      locale: this.#shop.primaryLocale,
      address: null,
      note: null,
      state: 'DISABLED',
      createdAt: now,
      ...draft,
      id: this.#takeId(),
      tags: sortedTags(draft.tags ?? []),
      updatedAt: now,
    };
    this.#customers.set(customer.id, customer);
    this.#emit({ kind: 'customer created', customer });
    return customer;
  }

  updateCustomer(id: number, patch: CustomerPatch): Customer {
    if (patch.email) this.#refuseTakenEmail(patch.email, id);
    const customer = this.#saveCustomer(id, patch);
    this.#emit({ kind: 'customer updated', customer });
    return customer;
  }

  setEmailConsent(id: number, consent: Consent<EmailConsentState>): Customer {
    const customer = this.#saveCustomer(id, { emailConsent: consent });
    this.#emit({ kind: 'email consent changed', customer });
    return customer;
  }

  setSmsConsent(id: number, consent: Consent<SmsConsentState>): Customer {
    const customer = this.#saveCustomer(id, { smsConsent: consent });
    this.#emit({ kind: 'sms consent changed', customer });
    return customer;
  }

  addTags(id: number, tags: readonly string[]): Customer {
    const had = this.#requireCustomer(id).tags;
    const added = sortedTags(tags).filter((tag) => !had.includes(tag));
    if (added.length === 0) return this.#requireCustomer(id);
    const customer = this.#saveCustomer(id, { tags: sortedTags([...had, ...added]) });
    this.#emit({ kind: 'tags added', customerId: id, tags: added });
    return customer;
  }

  removeTags(id: number, tags: readonly string[]): Customer {
    const had = this.#requireCustomer(id).tags;
    const removed = had.filter((tag) => tags.includes(tag));
    if (removed.length === 0) return this.#requireCustomer(id);
    const customer = this.#saveCustomer(id, { tags: had.filter((tag) => !tags.includes(tag)) });
    this.#emit({ kind: 'tags removed', customerId: id, tags: removed });
    return customer;
  }

  /** Removes a customer. Throws when there are orders: Shopify keeps the customers of orders. */
  deleteCustomer(id: number): void {
    this.#requireCustomer(id);
    const orders = this.#purchases.of(id).length;
    if (orders > 0)
      throw new Error(`Customer ${id} cannot be deleted: ${orders} orders belong to them`);
    this.#customers.delete(id);
    this.metafields.deleteOwner(gid('Customer', id));
    this.#emit({ kind: 'customer deleted', customerId: id });
  }

  /** Gives the second customer's orders and tags to the first and removes the second. */
  mergeCustomers(keptId: number, deletedId: number): Customer {
    if (keptId === deletedId) throw new Error(`Customer ${keptId} cannot be merged with itself`);
    const kept = this.#requireCustomer(keptId);
    const deleted = this.#requireCustomer(deletedId);
    for (const order of this.#purchases.of(deletedId))
      this.#saveOrder({ ...order, customerId: keptId, updatedAt: this.#now() });
    this.#customers.delete(deletedId);
    this.metafields.deleteOwner(gid('Customer', deletedId));
    const tags = sortedTags([...kept.tags, ...deleted.tags]);
    const customer = this.#saveCustomer(keptId, {
      tags,
      email: kept.email ?? deleted.email,
      phone: kept.phone ?? deleted.phone,
    });
    this.#emit({ kind: 'customers merged', keptId, deletedId });
    return customer;
  }

  // Orders

  /** A customer (or a guest, with null) buys. Throws when the customer or a product is unknown, naming it. */
  placeOrder(draft: OrderDraft): Order {
    if (draft.customerId !== null) this.#requireCustomer(draft.customerId);
    const order = orderFrom(draft, {
      now: this.#now(),
      number: this.#nextOrderNumber++,
      locale: this.#shop.primaryLocale,
      nextId: () => this.#takeId(),
      product: (id) => this.#requireProduct(id),
    });
    this.#saveOrder(order);
    for (const { code } of order.discounts) this.discounts.redeem(code);
    this.#emit({ kind: 'order placed', order });
    this.#purchasesChanged(order.customerId);
    return order;
  }

  /** Changes what does not touch money: tags, attributes. */
  updateOrder(id: number, patch: Partial<Pick<Order, 'tags' | 'attributes'>>): Order {
    const order = this.#requireOrder(id);
    return this.#changeOrder({ ...order, ...patch, tags: sortedTags(patch.tags ?? order.tags) });
  }

  cancelOrder(id: number, reason: CancelReason = 'CUSTOMER'): Order {
    const refundId = this.#takeId();
    const order = this.#touched(
      orderCancelled(this.#requireOrder(id), { reason, now: this.#now(), refundId }),
    );
    this.#emit({ kind: 'order cancelled', order });
    this.#emit({ kind: 'order updated', order });
    this.#purchasesChanged(order.customerId);
    return order;
  }

  refundOrder(id: number, draft: RefundDraft): Order {
    const refundId = this.#takeId();
    const order = orderRefunded(this.#requireOrder(id), draft, { now: this.#now(), refundId });
    const changed = this.#changeOrder(order);
    this.#purchasesChanged(order.customerId);
    return changed;
  }

  /** Adds lines or takes quantities away after the purchase. */
  editOrder(id: number, draft: OrderEditDraft): Order {
    const { order, edit } = orderEdited(this.#requireOrder(id), draft, {
      nextId: () => this.#takeId(),
      product: (productId) => this.#requireProduct(productId),
    });
    const saved = this.#touched(order);
    this.#emit({ kind: 'order edited', order: saved, edit });
    this.#emit({ kind: 'order updated', order: saved });
    this.#purchasesChanged(order.customerId);
    return saved;
  }

  deleteOrder(id: number): void {
    const order = this.#requireOrder(id);
    this.#orders.delete(id);
    this.#purchases.remove(order);
    this.#emit({ kind: 'order deleted', orderId: id });
    this.#purchasesChanged(order.customerId);
  }

  // Products

  createProduct(draft: ProductDraft): Product {
    const now = this.#now();
    const id = this.#takeId();
    const product: Product = {
      handle: draft.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      vendor: this.#shop.name,
      sku: `SKU-${id % 100_000}`,
      color: '#8a6d5a',
      createdAt: now,
      ...draft,
      id,
      variantId: this.#takeId(),
      tags: sortedTags(draft.tags ?? []),
      updatedAt: now,
    };
    this.#products.set(id, product);
    this.#emit({ kind: 'product created', product });
    return product;
  }

  updateProduct(
    id: number,
    patch: Partial<Pick<Product, 'title' | 'productType' | 'priceMinor' | 'tags' | 'stock'>>,
  ): Product {
    const product = { ...this.#requireProduct(id), ...patch, updatedAt: this.#now() };
    this.#products.set(id, product);
    this.#emit({ kind: 'product updated', product });
    return product;
  }

  /** Removes a product; the lines of past orders keep their title and forget the product. */
  deleteProduct(id: number): void {
    this.#requireProduct(id);
    this.#products.delete(id);
    this.#emit({ kind: 'product deleted', productId: id });
  }

  // Loading

  /** Puts records in as they are, without webhooks: for generated and saved stores. Ids must be new. */
  load(content: StoreContent): void {
    for (const customer of content.customers) this.#customers.set(customer.id, customer);
    for (const product of content.products) this.#products.set(product.id, product);
    for (const order of content.orders) this.#saveOrder(order);
    this.metafields.load(content.metafields);
    this.definitions.load(content.definitions ?? []);
    this.discounts.load(content.discounts ?? { discounts: [], codes: [] });
    this.#nextId = Math.max(this.#nextId, content.nextId ?? 0, highestId(content) + 1);
    this.#nextOrderNumber = Math.max(this.#nextOrderNumber, content.nextOrderNumber ?? 0);
    for (const order of content.orders)
      if (order.number >= this.#nextOrderNumber) this.#nextOrderNumber = order.number + 1;
  }

  /** Dates the shop's opening, for a history that is older or younger than the usual one. */
  openedAt(createdAt: Instant): void {
    this.#shop = { ...this.#shop, createdAt };
  }

  /** Everything there is, for saving. */
  content(): Required<StoreContent> {
    return {
      customers: this.customers(),
      products: this.products(),
      orders: this.orders(),
      metafields: this.metafields.all(),
      definitions: this.definitions.all(),
      discounts: this.discounts.content(),
      nextId: this.#nextId,
      nextOrderNumber: this.#nextOrderNumber,
    };
  }

  #takeId(): number {
    return this.#nextId++;
  }

  #emit(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  #saveCustomer(id: number, patch: Partial<Customer>): Customer {
    const customer = { ...this.#requireCustomer(id), ...patch, updatedAt: this.#now() };
    this.#customers.set(id, customer);
    return customer;
  }

  #saveOrder(order: Order): void {
    const before = this.#orders.get(order.id);
    if (before) this.#purchases.remove(before);
    this.#orders.set(order.id, order);
    this.#purchases.add(order);
  }

  #touched(order: Order): Order {
    const touched = { ...order, updatedAt: this.#now() };
    this.#saveOrder(touched);
    return touched;
  }

  #changeOrder(order: Order): Order {
    const changed = this.#touched(order);
    this.#emit({ kind: 'order updated', order: changed });
    return changed;
  }

  /** A merchant's fact about a customer changes the customer; what the app keeps for itself does not. */
  #metafieldsChanged(owner: string, ofApp: boolean): void {
    this.#emit({ kind: 'metafields changed', owner });
    const parsed = parseGid(owner);
    if (ofApp || parsed?.type !== 'Customer' || !this.#customers.has(parsed.id)) return;
    this.#emit({ kind: 'customer updated', customer: this.#saveCustomer(parsed.id, {}) });
  }

  #purchasesChanged(customerId: number | null): void {
    if (customerId === null || !this.#customers.has(customerId)) return;
    this.#saveCustomer(customerId, {});
    this.#emit({ kind: 'purchases changed', customerId });
  }

  #refuseTakenEmail(email: string, exceptId: number | null): void {
    const owner = this.customerByEmail(email);
    if (owner && owner.id !== exceptId)
      throw new Error(`E-mail address ${email} has already been taken by customer ${owner.id}`);
  }

  #requireCustomer(id: number): Customer {
    return required(this.#customers.get(id), 'customer', id, this.domain);
  }
  #requireOrder(id: number): Order {
    return required(this.#orders.get(id), 'order', id, this.domain);
  }
  #requireProduct(id: number): Product {
    return required(this.#products.get(id), 'product', id, this.domain);
  }
}

export const NOT_SUBSCRIBED: Consent<'NOT_SUBSCRIBED'> = {
  state: 'NOT_SUBSCRIBED',
  optInLevel: 'SINGLE_OPT_IN',
  updatedAt: null,
};

/** Tags as Shopify returns them: trimmed, sorted, once each. */
export function sortedTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))].sort();
}

function required<Record>(
  record: Record | undefined,
  kind: string,
  id: number,
  domain: string,
): Record {
  if (!record) throw new Error(`There is no ${kind} ${id} in ${domain}`);
  return record;
}

function highestId({ customers, products, orders, metafields }: StoreContent): number {
  let highest = 0;
  for (const { id } of customers) highest = Math.max(highest, id);
  for (const { id } of metafields) highest = Math.max(highest, id);
  for (const product of products) highest = Math.max(highest, product.id, product.variantId);
  for (const order of orders) {
    highest = Math.max(highest, order.id);
    for (const line of order.lines) highest = Math.max(highest, line.id);
  }
  return highest;
}
