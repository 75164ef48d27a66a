/** Orders, their lines and refunds as the Admin API shows them. */
import { gid, type Order, type OrderLine, type Refund } from '../../model.ts';
import { financialStatus, type OrderTotals, totalsOf } from '../../order-totals.ts';
import { type Connection, connect } from '../connection.ts';
import { type AdminContext, type Arguments, requireScope } from '../context.ts';
import { pageArguments } from './lists.ts';
import { metafieldFields } from './metafields.ts';
import { moneyBag } from './money.ts';

const total =
  (part: (totals: OrderTotals, order: Order) => number) =>
  (order: Order, _: Arguments, context: AdminContext) =>
    moneyBag(part(totalsOf(order), order), context);

export const orderResolvers = {
  ...metafieldFields<Order>((order) => gid('Order', order.id)),
  id: (order: Order) => gid('Order', order.id),
  legacyResourceId: (order: Order) => order.id,
  name: (order: Order) => `#${order.number}`,
  number: (order: Order) => order.number,
  createdAt: (order: Order) => order.createdAt,
  processedAt: (order: Order) => order.processedAt,
  updatedAt: (order: Order) => order.updatedAt,
  cancelledAt: (order: Order) => order.cancelledAt,
  cancelReason: (order: Order) => order.cancelReason,
  closed: (order: Order) => order.cancelledAt !== null,
  test: (order: Order) => order.test,
  edited: (order: Order) => order.lines.some((line) => line.currentQuantity !== line.quantity),
  note: () => null,
  tags: (order: Order) => order.tags,
  sourceName: (order: Order) => order.sourceName,
  customerLocale: (order: Order) => order.locale,
  customAttributes: (order: Order) => order.attributes,
  discountCode: (order: Order) => order.discounts[0]?.code ?? null,
  discountCodes: (order: Order) => order.discounts.map((discount) => discount.code),
  displayFinancialStatus: financialStatus,
  currencyCode: (_order: Order, _: Arguments, { store }: AdminContext) => store.shop.currency,
  presentmentCurrencyCode: (_order: Order, _: Arguments, { store }: AdminContext) =>
    store.shop.currency,
  customer: (order: Order, _: Arguments, context: AdminContext) => {
    requireScope(context, 'read_customers', 'customer');
    return order.customerId === null ? null : (context.store.customer(order.customerId) ?? null);
  },
  email: (order: Order, _: Arguments, { store }: AdminContext) =>
    order.customerId === null ? null : (store.customer(order.customerId)?.email ?? null),
  totalPriceSet: total((totals) => totals.total),
  subtotalPriceSet: total((totals) => totals.lines - totals.discounts),
  totalDiscountsSet: total((totals) => totals.discounts),
  totalShippingPriceSet: total((_, order) => order.shippingMinor),
  totalRefundedSet: total((totals) => totals.refunded),
  currentTotalPriceSet: total((totals) => totals.currentTotal),
  currentSubtotalPriceSet: total((totals) => totals.currentSubtotal),
  currentTotalDiscountsSet: total((totals) => totals.currentDiscounts),
  netPaymentSet: total((totals) => totals.netPayment),
  lineItems: (order: Order, args: Arguments): Connection<LineOfOrder> =>
    connect(
      order.lines.map((line) => ({ ...line, order })),
      { value: (line) => line.id, id: (line) => line.id },
      pageArguments(args),
    ),
  refunds: (order: Order, args: Arguments) =>
    order.refunds.slice(0, typeof args.first === 'number' ? args.first : undefined),
};

/** A line that knows its order, for the discount that falls on it. */
type LineOfOrder = OrderLine & { readonly order: Order };

export const lineItemResolvers = {
  id: (line: LineOfOrder) => gid('LineItem', line.id),
  title: (line: LineOfOrder) => line.title,
  name: (line: LineOfOrder) => line.title,
  quantity: (line: LineOfOrder) => line.quantity,
  currentQuantity: (line: LineOfOrder) => line.currentQuantity,
  isGiftCard: () => false,
  sku: (line: LineOfOrder, _: Arguments, context: AdminContext) =>
    productOf(line, context)?.sku ?? null,
  vendor: (line: LineOfOrder, _: Arguments, context: AdminContext) =>
    productOf(line, context)?.vendor ?? null,
  product: (line: LineOfOrder, _: Arguments, context: AdminContext) => {
    requireScope(context, 'read_products', 'product');
    return productOf(line, context);
  },
  variant: (line: LineOfOrder, _: Arguments, context: AdminContext) => {
    requireScope(context, 'read_products', 'variant');
    return productOf(line, context);
  },
  originalUnitPriceSet: (line: LineOfOrder, _: Arguments, context: AdminContext) =>
    moneyBag(line.unitPriceMinor, context),
  originalTotalSet: (line: LineOfOrder, _: Arguments, context: AdminContext) =>
    moneyBag(worth(line), context),
  totalDiscountSet: (_line: LineOfOrder, _: Arguments, context: AdminContext) =>
    moneyBag(0, context),
  // Codes apply to the whole order, and count for a line only when the caller asks for it.
  discountedTotalSet: (line: LineOfOrder, args: Arguments, context: AdminContext) =>
    moneyBag(worth(line) - (args.withCodeDiscounts ? shareOfDiscount(line) : 0), context),
};

function worth(line: LineOfOrder): number {
  return line.quantity * line.unitPriceMinor;
}

function shareOfDiscount(line: LineOfOrder): number {
  const { lines, discounts } = totalsOf(line.order);
  return lines === 0 ? 0 : Math.round((discounts * worth(line)) / lines);
}

function productOf(line: LineOfOrder, { store }: AdminContext) {
  return line.productId === null ? null : (store.product(line.productId) ?? null);
}

export const refundResolvers = {
  id: (refund: Refund) => gid('Refund', refund.id),
  legacyResourceId: (refund: Refund) => refund.id,
  createdAt: (refund: Refund) => refund.createdAt,
  note: () => null,
  totalRefundedSet: (refund: Refund, _: Arguments, context: AdminContext) =>
    moneyBag(refund.amountMinor, context),
};
