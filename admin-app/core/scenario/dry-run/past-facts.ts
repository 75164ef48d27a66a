/**
 * What segments ask about a customer, as it was on each day of the past: every value that a column took, with the day on
 * which it took it. What has no history stands as it is today.
 */
import {
  type CategoryColumn,
  type Column,
  type ColumnSet,
  type CustomerRows,
  NO_INTEGER,
  type SegmentColumns,
} from '../../segment/columns.ts';
import { fold } from '../../segment/fold.ts';
import { type EventSource, functionOf } from '../../segment/functions.ts';
import { readsOf } from '../../segment/reads.ts';
import type { ResolvedQuery } from '../../segment/resolve.ts';
import { isLoyalty } from '../../tier/types.ts';
import { DAY_MS, type Day, type Instant } from '../../time.ts';
import type { CustomerPast } from './past.ts';
import { tierDays } from './replay-tiers.ts';

export interface PastFacts
  extends Pick<CustomerPast, 'orders' | 'dueDayAfter' | 'tiers' | 'tierChanges'> {
  /** The shop's day on which the customer came to be. */
  readonly knownOn: Day;
  /** Passages through scenarios, ended or not. */
  readonly passages: readonly {
    readonly scenarioId: number;
    readonly from: Day;
    readonly until: Day | null;
  }[];
  /** The first thing the customer did on a day. */
  readonly actedAt: ReadonlyMap<Day, Instant>;
}

/** Customers with what is known of them today; both in the same order. */
export interface PastFactsPage {
  readonly columns: SegmentColumns;
  readonly customers: readonly PastFacts[];
}

export interface Cell {
  /** From this day on. */
  readonly day: Day;
  /** Of a column. */
  readonly values: Int32Array | Float32Array | Float64Array | Uint16Array;
  readonly index: number;
  readonly value: number;
}

/** What is to be read of customers so that queries can be asked of their past. */
export interface NeededFacts {
  /** Of customers, as they are today: those without a history. */
  readonly columns: ReadonlySet<string>;
  readonly sources: ReadonlySet<EventSource>;
}

/** The rows that a column's history is made of; null where orders and tiers alone make it. */
const HISTORIES: Readonly<Record<string, EventSource | null>> = {
  number_of_orders: null,
  amount_spent: null,
  first_order_date: null,
  last_order_date: null,
  average_days_between_orders: null,
  predicted_next_order_date: null,
  days_overdue: null,
  last_purchased_category: 'purchases',
  last_activity_date: 'activities',
  last_activity_channel: 'activities',
  last_response_date: 'activities',
  ever_engaged: 'activities',
};

export function factsNeeded(queries: Iterable<ResolvedQuery>): NeededFacts {
  const columns = new Set<string>();
  const sources = new Set<EventSource>();
  for (const { attributes, functions } of [...queries].map(readsOf)) {
    for (const name of attributes) {
      const source = HISTORIES[name];
      if (source === undefined) columns.add(name);
      else if (source !== null) sources.add(source);
    }
    for (const name of functions) sources.add(functionOf(name).source);
  }
  return { columns, sources };
}

/** Columns as they were before everything, and what they became. */
export interface WoundBack {
  readonly columns: SegmentColumns;
  readonly cells: readonly Cell[];
}

/** Asked for by name; a column that no query asks for is left as it is today. */
export function windBack(
  { columns: today, customers }: PastFactsPage,
  asked: ReadonlySet<string>,
): WoundBack {
  const { size } = today.customers;
  const { activities, purchases } = today.rows;
  const passages = passageRows(customers);
  const histories = [
    ...orderHistories(size, customers),
    ...(activities ? activityHistories(size, activities) : []),
    ...(purchases ? [categoryHistory(size, purchases)] : []),
    ...tierHistory(size, customers),
  ].filter(({ name }) => asked.has(name));
  const replayed = histories.map(({ name, column }) => [name, column] as const);
  const cells = [...histories.flatMap((it) => it.cells()), ...passages.cells];
  return {
    columns: {
      customers: { size, columns: { ...today.customers.columns, ...Object.fromEntries(replayed) } },
      rows: { ...today.rows, enrolments: passages.rows },
    },
    cells: cells.sort((a, b) => a.day - b.day),
  };
}

interface History {
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

function orderHistories(size: number, customers: readonly PastFacts[]): readonly History[] {
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
function activityHistories(size: number, rows: CustomerRows): readonly History[] {
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
function categoryHistory(size: number, rows: CustomerRows): History {
  const types = categoriesOf(rows, 'product_type');
  const orders = integersOf(rows, 'order_id');
  const amounts = numbersOf(rows, 'amount');
  const isDearest = (row: number) => {
    for (let other = row - 1; other >= 0 && orders[other] === orders[row]; other -= 1)
      if ((amounts[other] ?? 0) >= (amounts[row] ?? 0)) return false;
    for (let other = row + 1; orders[other] === orders[row]; other += 1)
      if ((amounts[other] ?? 0) > (amounts[row] ?? 0)) return false;
    return true;
  };
  return categoryHistoryOf('last_purchased_category', size, types.dictionary, () =>
    rowTold(rows, isDearest, (row) => types.codes[row] ?? 0),
  );
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
function tierHistory(size: number, customers: readonly PastFacts[]): readonly History[] {
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

/** Every passage is a row, which names its scenario while it lasts. */
function passageRows(customers: readonly PastFacts[]) {
  const starts = new Uint32Array(customers.length + 1);
  customers.forEach(({ passages }, index) => {
    starts[index + 1] = (starts[index] ?? 0) + passages.length;
  });
  const all = customers.flatMap(({ passages }) => passages);
  const values = new Int32Array(all.length).fill(NO_INTEGER);
  const cells = all.flatMap(({ scenarioId, from, until }, index): readonly Cell[] => [
    { day: from, values, index, value: scenarioId },
    ...(until === null ? [] : [{ day: until, values, index, value: NO_INTEGER }]),
  ]);
  const columns = { scenario_id: { kind: 'int32', values } } as const;
  return { rows: { size: all.length, columns, starts }, cells };
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
