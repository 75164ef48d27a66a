/**
 * One line of a bulk operation's file → what it tells. A line that cannot be read is told with its reason, and with the
 * thing it was about where that can still be seen, so that it can be asked for by itself.
 */
import type {
  CompleteCustomer,
  CustomerStatistics,
  StoreOrder,
  StoreOrderLine,
  StoreProduct,
  SyncResource,
} from '../../core/store-records.ts';
import { InvalidRecordError } from './errors.ts';
import { asFields, type Fields, gidNumber } from './record-fields.ts';
import {
  readCustomerNode,
  readLineNode,
  readOrderNode,
  readProductNode,
  readStatisticsNode,
} from './store-nodes.ts';

export type BulkLine =
  | { readonly kind: 'customer'; readonly customer: CompleteCustomer }
  | { readonly kind: 'customer statistics'; readonly statistics: CustomerStatistics }
  | { readonly kind: 'product'; readonly product: StoreProduct }
  | { readonly kind: 'order'; readonly order: StoreOrder }
  | { readonly kind: 'order line'; readonly line: StoreOrderLine }
  | {
      readonly kind: 'unreadable';
      readonly reason: string;
      /** Number of the customer, product or order that the line belongs to, if it can be seen. */
      readonly entityId: number | null;
    };

/** Never throws. */
export function readBulkLine(resource: SyncResource, line: string): BulkLine {
  try {
    return readLine(resource, asFields(JSON.parse(line), 'The line'));
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error), entityId: entityOf(resource, line) };
  }
}

function readLine(resource: SyncResource, node: Fields): BulkLine {
  switch (resource) {
    case 'customers':
      return { kind: 'customer', customer: readCustomerNode(node) };
    case 'customer statistics':
      return { kind: 'customer statistics', statistics: readStatisticsNode(node) };
    case 'products':
      return { kind: 'product', product: readProductNode(node) };
    case 'orders':
      return '__parentId' in node
        ? { kind: 'order line', line: readLineNode(node, gidNumber(node, '__parentId', 'Order')) }
        : { kind: 'order', order: readOrderNode(node) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof InvalidRecordError) return error.message;
  if (error instanceof SyntaxError) return `The line is not JSON: ${error.message}`;
  throw error;
}

const ENTITY: Readonly<Record<SyncResource, RegExp>> = {
  customers: /"gid:\/\/shopify\/Customer\/(\d{1,15})"/,
  'customer statistics': /"gid:\/\/shopify\/Customer\/(\d{1,15})"/,
  products: /"gid:\/\/shopify\/Product\/(\d{1,15})"/,
  orders: /"gid:\/\/shopify\/Order\/(\d{1,15})"/,
};

/** An order's line names the order in `__parentId`; a customer inside an order's line is of another type. */
function entityOf(resource: SyncResource, line: string): number | null {
  const digits = ENTITY[resource].exec(line)?.[1];
  return digits === undefined ? null : Number(digits);
}
