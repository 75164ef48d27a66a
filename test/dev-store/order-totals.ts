/** What an order is worth, as ordered and as it stands now, in minor units. */
import type { Order } from './model.ts';

export interface OrderTotals {
  /** Lines as ordered, before discounts. */
  readonly lines: number;
  readonly discounts: number;
  /** What is left of the discounts on the lines that are left. */
  readonly currentDiscounts: number;
  /** As ordered: lines − discounts + shipping. */
  readonly total: number;
  /** Lines that are left, after discounts, without shipping. */
  readonly currentSubtotal: number;
  /** What the order stands at after edits, refunds and cancellation. */
  readonly currentTotal: number;
  readonly refunded: number;
  /** Received and kept. */
  readonly netPayment: number;
}

/** Totals of an order. A discount shrinks with the lines it was given on; nothing goes below zero. */
export function totalsOf(order: Order): OrderTotals {
  let lines = 0;
  let currentLines = 0;
  for (const line of order.lines) {
    lines += line.quantity * line.unitPriceMinor;
    currentLines += line.currentQuantity * line.unitPriceMinor;
  }
  const discounts = Math.min(sum(order.discounts.map((discount) => discount.amountMinor)), lines);
  const currentDiscounts =
    lines === 0 ? 0 : Math.min(Math.round((discounts * currentLines) / lines), currentLines);
  const refunded = sum(order.refunds.map((refund) => refund.amountMinor));
  const adjusted = sum(order.refunds.map((refund) => refund.amountMinor - refund.linesMinor));
  const shipping = order.cancelledAt === null ? order.shippingMinor : 0;
  const total = lines - discounts + order.shippingMinor;
  const currentSubtotal = currentLines - currentDiscounts;
  const currentTotal =
    order.cancelledAt === null ? Math.max(0, currentSubtotal + shipping - adjusted) : 0;
  return {
    lines,
    discounts,
    currentDiscounts,
    total,
    currentSubtotal,
    currentTotal,
    refunded,
    netPayment: Math.max(0, total - refunded),
  };
}

/** The state of payment that Shopify would show. Dev store orders are paid at once. */
export function financialStatus(order: Order): 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' {
  const { refunded, total } = totalsOf(order);
  if (refunded === 0) return 'PAID';
  return refunded >= total ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
