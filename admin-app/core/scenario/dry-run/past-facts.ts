/**
 * What segments ask about a customer, as it was on each day of the past: every value that a column took, with the day on
 * which it took it. What has no history stands as it is today.
 */
import { NO_INTEGER, type SegmentColumns } from '../../segment/columns.ts';
import { type EventSource, functionOf } from '../../segment/functions.ts';
import { readsOf } from '../../segment/reads.ts';
import type { ResolvedQuery } from '../../segment/resolve.ts';
import type { Day, Instant } from '../../time.ts';
import { activityHistories, categoryHistory, orderHistories, tierHistory } from './histories.ts';
import type { CustomerPast } from './past.ts';

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
