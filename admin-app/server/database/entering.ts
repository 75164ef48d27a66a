/** Who enters a scenario, or would. */
import type { InactiveDefinition } from '../../core/scenario/types.ts';
import { type Day, type DayText, formatDay, type Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { JOIN_SUPPRESSION, MAY_EMAIL } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** The shop's today and its zone; days are counted there. */
export interface ShopDay {
  readonly today: Day;
  readonly zone: string;
}

export interface Entrant {
  readonly customerId: number;
  /** As Postgres writes it: a rounded one would make the order look newer than itself. */
  readonly lastOrderAt: string;
  readonly lastOrderDay: DayText;
  /** Null where nothing is predicted. */
  readonly dueDay: DayText | null;
}

/**
 * Customers `c` with their order facts `f` and prediction `p` who count as inactive; $1 is the day, $2 the zone, $3 the
 * number of days. A due day that is not after the last order belongs to an order before it and is about to be renewed.
 */
function inactiveCustomers({ kind }: InactiveDefinition, among = ''): string {
  const isInactive =
    kind === 'overdue'
      ? `p.due_day + $3::int <= $1::date and p.due_day >= (f.last_order_at at time zone $2)::date`
      : `(f.last_order_at at time zone $2)::date + $3::int <= $1::date`;
  return `
    from ${among} order_facts f
    join customers c on c.shop_id = f.shop_id and c.customer_id = f.customer_id
    left join predictions p on p.shop_id = f.shop_id and p.customer_id = f.customer_id
    ${JOIN_SUPPRESSION}
   where c.deleted_at is null and c.redacted_at is null and ${isInactive}`;
}

export interface EntrantsQuery {
  readonly scenarioId: number;
  readonly inactive: InactiveDefinition;
  readonly day: ShopDay;
}

/** Inactive, may be e-mailed, not inside this scenario ($4), and not entered before for the same silence. */
function entrants(inactive: InactiveDefinition, among?: string): string {
  return `${inactiveCustomers(inactive, among)}
    and ${MAY_EMAIL}
    and not exists (
      select from enrolments e
       where e.shop_id = c.shop_id and e.customer_id = c.customer_id and e.scenario_id = $4
         and (e.ended_at is null or e.last_order_at >= f.last_order_at))`;
}

/** Everybody who enters now. They are then taken in some at a time, each looked at once more. */
export async function readEntrantIds(
  tx: ShopTransaction,
  { scenarioId, inactive, day }: EntrantsQuery,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select c.customer_id ${entrants(inactive)} order by c.customer_id`,
    [formatDay(day.today), day.zone, inactive.days, scenarioId],
  );
  return rows.map((row) => row.customer_id);
}

/** Those of these customers who enter now. */
export async function readEntrants(
  tx: ShopTransaction,
  { scenarioId, inactive, day }: EntrantsQuery,
  customerIds: readonly number[],
): Promise<readonly Entrant[]> {
  return await tx.query<Entrant>(
    `select c.customer_id as "customerId", f.last_order_at::text as "lastOrderAt",
            (f.last_order_at at time zone $2)::date as "lastOrderDay", p.due_day as "dueDay"
     ${entrants(inactive, 'unnest($5::bigint[]) as asked (customer_id) natural join')}`,
    [formatDay(day.today), day.zone, inactive.days, scenarioId, numberArray(customerIds)],
  );
}

/** How many are inactive now, and how many of those may be e-mailed. */
export async function countInactive(
  tx: ShopTransaction,
  inactive: InactiveDefinition,
  day: ShopDay,
): Promise<{ readonly inactive: number; readonly reachable: number }> {
  return await tx.one(
    `select count(*) as inactive, count(*) filter (where ${MAY_EMAIL}) as reachable
     ${inactiveCustomers(inactive)}`,
    [formatDay(day.today), day.zone, inactive.days],
  );
}

export interface NewEnrolment {
  readonly customerId: number;
  readonly cause: string;
  readonly heldOut: boolean;
  readonly lastOrderAt: string;
}

export interface Entered {
  readonly enrolmentId: number;
  readonly customerId: number;
}

/** Takes customers in, at the start block, before the first step. Who entered already for this cause is left out. */
export async function insertEnrolments(
  tx: ShopTransaction,
  entry: {
    readonly scenarioId: number;
    readonly version: number;
    readonly startBlockId: string;
    readonly at: Instant;
    readonly enrolments: readonly NewEnrolment[];
  },
): Promise<readonly Entered[]> {
  const { enrolments } = entry;
  if (enrolments.length === 0) return [];
  return await tx.query<Entered>(
    `insert into enrolments
       (shop_id, scenario_id, version, customer_id, cause, held_out, last_order_at, entered_at, block_id, block_since)
     select $1, $2, $3, g.customer_id, g.cause, g.held_out, g.last_order_at, $4, $5, $4
       from unnest($6::bigint[], $7::text[], $8::boolean[], $9::timestamptz[])
         as g (customer_id, cause, held_out, last_order_at)
     on conflict do nothing
     returning enrolment_id as "enrolmentId", customer_id as "customerId"`,
    [
      tx.shopId,
      entry.scenarioId,
      entry.version,
      timestampText(entry.at),
      entry.startBlockId,
      numberArray(enrolments.map((it) => it.customerId)),
      enrolments.map((it) => it.cause),
      enrolments.map((it) => it.heldOut),
      enrolments.map((it) => it.lastOrderAt),
    ],
  );
}
