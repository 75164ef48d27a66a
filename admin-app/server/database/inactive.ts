/** What a shop calls inactive, and how many customers are, as they were last counted. */

import {
  INACTIVE_LISTS,
  type InactiveDefinition,
  type InactiveList,
  type InactiveRange,
  USUAL_INACTIVE,
} from '../../core/segment/inactive.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { type Day, type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';
import { conditionOf, type ShopMoment } from './segment-members.ts';
import { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface InactiveCell {
  readonly order: InactiveRange;
  readonly response: InactiveRange;
  readonly customers: number;
}
export interface CountedInactive {
  readonly customers: number;
  /** Only cells with somebody in them. */
  readonly cells: readonly InactiveCell[];
  readonly lists: Readonly<Record<InactiveList, number>>;
}
/** What the counts are right for. */
export interface CountedFor {
  readonly at: Instant;
  readonly day: Day;
  /** Of the definition. */
  readonly version: number;
  /** Says whether facts have changed since; see `readFactsVersion`. */
  readonly facts: string;
}
export interface StoredInactive {
  readonly definition: InactiveDefinition;
  /** 0 until somebody has saved one. */
  readonly version: number;
  readonly counted: (CountedInactive & CountedFor) | null;
}

interface Row {
  readonly definition: InactiveDefinition | null;
  readonly version: number;
  readonly counts: CountedInactive | null;
  readonly counted_at: Instant | null;
  readonly counted_on: DayText | null;
  readonly counted_version: number | null;
  readonly counted_facts: string | null;
}

export async function readInactive(tx: ShopTransaction): Promise<StoredInactive> {
  const row = await tx.maybeOne<Row>('select * from inactive_settings where shop_id = $1', [
    tx.shopId,
  ]);
  if (!row) return { definition: USUAL_INACTIVE, version: 0, counted: null };
  return {
    definition: row.definition ?? USUAL_INACTIVE,
    version: row.version,
    counted: countedOf(row),
  };
}

/** The columns about counts are filled together. */
function countedOf(row: Row): StoredInactive['counted'] {
  const { counts, counted_at: at, counted_on: day, counted_version: version } = row;
  if (counts === null || at === null || day === null || version === null) return null;
  return { ...counts, at, day: parseDay(day), version, facts: row.counted_facts ?? '' };
}

/** False, and nothing is written, when the definition has another version than the one given. */
export async function writeInactiveDefinition(
  tx: ShopTransaction,
  definition: InactiveDefinition,
  version: number,
): Promise<boolean> {
  await tx.execute(
    'insert into inactive_settings (shop_id) values ($1) on conflict (shop_id) do nothing',
    [tx.shopId],
  );
  const written = await tx.execute(
    `update inactive_settings set definition = $2, version = version + 1
      where shop_id = $1 and version = $3`,
    [tx.shopId, JSON.stringify(definition), version],
  );
  return written === 1;
}

export async function writeInactiveCounts(
  tx: ShopTransaction,
  counts: CountedInactive,
  { at, day, version, facts }: CountedFor,
): Promise<void> {
  await tx.execute(
    `insert into inactive_settings
       (shop_id, counts, counted_at, counted_on, counted_version, counted_facts)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (shop_id) do update
       set counts = excluded.counts, counted_at = excluded.counted_at, counted_on = excluded.counted_on,
           counted_version = excluded.counted_version, counted_facts = excluded.counted_facts`,
    [tx.shopId, JSON.stringify(counts), timestampText(at), formatDay(day), version, facts],
  );
}

/** Another text after any fact that segments read has changed; call `startTracking` once before. */
export async function readFactsVersion(tx: ShopTransaction): Promise<string> {
  const row = await tx.maybeOne<{ facts: string }>(
    `select concat_ws('.', epoch, version,
              (select max(change_id) from segment_changes where shop_id = $1 and taken_version is null)) as facts
       from segment_tracking where shop_id = $1`,
    [tx.shopId],
  );
  return row?.facts ?? '';
}

export interface CountedQueries {
  readonly orders: readonly (readonly [InactiveRange, ResolvedQuery])[];
  readonly responses: readonly (readonly [InactiveRange, ResolvedQuery])[];
  readonly lists: Readonly<Record<InactiveList, ResolvedQuery>>;
}

/** What the queries read. Each is worked out once for a customer, however many queries ask. */
const CUSTOMERS = `(
  select customer_id, customer_added_date, number_of_orders, last_order_date, last_response_date,
         last_activity_date, predicted_next_order_date, average_days_between_orders
    from segment_customers where shop_id = $1 offset 0)`;

/** Looks at every customer, once: some ten seconds for a million. */
export async function countInactive(
  tx: ShopTransaction,
  { orders, responses, lists }: CountedQueries,
  moment: ShopMoment,
): Promise<CountedInactive> {
  const asking = new Asking(tx.shopId, moment);
  const rangeOf = (ranges: CountedQueries['orders']): string =>
    `case ${ranges.map(([range, query]) => `when ${asking.sqlOf(query)} then '${range}'`).join(' ')} end`;
  const rows = await tx.query<InactiveCell & Record<InactiveList, number>>(
    `select ${rangeOf(orders)} as "order", ${rangeOf(responses)} as response,
            count(*) as customers, ${asking.within(lists)}
       from ${CUSTOMERS} c
      group by 1, 2 order by 1, 2`,
    asking.values.values,
  );
  const sum = (of: 'customers' | InactiveList) => rows.reduce((all, row) => all + row[of], 0);
  return {
    customers: sum('customers'),
    cells: rows.map(({ order, response, customers }) => ({ order, response, customers })),
    lists: { silent: sum('silent'), never: sum('never'), inactive: sum('inactive') },
  };
}

/** The lists alone: what only the ranges read is not worked out. */
export async function countLists(
  tx: ShopTransaction,
  lists: CountedQueries['lists'],
  moment: ShopMoment,
): Promise<CountedInactive['lists']> {
  const asking = new Asking(tx.shopId, moment);
  return await tx.one<Record<InactiveList, number>>(
    `select ${asking.within(lists)} from ${CUSTOMERS} c`,
    asking.values.values,
  );
}

/** Queries of one statement; $1 is the shop. */
class Asking {
  readonly values: StatementValues;
  readonly #shopId: number;
  readonly #moment: ShopMoment;

  constructor(shopId: number, moment: ShopMoment) {
    this.values = new StatementValues(shopId);
    this.#shopId = shopId;
    this.#moment = moment;
  }

  sqlOf(query: ResolvedQuery): string {
    const place = { shopId: this.#shopId, firstParameter: this.values.next };
    const { sql, parameters } = conditionOf(query, this.#moment, place);
    this.values.addAll(parameters);
    return sql;
  }

  within(lists: CountedQueries['lists']): string {
    return INACTIVE_LISTS.map(
      (list) => `count(*) filter (where ${this.sqlOf(lists[list])}) as ${list}`,
    ).join(', ');
  }
}
