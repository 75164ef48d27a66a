/** What segments ask about customers, with when it came to be, for a dry run; some customers at a time. */
import type { NeededFacts } from '../../core/scenario/dry-run/past-facts.ts';
import type { SegmentColumns } from '../../core/segment/columns.ts';
import { CUSTOMER_COLUMNS } from '../../core/segment/row.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { readCustomerColumns, type Shown } from './segment-snapshot.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredFacts {
  readonly customerId: number;
  /** The shop's days since 1970. */
  readonly knownOn: number;
  readonly passages: readonly (readonly [scenarioId: number, from: number, until: number | null])[];
  /** The first thing done on each day since then. */
  readonly acted: readonly (readonly [day: number, at: Instant])[];
}

export interface FactsPage {
  /** As they are today. */
  readonly columns: SegmentColumns;
  /** Whose they are, by number. Whoever was deleted while this was read may be missing here or there. */
  readonly customerIds: Float64Array;
  readonly customers: readonly StoredFacts[];
}

/** Passages are read apart, with when they were. One column at least is read of whoever there is. */
function shownOf({ columns, sources }: NeededFacts): Shown {
  const unasked = Object.keys(CUSTOMER_COLUMNS).filter((name) => !columns.has(name));
  const withheld = new Set(unasked.filter((name) => name !== 'customer_added_date'));
  return { sources: [...sources], withheld };
}

/** Of these customers, by number. */
export async function readPastFacts(
  tx: ShopTransaction,
  customerIds: readonly number[],
  asked: { readonly zone: string; readonly since: Instant; readonly needed: NeededFacts },
): Promise<FactsPage> {
  const { zone, since, needed } = asked;
  const shown = shownOf(needed);
  const { columns, customerIds: found } = await readCustomerColumns(tx, zone, customerIds, shown);
  const dayOf = (at: string) => `(${at} at time zone $3)::date - date '1970-01-01'`;
  const customers = await tx.query<StoredFacts>(
    `select c.customer_id as "customerId", ${dayOf('c.created_at')} as "knownOn",
            coalesce(inside.passages, '[]') as passages, coalesce(done.acted, '[]') as acted
       from customers c
       left join lateral (
         select jsonb_agg(jsonb_build_array(e.scenario_id, ${dayOf('e.entered_at')}, ${dayOf('e.ended_at')})) as passages
           from enrolments e where e.shop_id = $1 and e.customer_id = c.customer_id) inside on true
       left join lateral (
         select jsonb_agg(jsonb_build_array(d.day, d.at)) as acted
           from (select ${dayOf('a.at')} as day, (extract(epoch from min(a.at)) * 1000)::bigint as at
                   from activities a
                  where a.shop_id = $1 and a.customer_id = c.customer_id and a.at >= $4
                  group by 1) d) done on true
      where c.shop_id = $1 and c.customer_id = any ($2::bigint[])
        and c.deleted_at is null and c.redacted_at is null
      order by c.customer_id`,
    [tx.shopId, numberArray(customerIds), zone, timestampText(since)],
  );
  return { columns, customerIds: found, customers };
}

export interface NotedTierChange {
  readonly customerId: number;
  readonly at: Instant;
  /** Null is no tier. */
  readonly from: string | null;
  readonly to: string | null;
  readonly silent: boolean;
}

/** As they were noted, oldest first. */
export async function readTierChanges(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<readonly NotedTierChange[]> {
  return await tx.query<NotedTierChange>(
    `select customer_id as "customerId", at, from_tier_id as "from", to_tier_id as "to",
            cause in ('definition edited', 'import') as silent
       from tier_events where shop_id = $1 and customer_id = any ($2::bigint[]) order by event_id`,
    [tx.shopId, numberArray(customerIds)],
  );
}

/** Whether anybody's tier changed since then, and would have been told of. */
export async function hasTierChanges(tx: ShopTransaction, since: Instant): Promise<boolean> {
  const row = await tx.one<{ noted: boolean }>(
    `select exists (select from tier_events
                     where shop_id = $1 and at >= $2 and cause not in ('definition edited', 'import')) as noted`,
    [tx.shopId, timestampText(since)],
  );
  return row.noted;
}
