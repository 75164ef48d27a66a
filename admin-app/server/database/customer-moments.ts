/** What the steps of a scenario ask about customers besides what the enrolment remembers, read for a whole batch. */
import { type Day, type DayText, type Instant, parseDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CustomerBasics {
  readonly customerId: number;
  /** Two-letter code; null where it is not known. */
  readonly country: string | null;
  readonly birthday: { readonly month: number; readonly date: number } | null;
  /** The predicted day of the next order; null for none, or one that is about to be renewed. */
  readonly dueDay: Day | null;
}

interface BasicsRow {
  readonly customer_id: number;
  readonly country: string | null;
  readonly birthday: DayText | null;
  readonly due_day: DayText | null;
}

export async function readCustomerBasics(
  tx: ShopTransaction,
  customerIds: readonly number[],
  shopZone: string,
): Promise<ReadonlyMap<number, CustomerBasics>> {
  const rows = await tx.query<BasicsRow>(
    `select c.customer_id, nullif(c.country, '') as country, c.birthday,
            case when p.due_day >= (f.last_order_at at time zone $3)::date then p.due_day end as due_day
       from customers c
       left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
       left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
      where c.shop_id = $1 and c.customer_id = any ($2::bigint[])`,
    [tx.shopId, numberArray(customerIds), shopZone],
  );
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        customerId: row.customer_id,
        country: row.country,
        birthday: row.birthday === null ? null : monthAndDateOf(row.birthday),
        dueDay: row.due_day === null ? null : parseDay(row.due_day),
      },
    ]),
  );
}

function monthAndDateOf(day: DayText) {
  const [, month = 1, date = 1] = day.split('-').map(Number);
  return { month, date };
}

/** How often something was done, by hour of the week, Monday 0:00 first. */
export type HourCounts = ReadonlyMap<number, number>;

const HOUR_OF_WEEK = (local: string) =>
  `((extract(isodow from ${local})::int - 1) * 24 + extract(hour from ${local})::int)`;
/** What shows that somebody looks at their messages, or at the shop, at that hour. */
const TELLING = `(a.kind in ('ordered', 'opened', 'clicked', 'answered', 'visited', 'logged in', 'page viewed',
  'product viewed', 'collection viewed') or a.channel = 'on-site')`;

/** Of these customers since then, each on the clock of their zone; who did nothing is left out. */
export async function readCustomerHours(
  tx: ShopTransaction,
  customers: readonly { readonly customerId: number; readonly zone: string }[],
  since: Instant,
): Promise<ReadonlyMap<number, HourCounts>> {
  if (customers.length === 0) return new Map();
  const rows = await tx.query<{ customer_id: number; hour: number; times: number }>(
    `select asked.customer_id, ${HOUR_OF_WEEK('told.local')} as hour, count(*) as times
       from unnest($2::bigint[], $3::text[]) as asked (customer_id, zone)
       cross join lateral (
         select a.at at time zone asked.zone as local from activities a
          where a.shop_id = $1 and a.customer_id = asked.customer_id and a.at >= $4 and not a.by_machine and ${TELLING}
       ) told
      group by 1, 2`,
    [
      tx.shopId,
      numberArray(customers.map((it) => it.customerId)),
      customers.map((it) => it.zone),
      timestampText(since),
    ],
  );
  const counts = new Map<number, Map<number, number>>();
  for (const { customer_id: customerId, hour, times } of rows) {
    const own = counts.get(customerId) ?? new Map<number, number>();
    counts.set(customerId, own.set(hour, times));
  }
  return counts;
}

/** Enough to know a shop's week. */
const MOST_LOOKED_AT = 20_000;

/** Of the whole shop: its newest orders and reactions, on its own clock. */
export async function readShopHours(tx: ShopTransaction, zone: string): Promise<HourCounts> {
  const rows = await tx.query<{ hour: number; times: number }>(
    `select ${HOUR_OF_WEEK('local')} as hour, count(*) as times
       from (
         (select o.processed_at at time zone $2 as local from orders o
           where o.shop_id = $1 and o.counts order by o.processed_at desc limit ${MOST_LOOKED_AT})
         union all
         (select a.at at time zone $2 from activities a
           where a.shop_id = $1 and a.kind in ('opened', 'clicked', 'answered') and not a.by_machine
           limit ${MOST_LOOKED_AT})) told
      group by 1`,
    [tx.shopId, zone],
  );
  return new Map(rows.map(({ hour, times }) => [hour, times]));
}
