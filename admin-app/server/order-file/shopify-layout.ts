/**
 * Shopify's own export of orders. One row per line item, and only the first row of an order has its status and totals.
 * There is no customer id in it: customers are told apart by e-mail, without one by phone.
 */
import { createDayReader, type FileConventions, parseAmount } from './field-values.ts';
import type { LeftOut, RowReader } from './order-row.ts';

/** The header as Shopify writes it, in small letters; files without one of these are not taken for an export. */
export const SHOPIFY_COLUMNS = [
  'name',
  'email',
  'financial status',
  'total',
  'created at',
] as const;

/** The same as count in the app: an order that was paid and later refunded is still a day the customer bought. */
const COUNTING = new Set(['paid', 'partially_paid', 'partially_refunded', 'refunded']);

/** Shopify's gateway for trying things out. */
const TEST_GATEWAY = /\bbogus\b/i;

export function shopifyRowReader(
  header: readonly string[],
  conventions: FileConventions,
): RowReader {
  const read = (fields: readonly string[], column: string) =>
    (fields[header.indexOf(column)] ?? '').trim();
  const readDay = createDayReader();
  const names = new Set<string>();
  return (fields) => {
    const status = read(fields, 'financial status').toLowerCase();
    const total = read(fields, 'total');
    if (status === '' && total === '') return { kind: 'continued' };
    const customer = customerOf(read(fields, 'email'), read(fields, 'phone'));
    const name = read(fields, 'name');
    const why = leftOut({
      isAgain: name !== '' && names.has(name),
      isCancelled: read(fields, 'cancelled at') !== '',
      isTest: TEST_GATEWAY.test(read(fields, 'payment method')),
      isPaid: COUNTING.has(status),
      hasCustomer: customer !== '',
    });
    if (why !== null) return { kind: 'left out', why };
    const day = readDay(read(fields, 'created at'));
    if (typeof day !== 'number') return day;
    const amount = parseAmount(total, conventions);
    if (typeof amount === 'object' && amount !== null) return amount;
    const refunded = parseAmount(read(fields, 'refunded amount'), conventions);
    if (typeof refunded === 'object' && refunded !== null) return refunded;
    names.add(name);
    const amountMinor = amount === null ? null : Math.max(0, amount - (refunded ?? 0));
    return { kind: 'order', order: { customer, day, amountMinor } };
  };
}

/** Addresses that differ only in capitals are one; phones are written with an apostrophe to survive spreadsheets. */
function customerOf(email: string, phone: string): string {
  return email !== '' ? email.toLowerCase() : phone.replace(/^'/, '').replace(/[\s().-]/g, '');
}

function leftOut(order: {
  readonly isAgain: boolean;
  readonly isCancelled: boolean;
  readonly isTest: boolean;
  readonly isPaid: boolean;
  readonly hasCustomer: boolean;
}): LeftOut | null {
  if (order.isAgain) return 'same order again';
  if (order.isCancelled) return 'cancelled';
  if (order.isTest) return 'test order';
  if (!order.isPaid) return 'not paid';
  return order.hasCustomer ? null : 'no customer';
}
