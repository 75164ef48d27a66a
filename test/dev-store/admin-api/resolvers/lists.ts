/** The lists of a shop: who is visible in them, how they are searched and sorted. */
import { DAY_MS } from '../../../../admin-app/core/time.ts';
import type { Customer, Order, Product } from '../../model.ts';
import { totalsOf } from '../../order-totals.ts';
import { type Connection, connect, type Ordering, type PageArguments } from '../connection.ts';
import type { AdminContext, Arguments } from '../context.ts';
import { customerIndex, orderIndex, PRODUCT_INDEX } from '../search/indexes.ts';
import { matcherFor, type SearchIndex } from '../search/match.ts';

/** Orders older than this need the read_all_orders scope. */
const ORDER_WINDOW_MS = 60 * DAY_MS;

export function customerList(context: AdminContext, args: Arguments): Connection<Customer> {
  const index = customerIndex(context.store);
  return list(context.store.customers(), args, { context, index, ordering: customersBy });
}

export function orderList(
  context: AdminContext,
  args: Arguments,
  orders: readonly Order[] = context.store.orders(),
): Connection<Order> {
  const index = orderIndex(context.store);
  return list(visibleOrders(context, orders), args, { context, index, ordering: ordersBy });
}

export function productList(context: AdminContext, args: Arguments): Connection<Product> {
  const products = context.store.products();
  return list(products, args, { context, index: PRODUCT_INDEX, ordering: productsBy });
}

/** The orders that the app may see: those of the last 60 days, or all with read_all_orders. */
export function visibleOrders(context: AdminContext, orders: readonly Order[]): readonly Order[] {
  if (context.installation.hasScope('read_all_orders')) return orders;
  const since = context.store.now() - ORDER_WINDOW_MS;
  return orders.filter((order) => order.createdAt >= since);
}

/** How many a list has; beyond the limit only that there are at least so many. */
export function countOf(
  connection: { readonly items: () => readonly unknown[] },
  args: Arguments,
): { readonly count: number; readonly precision: 'EXACT' | 'AT_LEAST' } {
  const limit = typeof args.limit === 'number' ? args.limit : Number.POSITIVE_INFINITY;
  const count = connection.items().length;
  return count > limit ? { count: limit, precision: 'AT_LEAST' } : { count, precision: 'EXACT' };
}

interface ListRules<Item> {
  readonly context: AdminContext;
  readonly index: SearchIndex<Item>;
  readonly ordering: (sortKey: string) => Ordering<Item>;
}

function list<Item extends { readonly updatedAt: number }>(
  items: readonly Item[],
  args: Arguments,
  { context, index, ordering }: ListRules<Item>,
): Connection<Item> {
  const query = typeof args.query === 'string' ? args.query : null;
  const matcher = matcherFor(query, index);
  if (query && matcher.unknownFields.length > 0)
    context.searchWarnings.push({ query, fields: matcher.unknownFields });
  const unseenSince = context.store.now() - context.searchLagMs;
  const found = query
    ? items.filter(
        (item) =>
          (context.searchLagMs === 0 || item.updatedAt <= unseenSince) && matcher.matches(item),
      )
    : items;
  return connect(found, ordering(String(args.sortKey ?? 'ID')), pageArguments(args));
}

/** The schema has checked their types; what is not a page argument is left out. */
export function pageArguments(args: Arguments): PageArguments {
  const { first, last, after, before, reverse } = args as PageArguments;
  return { first, last, after, before, reverse } as PageArguments;
}

const id = (record: { readonly id: number }): number => record.id;

function customersBy(sortKey: string): Ordering<Customer> {
  if (sortKey === 'CREATED_AT') return { value: (customer) => customer.createdAt, id };
  if (sortKey === 'UPDATED_AT') return { value: (customer) => customer.updatedAt, id };
  if (sortKey === 'NAME')
    return { value: ({ lastName, firstName }) => `${lastName}, ${firstName}`, id };
  return { value: id, id };
}

function ordersBy(sortKey: string): Ordering<Order> {
  if (sortKey === 'CREATED_AT') return { value: (order) => order.createdAt, id };
  if (sortKey === 'UPDATED_AT') return { value: (order) => order.updatedAt, id };
  if (sortKey === 'PROCESSED_AT') return { value: (order) => order.processedAt, id };
  if (sortKey === 'ORDER_NUMBER') return { value: (order) => order.number, id };
  if (sortKey === 'TOTAL_PRICE') return { value: (order) => totalsOf(order).total, id };
  return { value: id, id };
}

function productsBy(sortKey: string): Ordering<Product> {
  if (sortKey === 'CREATED_AT') return { value: (product) => product.createdAt, id };
  if (sortKey === 'UPDATED_AT') return { value: (product) => product.updatedAt, id };
  if (sortKey === 'TITLE') return { value: (product) => product.title, id };
  if (sortKey === 'PRODUCT_TYPE') return { value: (product) => product.productType, id };
  return { value: id, id };
}
