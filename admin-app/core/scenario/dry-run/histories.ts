/** The histories of the columns that orders, activities, purchases and tiers make. */
import {
  type CategoryColumn,
  type Column,
  type ColumnSet,
  type CustomerRows,
  NO_INTEGER,
} from '../../segment/columns.ts';
import { fold } from '../../segment/fold.ts';
import { isLoyalty } from '../../tier/types.ts';
import { DAY_MS, type Day } from '../../time.ts';
import type { Cell, PastFacts } from './past-facts.ts';
import { tierDays } from './replay-tiers.ts';

export interface History {
  readonly name: string;
  readonly column: Column;
  readonly cells: () => readonly Cell[];
}

type Told = Omit<Cell, 'values'>;

function int32History(name: string, size: number, none: number, told: () => readonly Told[]) {
  const values = new Int32Array(size).fill(none);
  return historyOf(name, { kind: 'int32', values }, values, told);
}

function categoryHistoryOf(
  name: string,
  size: number,
  dictionary: readonly string[],
  told: () => readonly Told[],
) {
  const codes = new Uint16Array(size);
  return historyOf(name, { kind: 'category', codes, dictionary }, codes, told);
}

function historyOf(
  name: string,
  column: Column,
  values: Cell['values'],
  told: () => readonly Told[],
): History {
  return { name, column, cells: () => told().map((each) => ({ ...each, values })) };
}

/** What order number `count` of a customer makes of a column; the order itself is the last of `orders`. */
type AfterOrder = (orders: PastFacts['orders'], customer: PastFacts) => number;

export function orderHistories(size: number, customers: readonly PastFacts[]): readonly History[] {
  const told = (after: AfterOrder) => () =>
    customers.flatMap((customer, index) =>
      customer.orders.map(({ day }, at) => {
        return { day, index, value: after(customer.orders.slice(0, at + 1), customer) };
      }),
    );
  const spent = new Float64Array(size);
  const gaps = new Float32Array(size).fill(Number.NaN);
  const dated = (name: string, after: AfterOrder) =>
    int32History(name, size, NO_INTEGER, told(after));
  return [
    int32History(
      'number_of_orders',
      size,
      0,
      told(({ length }) => length),
    ),
    historyOf('amount_spent', { kind: 'float64', values: spent }, spent, told(spentBy)),
    dated('first_order_date', ([first]) => first?.day ?? NO_INTEGER),
    dated('last_order_date', (orders) => orders.at(-1)?.day ?? NO_INTEGER),
    historyOf(
      'average_days_between_orders',
      { kind: 'float32', values: gaps },
      gaps,
      told(averageGap),
    ),
    dated('predicted_next_order_date', dueAfter),
  ];
}

function spentBy(orders: PastFacts['orders']): number {
  return orders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function averageGap(orders: PastFacts['orders']): number {
  const [first] = orders;
  const last = orders.at(-1);
  if (!first || !last || orders.length < 2) return Number.NaN;
  return (last.at - first.at) / DAY_MS / (orders.length - 1);
}

/** A due day before the order is about to be renewed. */
function dueAfter(orders: PastFacts['orders'], { dueDayAfter }: PastFacts): number {
  const due = dueDayAfter(orders.length);
  return due === null || due < (orders.at(-1)?.day ?? Infinity) ? NO_INTEGER : due;
}

const RECEIVED: ReadonlySet<string> = new Set([
  'sent',
  'perhaps sent',
  'not sent',
  'bounced',
  'order cancelled',
]);
const RESPONSES: ReadonlySet<string> = new Set(['opened', 'clicked', 'answered']);

/** What customers did themselves, as segments count it. */
export function activityHistories(size: number, rows: CustomerRows): readonly History[] {
  const channels = categoriesOf(rows, 'channel');
  const kinds = categoriesOf(rows, 'kind');
  const machines = integersOf(rows, 'by_machine');
  const didSo = (is: (kind: string) => boolean) => (row: number) =>
    machines[row] !== 1 && is(kinds.dictionary[(kinds.codes[row] ?? 0) - 1] ?? '');
  const did = didSo((kind) => !RECEIVED.has(kind));
  const responded = didSo((kind) => RESPONSES.has(kind));
  const lastDay = (name: string, counts: (row: number) => boolean) =>
    int32History(name, size, NO_INTEGER, () => rowTold(rows, counts, (_, day) => day));
  return [
    lastDay('last_activity_date', did),
    lastDay('last_response_date', responded),
    int32History('ever_engaged', size, 0, () => rowTold(rows, responded, () => 1)),
    categoryHistoryOf('last_activity_channel', size, channels.dictionary, () =>
      rowTold(rows, did, (row) => channels.codes[row] ?? 0),
    ),
  ];
}

/** The product type of what cost most in the last order. */
export function categoryHistory(size: number, rows: CustomerRows): History {
  const types = categoriesOf(rows, 'product_type');
  const dearest = dearestRows(rows);
  return categoryHistoryOf('last_purchased_category', size, types.dictionary, () =>
    rowTold(
      rows,
      (row) => dearest.has(row),
      (row) => types.codes[row] ?? 0,
    ),
  );
}

/** Of each order of each customer; orders are numbered among their customer's. */
function dearestRows(rows: CustomerRows): ReadonlySet<number> {
  const orders = integersOf(rows, 'order_id');
  const amounts = numbersOf(rows, 'amount');
  const dearest = new Set<number>();
  for (let index = 0; index + 1 < rows.starts.length; index += 1) {
    const ofOrder = new Map<number, number>();
    const end = rows.starts[index + 1] ?? 0;
    for (let row = rows.starts[index] ?? 0; row < end; row += 1) {
      const order = orders[row] ?? 0;
      const best = ofOrder.get(order);
      if (best === undefined || (amounts[row] ?? 0) > (amounts[best] ?? 0)) ofOrder.set(order, row);
    }
    for (const row of ofOrder.values()) dearest.add(row);
  }
  return dearest;
}

function rowTold(
  rows: CustomerRows,
  counts: (row: number) => boolean,
  valueAt: (row: number, day: Day) => number,
): readonly Told[] {
  const days = integersOf(rows, 'date');
  const told: Told[] = [];
  for (let index = 0; index + 1 < rows.starts.length; index += 1) {
    const end = rows.starts[index + 1] ?? 0;
    for (let row = rows.starts[index] ?? 0; row < end; row += 1) {
      const day = days[row] ?? NO_INTEGER;
      if (counts(row)) told.push({ day, index, value: valueAt(row, day) });
    }
  }
  return told;
}

/** Tiers that orders give, by the rules of today; others as they were noted, and before that as they were left. */
export function tierHistory(size: number, customers: readonly PastFacts[]): readonly History[] {
  const rules = customers[0]?.tiers ?? null;
  if (rules === null) return [];
  const codeOf = (id: string | null) => 1 + rules.tiers.findIndex((tier) => tier.id === id);
  const changesOf = ({ orders, tierChanges }: PastFacts) => {
    if (!isLoyalty(rules.basis))
      return tierDays(orders, rules).map(({ day, rank }) => ({ day, value: rank }));
    const before = tierChanges.slice(0, 1).map(({ from }) => ({ day: 0, value: codeOf(from) }));
    return [...before, ...tierChanges.map(({ day, to }) => ({ day, value: codeOf(to) }))];
  };
  const names = rules.tiers.map(({ name }) => fold(name));
  return [
    categoryHistoryOf('value_tier', size, names, () =>
      customers.flatMap((customer, index) =>
        changesOf(customer).map((change) => ({ ...change, index })),
      ),
    ),
  ];
}

function categoriesOf({ columns }: ColumnSet, name: string): CategoryColumn {
  const column = columns[name];
  return column?.kind === 'category'
    ? column
    : { kind: 'category', codes: new Uint16Array(), dictionary: [] };
}

function integersOf({ columns }: ColumnSet, name: string): Int32Array {
  const column = columns[name];
  return column?.kind === 'int32' ? column.values : new Int32Array();
}

function numbersOf({ columns }: ColumnSet, name: string): Float64Array {
  const column = columns[name];
  return column?.kind === 'float64' ? column.values : new Float64Array();
}
