/** Lists that are read page by page: sorted once, cut by cursors that survive inserts and deletes. */
import { GraphQLError } from 'graphql';

const MAX_PAGE_SIZE = 250;
/** How far pagination reaches into a list; beyond it a search must narrow the list. */
const MAX_REACH = 25_000;

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly reverse?: boolean | null;
}

/** What a list is sorted by; the id settles ties, so that the order is always the same. */
export interface Ordering<Item> {
  readonly value: (item: Item) => string | number;
  readonly id: (item: Item) => number;
}

/** A list that has not been cut yet. A bulk operation takes all of it, a query one page. */
export interface Connection<Item> {
  readonly items: () => readonly Item[];
  readonly ordering: Ordering<Item>;
  readonly page: PageArguments;
}

export interface Page<Item> {
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Sorts items by the ordering, backwards when the arguments say so. */
export function connect<Item>(
  items: readonly Item[],
  ordering: Ordering<Item>,
  page: PageArguments,
): Connection<Item> {
  let sorted: readonly Item[] | undefined;
  return {
    ordering,
    page,
    items: () => {
      sorted ??= sort(items, ordering, page.reverse === true);
      return sorted;
    },
  };
}

/** One page. Throws as Shopify does for a page without a size or with one that is too large. */
export function pageOf<Item>({ items, ordering, page }: Connection<Item>): Page<Item> {
  const size = page.first ?? page.last;
  if (size === null || size === undefined)
    throw badRequest('you must provide one of first or last');
  if (size < 0 || size > MAX_PAGE_SIZE)
    throw badRequest(`a page has at most ${MAX_PAGE_SIZE} objects, ${size} were asked for`);
  const all = items();
  const compare = comparator(page.reverse === true);
  const from = page.after ? firstAfter(all, compare, ordering, page.after) : 0;
  const to = page.before ? firstAtOrAfter(all, compare, ordering, page.before) : all.length;
  const start = typeof page.first === 'number' ? from : Math.max(from, to - size);
  const end = typeof page.first === 'number' ? Math.min(to, from + size) : to;
  if (start >= MAX_REACH)
    throw badRequest(`pagination reaches ${MAX_REACH} objects; narrow the list with a search`);
  return {
    edges: all.slice(start, end).map((node) => ({ cursor: cursorOf(ordering, node), node })),
    hasNextPage: end < all.length,
    hasPreviousPage: start > 0,
  };
}

type Position = readonly [value: string | number, id: number];
type Comparator = (one: Position, other: Position) => number;

function sort<Item>(items: readonly Item[], ordering: Ordering<Item>, reverse: boolean) {
  const compare = comparator(reverse);
  return items
    .map((item) => ({ item, at: positionOf(ordering, item) }))
    .sort((one, other) => compare(one.at, other.at))
    .map(({ item }) => item);
}

function comparator(reverse: boolean): Comparator {
  return ([value, id], [otherValue, otherId]) => {
    const order = value < otherValue ? -1 : value > otherValue ? 1 : id - otherId;
    return reverse ? -order : order;
  };
}

function positionOf<Item>(ordering: Ordering<Item>, item: Item): Position {
  return [ordering.value(item), ordering.id(item)];
}

function cursorOf<Item>(ordering: Ordering<Item>, item: Item): string {
  const [last_value, last_id] = positionOf(ordering, item);
  return Buffer.from(JSON.stringify({ last_id, last_value })).toString('base64');
}

function readCursor(cursor: string): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64').toString());
    if (typeof parsed === 'object' && parsed !== null && 'last_id' in parsed)
      if ('last_value' in parsed && typeof parsed.last_id === 'number')
        if (typeof parsed.last_value === 'string' || typeof parsed.last_value === 'number')
          return [parsed.last_value, parsed.last_id];
  } catch {
    // Not JSON: refused below like any other text that is not a cursor.
  }
  throw badRequest(`Invalid cursor for current pagination sort: ${cursor}`);
}

function firstAfter<Item>(
  all: readonly Item[],
  compare: Comparator,
  ordering: Ordering<Item>,
  cursor: string,
): number {
  const at = readCursor(cursor);
  return firstIndex(all, (item) => compare(positionOf(ordering, item), at) > 0);
}

function firstAtOrAfter<Item>(
  all: readonly Item[],
  compare: Comparator,
  ordering: Ordering<Item>,
  cursor: string,
): number {
  const at = readCursor(cursor);
  return firstIndex(all, (item) => compare(positionOf(ordering, item), at) >= 0);
}

/** Where a sorted list first meets a condition that holds from there on. */
function firstIndex<Item>(all: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = all[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
