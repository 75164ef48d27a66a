/**
 * What is known of customers that messages on the shop's pages ask about, and which of it was published. Reads many at
 * once, and of each only what some message asks for; the rules themselves are the core's (core/priority).
 */
import type { MessageVersion, NumberedMessage } from '../../core/priority/authored-message.ts';
import type { KnownVisits } from '../../core/priority/facts-for.ts';
import type { KnownCustomer } from '../../core/priority/occasions.ts';
import type { CustomerFacts } from '../../core/priority/on-site.ts';
import { type Day, formatDay, type Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CustomerOnSite {
  readonly customerId: number;
  readonly known: KnownCustomer;
  readonly visits: KnownVisits;
  /** Null for none. */
  readonly published: CustomerFacts | null;
}

/** Some customers, or the next by number. */
export type CustomersAsked =
  | { readonly customerIds: readonly number[] }
  | { readonly after: number; readonly limit: number };

/** Tiers given at a sync or by a new definition are no news to the customer. */
const CAUSES_OF_RISES = `('orders', 'loyalty', 'day', 'staff', 'scenario')`;
/** Longer ago than any message may ask for. */
const OLDEST_RISE = `interval '366 days'`;

/** Days since 1970-01-01 in the shop's zone ($2). */
const dayOf = (at: string) => `((${at} at time zone $2)::date - date '1970-01-01')`;

/** `from customers c` with what messages of the kinds in $3 and the segments in $4 ask; $5 is now. */
const KNOWN = `
  select c.customer_id as "customerId",
         jsonb_build_object(
           'birthday', to_char(c.birthday, 'MM-DD'),
           'firstOrderDay', ${dayOf('f.first_order_at')},
           'lastOrderDay', ${dayOf('f.last_order_at')},
           'lastCategory', case when 'last category' = any ($3::text[]) then (
             select nullif(p.product_type, '')
               from (select o.shop_id, o.order_id from orders o
                      where o.shop_id = c.shop_id and o.customer_id = c.customer_id and o.counts
                      order by o.processed_at desc, o.order_id desc limit 1) newest
               join order_lines l on l.shop_id = newest.shop_id and l.order_id = newest.order_id
               left join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
              order by l.total_minor desc, l.line_id limit 1) end,
           'tierPlace', case when 'tier reached' = any ($3::text[]) then (
             select t.place from customer_tiers ct
               join value_tiers t on t.shop_id = ct.shop_id and t.tier_id = ct.tier_id and t.removed_at is null
              where ct.shop_id = c.shop_id and ct.customer_id = c.customer_id) end,
           'rises', case when 'tier reached' = any ($3::text[]) then coalesce((
             select jsonb_agg(jsonb_build_object('from', lower_tier.place, 'to', tier.place, 'day', ${dayOf('e.at')})
                              order by e.event_id desc)
               from tier_events e
               join value_tiers tier on tier.shop_id = e.shop_id and tier.tier_id = e.to_tier_id
               left join value_tiers lower_tier on lower_tier.shop_id = e.shop_id and lower_tier.tier_id = e.from_tier_id
              where e.shop_id = c.shop_id and e.customer_id = c.customer_id and e.direction = 'up'
                and e.cause in ${CAUSES_OF_RISES} and e.at > $5::timestamptz - ${OLDEST_RISE}), '[]') else '[]' end,
           'coupons', case when 'coupon' = any ($3::text[]) then coalesce((
             select jsonb_agg(jsonb_build_object(
                      'code', k.code, 'scenarioId', d.scenario_id, 'assignedDay', ${dayOf('k.assigned_at')},
                      'expiresAt', (extract(epoch from k.expires_at) * 1000)::bigint)
                    order by k.assigned_at desc, k.code)
               from coupons k join coupon_discounts d on d.shop_id = k.shop_id and d.discount_id = k.discount_id
              where k.shop_id = c.shop_id and k.customer_id = c.customer_id and k.used_at is null
                and k.removed_at is null and k.expires_at > $5::timestamptz), '[]') else '[]' end,
           'segments', case when $4::bigint[] <> '{}' then coalesce((
             select jsonb_agg(m.segment_id) from segment_members m
              where m.shop_id = c.shop_id and m.segment_id = any ($4::bigint[]) and m.customer_id = c.customer_id), '[]')
             else '[]' end) as known,
         jsonb_build_object(
           'lastVisitDay', visits.last_day,
           'closed', coalesce(visits.closed, '{}'),
           'waiting', coalesce((
             select jsonb_agg(h.message order by h.send_id) from handed_on_site h
              where h.shop_id = c.shop_id and h.customer_id = c.customer_id and h.until > $5::timestamptz), '[]')) as visits,
         told.facts as published
    from customers c
    left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
    left join published_facts told on told.shop_id = c.shop_id and told.customer_id = c.customer_id
    left join lateral (
      select max(by_message.last_day) as last_day,
             jsonb_object_agg(by_message.message_id, by_message.closed_day)
               filter (where by_message.message_id is not null and by_message.closed_day is not null) as closed
        from (
          select a.details ->> 'messageId' as message_id, max(${dayOf('a.at')}) as last_day,
                 max(${dayOf('a.at')}) filter (where a.kind in ('closed', 'clicked')) as closed_day
            from activities a
           where a.shop_id = c.shop_id and a.customer_id = c.customer_id and a.channel = 'on-site'
           group by 1) by_message) visits on true
   where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null`;

/** What these messages ask of these customers, by number; whoever was deleted or redacted is left out. */
export async function readCustomersOnSite(
  tx: ShopTransaction,
  messages: readonly NumberedMessage[],
  asked: CustomersAsked,
  { zone, now }: { readonly zone: string; readonly now: Instant },
): Promise<readonly CustomerOnSite[]> {
  // For any category the order alone is asked.
  const asking = messages.filter(
    ({ message }) => message.kind !== 'last category' || message.category !== '',
  );
  const kinds = [...new Set(asking.map(({ message }) => message.kind))];
  const segments = messages.flatMap(({ message }) => message.segment?.segmentId ?? []);
  const parameters = [
    tx.shopId,
    zone,
    kinds,
    numberArray([...new Set(segments)]),
    timestampText(now),
  ];
  if ('customerIds' in asked) {
    return await tx.query<CustomerOnSite>(`${KNOWN} and c.customer_id = any ($6::bigint[])`, [
      ...parameters,
      numberArray(asked.customerIds),
    ]);
  }
  return await tx.query<CustomerOnSite>(
    `${KNOWN} and c.customer_id > $6 order by c.customer_id limit $7`,
    [...parameters, asked.after, asked.limit],
  );
}

export interface DueAsked {
  /** Customers come in turns: whose number leaves one of `turns` when divided by `of`. */
  readonly turns: readonly number[];
  readonly of: number;
  readonly today: Day;
  readonly now: Instant;
}

/** By number those whose turn it is, or of whose published facts something is over. */
export async function readDueOnSite(
  tx: ShopTransaction,
  { turns, of, today, now }: DueAsked,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select c.customer_id
       from customers c
       left join published_facts told on told.shop_id = c.shop_id and told.customer_id = c.customer_id
      where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null
        and (c.customer_id % $2 = any ($3::bigint[])
             or jsonb_path_exists(told.facts, '$.occasions.*[1] ? (@ < $today)', $4::jsonb)
             or jsonb_path_exists(told.facts, '$.messages[*].until ? (@ <= $now)', $4::jsonb))
      order by c.customer_id`,
    [tx.shopId, of, numberArray(turns), JSON.stringify({ today, now })],
  );
  return rows.map((row) => row.customer_id);
}

/** As Shopify has it, such as `fr-CA`; null where it is not known. */
export async function readCustomerLanguage(
  tx: ShopTransaction,
  customerId: number,
): Promise<string | null> {
  const row = await tx.maybeOne<{ locale: string | null }>(
    'select locale from customers where shop_id = $1 and customer_id = $2',
    [tx.shopId, customerId],
  );
  return row?.locale || null;
}

/** Places of the value tiers by id, without removed ones. */
export async function readTierPlaces(
  tx: ShopTransaction,
): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.query<{ tier_id: string; place: number }>(
    'select tier_id, place from value_tiers where shop_id = $1 and removed_at is null',
    [tx.shopId],
  );
  return Object.fromEntries(rows.map((row) => [row.tier_id, row.place]));
}

export interface ChangedFacts {
  readonly customerId: number;
  /** Null takes them away. */
  readonly facts: CustomerFacts | null;
}

export async function markFactsPublished(
  tx: ShopTransaction,
  published: readonly ChangedFacts[],
  at: Instant,
): Promise<void> {
  await tx.execute(
    `with given as materialized (
       select * from jsonb_to_recordset($2::jsonb) as given ("customerId" bigint, facts jsonb)),
     gone as (
       delete from published_facts p using given
        where p.shop_id = $1 and p.customer_id = given."customerId" and given.facts is null)
     insert into published_facts (shop_id, customer_id, facts, published_at)
     select $1, given."customerId", given.facts, $3 from given where given.facts is not null
     on conflict (shop_id, customer_id) do update
       set facts = excluded.facts, published_at = excluded.published_at`,
    [tx.shopId, JSON.stringify(published), timestampText(at)],
  );
}

export interface CustomerOccasion {
  readonly messageId: number;
  readonly customerId: number;
  readonly firstDay: Day;
  readonly lastDay: Day | null;
  /** Null for a customer who is held out. */
  readonly version: MessageVersion | null;
}

/** Keeps when whose occasion came; once each, as it was first known. */
export async function keepOccasions(
  tx: ShopTransaction,
  occasions: readonly CustomerOccasion[],
): Promise<void> {
  if (occasions.length === 0) return;
  const rows = occasions.map((each) => ({
    ...each,
    firstDay: formatDay(each.firstDay),
    lastDay: each.lastDay === null ? null : formatDay(each.lastDay),
  }));
  await tx.execute(
    `insert into onsite_occasions (shop_id, message_id, customer_id, first_day, last_day, version)
     select $1, "messageId", "customerId", "firstDay", "lastDay", version
       from jsonb_to_recordset($2::jsonb) as given (
         "messageId" bigint, "customerId" bigint, "firstDay" date, "lastDay" date, version text)
     on conflict do nothing`,
    [tx.shopId, JSON.stringify(rows)],
  );
}
