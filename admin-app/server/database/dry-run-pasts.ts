/** Customers' pasts as a dry run needs them, some at a time; in a large shop a part of them, chosen by hash. */
import type { DayText, Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { IS_LOGIN, IS_VISIT } from './news-candidates.ts';
import { JOIN_SMS_SUPPRESSION, JOIN_SUPPRESSION, MAY_EMAIL, MAY_SMS } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredPast {
  readonly customerId: number;
  readonly birthday: DayText | null;
  /** Seen from the last order. */
  readonly dueDay: DayText | null;
  readonly mayEmail: boolean;
  readonly maySms: boolean;
  readonly mayPush: boolean;
  /** Oldest first; days since 1970 in the shop's zone, product types as they are spelled now. */
  readonly orders: readonly (readonly [
    at: Instant,
    day: number,
    categories: readonly string[],
    amountMinor: number,
    isRefunded: boolean,
  ])[];
  readonly knownSince: Instant;
  /** Oldest first; none unless they are asked for. */
  readonly activities: readonly (readonly [
    at: Instant,
    day: number,
    url: string | null,
    seen: 'visit' | 'login' | null,
  ])[];
}

/** Which activities are looked at, and since when; null leaves them out. */
export interface PastActivities {
  readonly clicksSince: Instant | null;
  readonly visitsSince: Instant | null;
}

/** Whose pasts can have let them in. */
export interface Concerned {
  /** False: only those with an order or a birthday. */
  readonly everybody: boolean;
}

export interface PastsPage extends Concerned {
  readonly zone: string;
  readonly after: number;
  readonly limit: number;
  /** One customer in so many. */
  readonly oneIn: number;
  readonly activities: PastActivities;
}

const CATEGORIES = `array(
  select distinct p.product_type from order_lines l
    join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
   where l.shop_id = o.shop_id and l.order_id = o.order_id and p.product_type <> '')`;

const WITH_PAST = `(c.birthday is not null
  or exists (select from order_facts f where f.shop_id = $1 and f.customer_id = c.customer_id))`;

const ACTIVITIES = `
  select jsonb_agg(jsonb_build_array((extract(epoch from a.at) * 1000)::bigint,
                                     (a.at at time zone $2)::date - date '1970-01-01',
                                     case when a.kind = 'clicked' then a.details ->> 'url' end,
                                     case when ${IS_LOGIN('a')} then 'login' when ${IS_VISIT('a')} then 'visit' end)
                   order by a.at, a.activity_id) as activities
    from activities a
   where a.shop_id = $1 and a.customer_id = c.customer_id and not a.by_machine
     and (a.kind = 'clicked' and a.at >= $6::timestamptz or ${IS_VISIT('a')} and a.at >= $7::timestamptz)`;

/** By customer, after the one named. */
export async function readPasts(
  tx: ShopTransaction,
  { zone, after, limit, oneIn, activities, everybody }: PastsPage,
): Promise<readonly StoredPast[]> {
  return await tx.query<StoredPast>(
    `select c.customer_id as "customerId", c.birthday, p.due_day as "dueDay",
            ${MAY_EMAIL} as "mayEmail", ${MAY_SMS} as "maySms",
            exists (select from push_subscriptions s where s.shop_id = $1 and s.customer_id = c.customer_id) as "mayPush",
            coalesce(log.orders, '[]') as orders, c.created_at as "knownSince",
            coalesce(done.activities, '[]') as activities
       from (select c.customer_id from customers c
              where c.shop_id = $1 and c.customer_id > $3 and c.deleted_at is null and c.redacted_at is null
                and abs(hashint8(c.customer_id)::bigint) % $5 = 0 and ${everybody ? 'true' : WITH_PAST}
              order by c.customer_id limit $4) asked
       join customers c on c.shop_id = $1 and c.customer_id = asked.customer_id
       ${JOIN_SUPPRESSION} ${JOIN_SMS_SUPPRESSION}
       left join predictions p on p.shop_id = $1 and p.customer_id = c.customer_id
       left join lateral (
         select jsonb_agg(jsonb_build_array((extract(epoch from o.processed_at) * 1000)::bigint,
                                            (o.processed_at at time zone $2)::date - date '1970-01-01', ${CATEGORIES},
                                            o.total_minor, o.financial_status = 'refunded')
                          order by o.processed_at, o.order_id) as orders
           from orders o where o.shop_id = $1 and o.customer_id = c.customer_id and o.counts) log on true
       left join lateral (${ACTIVITIES}) done on true
      order by c.customer_id`,
    [
      tx.shopId,
      zone,
      after,
      limit,
      oneIn,
      sinceText(activities.clicksSince),
      sinceText(activities.visitsSince),
    ],
  );
}

function sinceText(since: Instant | null): string | null {
  return since === null ? null : timestampText(since);
}

/** Customers who could have entered. */
export async function countPasts(tx: ShopTransaction, { everybody }: Concerned): Promise<number> {
  const row = await tx.one<{ customers: number }>(
    `select count(*) as customers from customers c
      where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null
        and ${everybody ? 'true' : WITH_PAST}`,
    [tx.shopId],
  );
  return row.customers;
}

export interface Overlap {
  readonly scenarioId: number;
  readonly name: string;
  readonly customers: number;
}

/** How many of these customers were in other scenarios at some time since then. */
export async function countOverlaps(
  tx: ShopTransaction,
  scenarioId: number,
  customerIds: readonly number[],
  since: Instant,
): Promise<readonly Overlap[]> {
  if (customerIds.length === 0) return [];
  return await tx.query<Overlap>(
    `select e.scenario_id as "scenarioId", s.name, count(distinct e.customer_id) as customers
       from enrolments e join scenarios s on s.shop_id = e.shop_id and s.scenario_id = e.scenario_id
      where e.shop_id = $1 and e.customer_id = any ($3::bigint[]) and e.scenario_id <> $2
        and (e.ended_at is null or e.ended_at >= $4)
      group by e.scenario_id, s.name`,
    [tx.shopId, scenarioId, numberArray(customerIds), timestampText(since)],
  );
}

/** The middle one of customers' average days between orders; null where nobody has ordered twice. */
export async function readMedianGap(tx: ShopTransaction): Promise<number | null> {
  const row = await tx.one<{ gap: number | null }>(
    `select percentile_cont(0.5) within group (
              order by extract(epoch from last_order_at - first_order_at)::float8 / 86400 / (orders - 1)) as gap
       from order_facts where shop_id = $1 and orders > 1`,
    [tx.shopId],
  );
  return row.gap;
}
