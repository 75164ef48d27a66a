/** How an order comes to be and what can happen to it later: pure, one record in, the next one out. */
import type { Instant } from '../../admin-app/core/time.ts';
import type { CancelReason, Order, OrderDiscount, OrderEdit, OrderLine, Product } from './model.ts';
import { totalsOf } from './order-totals.ts';

export interface OrderDraft {
  /** Null for a guest. */
  readonly customerId: number | null;
  readonly lines: readonly { readonly productId: number; readonly quantity: number }[];
  readonly discounts?: readonly OrderDiscount[];
  readonly shippingMinor?: number;
  /** Now when absent; earlier for an imported order. */
  readonly processedAt?: Instant;
  readonly test?: boolean;
  readonly sourceName?: string;
  readonly locale?: string;
  readonly tags?: readonly string[];
  readonly attributes?: readonly { readonly key: string; readonly value: string }[];
  readonly landingSite?: string | null;
}

export interface OrderEditDraft {
  readonly add?: readonly { readonly productId: number; readonly quantity: number }[];
  readonly remove?: readonly { readonly lineId: number; readonly quantity: number }[];
}

/** What goes back: quantities of lines, an amount of goodwill, or both. */
export interface RefundDraft {
  readonly lines?: readonly { readonly lineId: number; readonly quantity: number }[];
  readonly goodwillMinor?: number;
}

interface Catalogue {
  readonly nextId: () => number;
  readonly product: (id: number) => Product;
}

/** The order of a draft. Throws for an empty draft or a quantity that is not a whole number ≥ 1. */
export function orderFrom(
  draft: OrderDraft,
  context: Catalogue & { readonly now: Instant; readonly number: number; readonly locale: string },
): Order {
  if (draft.lines.length === 0) throw new Error('An order needs at least one line');
  const id = context.nextId();
  return {
    id,
    number: context.number,
    customerId: draft.customerId,
    lines: draft.lines.map((line) => lineFrom(line, context)),
    discounts: draft.discounts ?? [],
    shippingMinor: draft.shippingMinor ?? 0,
    refunds: [],
    processedAt: draft.processedAt ?? context.now,
    createdAt: context.now,
    updatedAt: context.now,
    cancelledAt: null,
    cancelReason: null,
    test: draft.test ?? false,
    sourceName: draft.sourceName ?? 'web',
    locale: draft.locale ?? context.locale,
    tags: [...new Set(draft.tags ?? [])].sort(),
    attributes: draft.attributes ?? [],
    landingSite: draft.landingSite ?? null,
  };
}

/** Everything is given back and nothing is left of the order. Throws when it is cancelled already. */
export function orderCancelled(
  order: Order,
  {
    reason,
    now,
    refundId,
  }: { readonly reason: CancelReason; readonly now: Instant; readonly refundId: number },
): Order {
  refuseCancelled(order);
  const { netPayment, currentSubtotal } = totalsOf(order);
  const left = order.lines.filter((line) => line.currentQuantity > 0);
  const refund = {
    id: refundId,
    createdAt: now,
    amountMinor: netPayment,
    linesMinor: Math.min(currentSubtotal, netPayment),
    lines: left.map((line) => ({ lineId: line.id, quantity: line.currentQuantity })),
  };
  return {
    ...order,
    cancelledAt: now,
    cancelReason: reason,
    lines: order.lines.map((line) => ({ ...line, currentQuantity: 0 })),
    refunds: netPayment > 0 ? [...order.refunds, refund] : order.refunds,
  };
}

/** Money goes back for returned lines (after their discount) and as goodwill. */
export function orderRefunded(
  order: Order,
  draft: RefundDraft,
  { now, refundId }: { readonly now: Instant; readonly refundId: number },
): Order {
  refuseCancelled(order);
  const lines = draft.lines ?? [];
  const before = totalsOf(order);
  const returned = { ...order, lines: withoutQuantities(order, lines) };
  const linesMinor = before.currentSubtotal - totalsOf(returned).currentSubtotal;
  const amountMinor = linesMinor + (draft.goodwillMinor ?? 0);
  if (amountMinor <= 0 || amountMinor > before.netPayment)
    throw new Error(
      `Order ${order.id} cannot be refunded by ${amountMinor}: expected more than 0 and at most the ${before.netPayment} that are left of the payment`,
    );
  const refund = { id: refundId, createdAt: now, amountMinor, linesMinor, lines };
  return { ...returned, refunds: [...order.refunds, refund] };
}

/** The order with lines added or quantities taken away, and the edit as its webhook reports it. */
export function orderEdited(
  order: Order,
  draft: OrderEditDraft,
  catalogue: Catalogue,
): { readonly order: Order; readonly edit: OrderEdit } {
  refuseCancelled(order);
  const removed = draft.remove ?? [];
  const added = (draft.add ?? []).map((line) => lineFrom(line, catalogue));
  return {
    order: { ...order, lines: [...withoutQuantities(order, removed), ...added] },
    edit: {
      additions: added.map((line) => ({ id: line.id, delta: line.quantity })),
      removals: removed.map(({ lineId, quantity }) => ({ id: lineId, delta: quantity })),
    },
  };
}

function lineFrom(
  { productId, quantity }: { readonly productId: number; readonly quantity: number },
  catalogue: Catalogue,
): OrderLine {
  if (!Number.isInteger(quantity) || quantity < 1)
    throw new Error(
      `Quantity ${quantity} of product ${productId}: expected a whole number of at least 1`,
    );
  const product = catalogue.product(productId);
  return {
    id: catalogue.nextId(),
    productId,
    title: product.title,
    quantity,
    currentQuantity: quantity,
    unitPriceMinor: product.priceMinor,
  };
}

function withoutQuantities(
  order: Order,
  taken: readonly { readonly lineId: number; readonly quantity: number }[],
): readonly OrderLine[] {
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  for (const { lineId, quantity } of taken) {
    const line = lines.get(lineId);
    if (!line || !(quantity >= 1) || quantity > line.currentQuantity)
      throw new Error(
        `Order ${order.id} cannot give back ${quantity} of line ${lineId}: ${line ? `${line.currentQuantity} are left` : 'it has no such line'}`,
      );
    lines.set(lineId, { ...line, currentQuantity: line.currentQuantity - quantity });
  }
  return [...lines.values()];
}

function refuseCancelled(order: Order): void {
  if (order.cancelledAt !== null)
    throw new Error(`Order ${order.id} is cancelled and cannot be changed`);
}
