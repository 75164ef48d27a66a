/** Gives customers their tiers, writes what changed, and tells how it would be with other tiers. */
import { type Day, formatDay, type Instant } from '../../core/time.ts';
import { numberArray, textArray } from './array-literals.ts';
import { inProportion } from './table-statistics.ts';
import type { ShopTransaction } from './tenant.ts';
import {
  STANDINGS_PARAMETERS,
  type StandingsQuestion,
  standingsParameters,
  standingsSql,
} from './tier-standings.ts';
import type { KnownTier } from './tiers.ts';
import { timestampText } from './type-parsers.ts';

export type TierEventCause =
  | 'orders'
  | 'loyalty'
  | 'day'
  | 'import'
  | 'definition edited'
  | 'staff'
  | 'scenario';

export interface Assignment extends StandingsQuestion {
  readonly customerIds: readonly number[];
  readonly at: Instant;
  /** Why tiers change; null writes no events at all, when everybody gets a first tier. */
  readonly cause: TierEventCause | null;
  /** Causes of single customers, in place of the one above. */
  readonly causes?: ReadonlyMap<number, TierEventCause>;
  readonly known: ReadonlyMap<string, KnownTier>;
}

const AT = STANDINGS_PARAMETERS + 1;
/** $11 at, $12 cause, $13 and $14 single customers' causes, $15 and $16 tiers and their places. */
const ASSIGN = `
  changing as materialized (
    select s.*, ($5::text[])[nullif(s.rank, 0)] as tier_id, ($5::text[])[nullif(s.earned, 0)] as earned_id,
           ($5::text[])[nullif(s.lose_to, 0)] as lose_to_id,
           case when s.holds then ($5::text[])[s.held] end as held_id,
           case when s.holds then ($5::text[])[nullif(s.held_earned, 0)] end as held_earned_id,
           case when s.holds then s.held_until end as hold_ends
      from standing s),
  gone as (
    delete from customer_tiers t
     where t.shop_id = $1 and t.customer_id = any ($2::bigint[])
       and not exists (select from changing c where c.customer_id = t.customer_id and c.rank > 0)),
  given as (
    insert into customer_tiers as t (shop_id, customer_id, tier_id, earned_id, since, lose_on, lose_to_id, keeps, held_id,
                                     held_earned_id, held_until, check_on)
    select $1, customer_id, tier_id, earned_id, case when $12::text is not null then $${AT}::timestamptz end, lose_on,
           lose_to_id, keeps, held_id, held_earned_id, hold_ends, check_on
      from changing where rank > 0
    on conflict (shop_id, customer_id) do update
      set tier_id = excluded.tier_id, earned_id = excluded.earned_id,
          since = case when t.tier_id is distinct from excluded.tier_id then excluded.since else t.since end,
          lose_on = excluded.lose_on, lose_to_id = excluded.lose_to_id, keeps = excluded.keeps,
          held_id = excluded.held_id, held_earned_id = excluded.held_earned_id, held_until = excluded.held_until,
          check_on = excluded.check_on
    where (t.tier_id, t.earned_id, t.lose_on, t.lose_to_id, t.keeps, t.held_id, t.held_earned_id, t.held_until, t.check_on)
          is distinct from
          (excluded.tier_id, excluded.earned_id, excluded.lose_on, excluded.lose_to_id, excluded.keeps, excluded.held_id,
           excluded.held_earned_id, excluded.held_until, excluded.check_on)),
  told as (
    insert into tier_events (shop_id, customer_id, at, from_tier_id, to_tier_id, direction, cause)
    select $1, c.customer_id, $${AT}::timestamptz, c.was_id, c.tier_id,
           case when coalesce(new.place, 0) > coalesce(old.place, 0) then 'up' else 'down' end,
           coalesce(own.cause, $12::text)
      from changing c
      left join unnest($13::bigint[], $14::text[]) as own (customer_id, cause) on own.customer_id = c.customer_id
      left join unnest($15::text[], $16::real[]) as old (id, place) on old.id = c.was_id
      left join unnest($15::text[], $16::real[]) as new (id, place) on new.id = c.tier_id
     where $12::text is not null and c.tier_id is distinct from c.was_id
     order by c.customer_id
    returning 1)
  select count(*) as changed from told`;

/** One statement sees one moment and writes tiers and events together. Call `lockTiers` before. Returns the events. */
export async function assignTiers(tx: ShopTransaction, given: Assignment): Promise<number> {
  if (given.customerIds.length === 0) return 0;
  const { changed } = await inProportion(tx, () =>
    tx.one<{ changed: number }>(`with ${standingsSql(given)}, ${ASSIGN}`, [
      ...standingsParameters(tx, given),
      timestampText(given.at),
      given.cause,
      numberArray([...(given.causes?.keys() ?? [])]),
      textArray([...(given.causes?.values() ?? [])]),
      [...given.known.keys()],
      [...given.known.values()].map(({ place }) => place),
    ]),
  );
  return changed;
}

/** The next customers of a pass, by number. */
export async function readNextCustomers(
  tx: ShopTransaction,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select customer_id from customers where shop_id = $1 and customer_id > $2 order by customer_id limit $3`,
    [tx.shopId, after, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** The next customers whose tier the day alone may change, where thresholds stay the same from day to day. */
export async function readNextToCheck(
  tx: ShopTransaction,
  { day, after, limit }: { readonly day: Day; readonly after: number; readonly limit: number },
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select customer_id from customer_tiers
      where shop_id = $1 and check_on <= $2 and customer_id > $3 order by customer_id limit $4`,
    [tx.shopId, formatDay(day), after, limit],
  );
  return rows.map((row) => row.customer_id);
}

/**
 * Takes the oldest noted changes away, to be drawn conclusions from in the same transaction. Those of transactions still
 * under way are not among them, and come later.
 */
export async function takeTierChanges(
  tx: ShopTransaction,
  limit: number,
): Promise<{ readonly taken: number; readonly causes: ReadonlyMap<number, TierEventCause> }> {
  const rows = await tx.query<{ customer_id: number; cause: TierEventCause }>(
    `with oldest as (
       select change_id from tier_changes where shop_id = $1 order by change_id limit $2)
     delete from tier_changes c using oldest
      where c.shop_id = $1 and c.change_id = oldest.change_id
     returning c.customer_id, c.cause`,
    [tx.shopId, limit],
  );
  const causes = new Map<number, TierEventCause>();
  for (const { customer_id: customerId, cause } of rows) {
    // What came with a first reading is not congratulated on, whatever else came at the same time.
    if (causes.get(customerId) !== 'import') causes.set(customerId, cause);
  }
  return { taken: rows.length, causes };
}

/** For this transaction: whoever follows tiers hears of everybody, once the pass is over. */
export async function tellOnceForEverybody(tx: ShopTransaction): Promise<void> {
  await tx.query(`select set_config('rondo.tiers_of_everybody', 'on', true)`);
}

export interface TierCounts {
  /** By rank, without any tier first. */
  readonly customers: readonly number[];
  readonly up: number;
  readonly down: number;
}

/** How many would be in each tier, and how many would rise and fall from where they are. Writes nothing. */
export async function previewTiers(
  tx: ShopTransaction,
  question: StandingsQuestion,
  /** What every tier there is would be among the new ones. */
  places: ReadonlyMap<string, number>,
): Promise<TierCounts> {
  const rows = await inProportion(tx, () =>
    tx.query<{ rank: number; customers: number; up: number; down: number }>(
      `with ${standingsSql(question)},
     places as (select * from unnest($11::text[], $12::real[]) as p (id, place))
     select s.rank, count(*) as customers,
            count(*) filter (where s.rank > coalesce(p.place, 0)) as up,
            count(*) filter (where s.rank < coalesce(p.place, 0)) as down
       from standing s left join places p on p.id = s.was_id
      group by s.rank`,
      [...standingsParameters(tx, question), [...places.keys()], [...places.values()]],
    ),
  );
  const customers = Array.from({ length: question.definition.tiers.length + 1 }, () => 0);
  let up = 0;
  let down = 0;
  for (const row of rows) {
    customers[row.rank] = row.customers;
    up += row.up;
    down += row.down;
  }
  return { customers, up, down };
}

/** How many customers are in each tier now, by id. */
export async function countTiers(tx: ShopTransaction): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ tier_id: string; customers: number }>(
    'select tier_id, count(*) as customers from customer_tiers where shop_id = $1 and tier_id is not null group by tier_id',
    [tx.shopId],
  );
  return new Map(rows.map((row) => [row.tier_id, row.customers]));
}
