/** Order topics: the REST-shaped order with its lines, discounts and refunds. */
import { formatDecimal } from '../../../admin-app/core/money.ts';
import { gid, type Order, type OrderEdit, type OrderLine, type Refund } from '../model.ts';
import { financialStatus, totalsOf } from '../order-totals.ts';
import type { Store } from '../store.ts';
import { customerPayload } from './customer-payloads.ts';
import { printLocal } from './local-time.ts';

/** orders/create, orders/updated and orders/cancelled. */
export function orderPayload(order: Order, store: Store): object {
  const { shop } = store;
  const totals = totalsOf(order);
  const price = priceWriter(shop.currency);
  const local = (instant: number | null) => printLocal(instant, shop.ianaTimezone);
  const customer = order.customerId === null ? undefined : store.customer(order.customerId);
  return {
    id: order.id,
    admin_graphql_api_id: gid('Order', order.id),
    name: `#${order.number}`,
    number: order.number - 1000,
    order_number: order.number,
    test: order.test,
    confirmed: true,
    created_at: local(order.createdAt),
    processed_at: local(order.processedAt),
    updated_at: local(order.updatedAt),
    cancelled_at: local(order.cancelledAt),
    closed_at: local(order.cancelledAt),
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    currency: shop.currency,
    presentment_currency: shop.currency,
    financial_status: financialStatus(order).toLowerCase(),
    fulfillment_status: null,
    source_name: order.sourceName,
    landing_site: order.landingSite,
    referring_site: null,
    checkout_token: null,
    cart_token: null,
    customer_locale: order.locale,
    email: customer?.email ?? '',
    contact_email: customer?.email ?? null,
    phone: customer?.phone ?? null,
    buyer_accepts_marketing: customer?.emailConsent.state === 'SUBSCRIBED',
    note: null,
    note_attributes: order.attributes.map(({ key, value }) => ({ name: key, value })),
    tags: order.tags.join(', '),
    ...price.both('total_line_items_price', totals.lines),
    ...price.both('total_discounts', totals.discounts),
    ...price.both('subtotal_price', totals.lines - totals.discounts),
    ...price.both('total_price', totals.total),
    ...price.both('total_tax', 0),
    ...price.both('current_subtotal_price', totals.currentSubtotal),
    ...price.both('current_total_discounts', totals.currentDiscounts),
    ...price.both('current_total_price', totals.currentTotal),
    ...price.both('current_total_tax', 0),
    total_shipping_price_set: price.set(order.shippingMinor),
    total_outstanding: '0.00',
    discount_codes: order.discounts.map(({ code, amountMinor }) => ({
      code,
      amount: price.text(amountMinor),
      type: 'percentage',
    })),
    discount_applications: order.discounts.map(({ code, amountMinor }) => ({
      type: 'discount_code',
      code,
      value: price.text(amountMinor),
      value_type: 'fixed_amount',
      allocation_method: 'across',
      target_selection: 'all',
      target_type: 'line_item',
    })),
    customer: customer ? customerPayload(customer, store) : null,
    line_items: order.lines.map((line) => linePayload(line, store)),
    refunds: order.refunds.map((refund) => refundPayload(refund, order, store)),
    fulfillments: [],
    shipping_lines: [],
    tax_lines: [],
  };
}

/** orders/edited: not the order, only what was added and removed. */
export function orderEditedPayload(order: Order, edit: OrderEdit, { shop }: Store): object {
  const at = printLocal(order.updatedAt, shop.ianaTimezone);
  return {
    order_edit: {
      id: order.id,
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: order.id,
      staff_note: '',
      user_id: null,
      line_items: edit,
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}

function linePayload(line: OrderLine, store: Store): object {
  const product = line.productId === null ? undefined : store.product(line.productId);
  const price = priceWriter(store.shop.currency);
  return {
    id: line.id,
    admin_graphql_api_id: gid('LineItem', line.id),
    product_exists: product !== undefined,
    product_id: product?.id ?? null,
    variant_id: product?.variantId ?? null,
    title: line.title,
    name: line.title,
    variant_title: null,
    vendor: product?.vendor ?? null,
    sku: product?.sku ?? null,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    gift_card: false,
    requires_shipping: true,
    taxable: true,
    properties: [],
    ...price.both('price', line.unitPriceMinor),
    ...price.both('total_discount', 0),
    tax_lines: [],
    discount_allocations: [],
  };
}

function refundPayload(refund: Refund, order: Order, { shop }: Store): object {
  const price = priceWriter(shop.currency);
  const at = printLocal(refund.createdAt, shop.ianaTimezone);
  const adjustment = refund.amountMinor - refund.linesMinor;
  return {
    id: refund.id,
    admin_graphql_api_id: gid('Refund', refund.id),
    order_id: order.id,
    created_at: at,
    processed_at: at,
    note: null,
    refund_line_items: refund.lines.map(({ lineId, quantity }) => ({
      line_item_id: lineId,
      quantity,
      restock_type: 'return',
    })),
    order_adjustments:
      adjustment === 0
        ? []
        : [{ order_id: order.id, kind: 'refund_discrepancy', amount: price.text(-adjustment) }],
    transactions: [
      {
        kind: 'refund',
        status: 'success',
        amount: price.text(refund.amountMinor),
        currency: shop.currency,
      },
    ],
  };
}

/** Prices as REST writes them: text with all digits of the currency, and a set in both currencies. */
export function priceWriter(currency: string) {
  const text = (amountMinor: number) => formatDecimal({ amountMinor, currency });
  const set = (amountMinor: number) => {
    const money = { amount: text(amountMinor), currency_code: currency };
    return { shop_money: money, presentment_money: money };
  };
  return {
    text,
    set,
    both: (name: string, amountMinor: number): object => ({
      [name]: text(amountMinor),
      [`${name}_set`]: set(amountMinor),
    }),
  };
}
