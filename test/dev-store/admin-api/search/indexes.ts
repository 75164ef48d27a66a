/** What customers, orders and products can be searched by. */
import { formatDecimal } from '../../../../admin-app/core/money.ts';
import type { Customer, Order, Product } from '../../model.ts';
import { financialStatus, totalsOf } from '../../order-totals.ts';
import type { Store } from '../../store.ts';
import type { Searchable, SearchIndex } from './match.ts';

export function customerIndex(store: Store): SearchIndex<Customer> {
  return {
    words: (customer) => [customer.firstName, customer.lastName, customer.email, customer.phone],
    fields: {
      id: (customer) => text(String(customer.id)),
      first_name: (customer) => text(customer.firstName),
      last_name: (customer) => text(customer.lastName),
      email: (customer) => text(customer.email),
      phone: (customer) => text(customer.phone),
      tag: (customer) => ({ kind: 'list', values: customer.tags }),
      state: (customer) => text(customer.state),
      country: (customer) => text(customer.address?.countryCode ?? null),
      customer_date: (customer) => instant(customer.createdAt),
      created_at: (customer) => instant(customer.createdAt),
      updated_at: (customer) => instant(customer.updatedAt),
      order_date: (customer) => instant(store.ordersOf(customer.id).at(-1)?.processedAt ?? null),
      orders_count: (customer) => ({ kind: 'number', value: store.ordersOf(customer.id).length }),
    },
  };
}

export function orderIndex(store: Store): SearchIndex<Order> {
  return {
    words: (order) => [`#${order.number}`, String(order.number)],
    fields: {
      id: (order) => text(String(order.id)),
      name: (order) => ({ kind: 'list', values: [`#${order.number}`, String(order.number)] }),
      customer_id: (order) => text(order.customerId === null ? null : String(order.customerId)),
      email: (order) =>
        text(order.customerId === null ? null : (store.customer(order.customerId)?.email ?? null)),
      created_at: (order) => instant(order.createdAt),
      processed_at: (order) => instant(order.processedAt),
      updated_at: (order) => instant(order.updatedAt),
      tag: (order) => ({ kind: 'list', values: order.tags }),
      test: (order) => ({ kind: 'flag', value: order.test }),
      status: (order) => ({
        kind: 'list',
        values: ['any', order.cancelledAt === null ? 'open' : 'cancelled'],
      }),
      financial_status: (order) => text(financialStatus(order)),
      source_name: (order) => text(order.sourceName),
      discount_code: (order) => ({
        kind: 'list',
        values: order.discounts.map((discount) => discount.code),
      }),
      total_price: (order) => ({ kind: 'number', value: decimal(totalsOf(order).total, store) }),
    },
  };
}

export const PRODUCT_INDEX: SearchIndex<Product> = {
  words: (product) => [product.title, product.productType, product.vendor],
  fields: {
    id: (product) => text(String(product.id)),
    title: (product) => text(product.title),
    handle: (product) => text(product.handle),
    product_type: (product) => text(product.productType),
    vendor: (product) => text(product.vendor),
    sku: (product) => text(product.sku),
    tag: (product) => ({ kind: 'list', values: product.tags }),
    status: () => text('ACTIVE'),
    created_at: (product) => instant(product.createdAt),
    updated_at: (product) => instant(product.updatedAt),
  },
};

function decimal(amountMinor: number, store: Store): number {
  return Number(formatDecimal({ amountMinor, currency: store.shop.currency }));
}

function text(value: string | null): Searchable {
  return { kind: 'text', value };
}

function instant(value: number | null): Searchable {
  return { kind: 'instant', value };
}
