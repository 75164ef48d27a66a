/** Finds what a gid stands for, and which scope it takes to read or change it. */
import { appInstallationGid, gid, parseGid } from '../../model.ts';
import type { AdminContext } from '../context.ts';
import { visibleOrders } from './lists.ts';

export interface Found {
  readonly typename: string;
  readonly record: object;
}

/** The record of a gid as a GraphQL source, or null when there is none that the app may see. */
export function findNode(context: AdminContext, id: string): Found | null {
  const parsed = parseGid(id);
  if (!parsed) return null;
  const record = findRecord(context, parsed.type, parsed.id, id);
  return record ? { typename: parsed.type, record } : null;
}

/** The same as a source for a field that answers any Node: it says of what type it is. */
export function findNodeSource(context: AdminContext, id: string): object | null {
  const found = findNode(context, id);
  return found && { ...found.record, __typename: found.typename };
}

function findRecord(
  context: AdminContext,
  type: string,
  number: number,
  id: string,
): object | null | undefined {
  const { store } = context;
  if (type === 'Customer') return store.customer(number);
  if (type === 'Product') return store.product(number);
  if (type === 'Order') {
    const order = store.order(number);
    return order && visibleOrders(context, [order])[0];
  }
  if (type === 'ProductVariant')
    return store.products().find((product) => product.variantId === number);
  if (type === 'BulkOperation') return context.bulk.get(id);
  if (type === 'Metafield') return store.metafields.all().find((one) => one.id === number);
  if (type === 'AppInstallation') return id === appInstallationGid(store.shop) ? {} : null;
  if (type === 'Shop') return id === gid('Shop', store.shop.id) ? store.shop : null;
  return null;
}

const SCOPE_NOUNS: Readonly<Record<string, string>> = {
  Customer: 'customers',
  Order: 'orders',
  Product: 'products',
  ProductVariant: 'products',
};

/** The scope for a kind of record; null for what needs none. */
export function scopeFor(access: 'read' | 'write', typename: string): string | null {
  const noun = SCOPE_NOUNS[typename];
  return noun ? `${access}_${noun}` : null;
}
