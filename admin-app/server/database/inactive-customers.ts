/** Customers of a query with their last touch and what interested them, a page at a time by key. */
import type { AppendedType } from '../../core/append/types.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import type { DayText, Instant } from '../../core/time.ts';
import { conditionOf, type ShopMoment } from './segment-members.ts';
import { JOIN_SUPPRESSION, MAY_EMAIL } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';

export interface ListedInactive {
  readonly customer_id: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly may_email: boolean;
  readonly signed_up_on: DayText;
  readonly orders: number;
  readonly spent_minor: number;
  readonly last_order_day: DayText | null;
  readonly touch_at: Instant | null;
  readonly touch_channel: string | null;
  readonly touch_kind: string | null;
  readonly category: string | null;
  readonly product: string | null;
  readonly viewed: string | null;
  readonly known: readonly KnownAttribute[];
}

/** Appended from outside. */
export interface KnownAttribute {
  readonly name: string;
  readonly type: AppendedType | 'class';
  readonly value: string | number | boolean;
}

/** What the customer did, not what was done to them; as `last_activity_date` of segments. */
const TOUCH = `lateral (
  select a.at, a.channel, a.kind from activities a
   where a.shop_id = c.shop_id and a.customer_id = c.customer_id and not a.by_machine
     and a.kind not in ('sent', 'perhaps sent', 'not sent', 'bounced', 'order cancelled')
   order by a.at desc, a.activity_id desc limit 1) touch`;

/** What cost most in the last order, as `last_purchased_category` of segments, but as it is written. */
const BOUGHT = `lateral (
  select nullif(p.product_type, '') as category, coalesce(p.title, l.title) as product
    from (select o.order_id from orders o
           where o.shop_id = c.shop_id and o.customer_id = c.customer_id and o.counts
           order by o.processed_at desc, o.order_id desc limit 1) newest
    join order_lines l on l.shop_id = c.shop_id and l.order_id = newest.order_id
    left join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
   order by l.total_minor desc, l.line_id limit 1) bought`;

/** The product's number is read behind a fence: beside the index, row-level security would have all products looked at. */
const VIEWED = `lateral (
  select coalesce(p.title, a.details ->> 'title', a.details ->> 'url') as viewed
    from activities a
    left join lateral (select substring(a.details ->> 'productId' from '^[0-9]{1,18}$')::bigint as product_id
                       offset 0) told on true
    left join products p on p.shop_id = a.shop_id and p.product_id = told.product_id
   where a.shop_id = c.shop_id and a.customer_id = c.customer_id and not a.by_machine
     and a.kind in ('product viewed', 'collection viewed', 'page viewed')
   order by a.kind <> 'product viewed', a.at desc, a.activity_id desc limit 1) looked`;

/** The first three attributes, the class before all; of each the latest import's. */
const KNOWN = `lateral (
  select jsonb_agg(jsonb_build_object('name', v.name, 'type', v.type, 'value',
           coalesce(to_jsonb(v.text), to_jsonb(v.number), to_jsonb(v.date::text), to_jsonb(v.yes)))
           order by v.type <> 'class', v.name) as list
    from (select distinct on (type <> 'class', name) * from appended_values
           where shop_id = c.shop_id and customer_id = c.customer_id
           order by type <> 'class', name, import_no desc limit 3) v) known`;

export interface InactivePage {
  readonly customers: readonly ListedInactive[];
  /** Null at the end. A page may be short and yet not the last: only so many are looked at for one. */
  readonly after: number | null;
}

export interface InactivePageQuery {
  readonly after: number;
  readonly limit: number;
  /** How many customers are looked at, whether they match or not. */
  readonly look: number;
}

/** Who match now, by customer, after the one named. */
export async function listInactive(
  tx: ShopTransaction,
  query: ResolvedQuery,
  moment: ShopMoment,
  { after, limit, look }: InactivePageQuery,
): Promise<InactivePage> {
  const { looked, through } = await tx.one<{ looked: number; through: number | null }>(
    `select count(*) as looked, max(customer_id) as through
       from (select customer_id from customers
              where shop_id = $1 and customer_id > $2 order by customer_id limit $3) next_ones`,
    [tx.shopId, after, look],
  );
  if (through === null) return { customers: [], after: null };
  const found = await listBetween(tx, query, moment, { after, through, limit: limit + 1 });
  const customers = found.slice(0, limit);
  if (found.length > limit) return { customers, after: customers.at(-1)?.customer_id ?? null };
  return { customers, after: looked === look ? through : null };
}

async function listBetween(
  tx: ShopTransaction,
  query: ResolvedQuery,
  moment: ShopMoment,
  place: { readonly after: number; readonly through: number; readonly limit: number },
): Promise<readonly ListedInactive[]> {
  const { sql, parameters } = conditionOf(query, moment, { shopId: tx.shopId, firstParameter: 6 });
  return await tx.query<ListedInactive>(
    `select c.customer_id, c.email, coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as name,
            ${MAY_EMAIL} as may_email,
            (c.created_at at time zone $2)::date as signed_up_on,
            coalesce(f.orders, 0) as orders, coalesce(f.spent_minor, 0) as spent_minor,
            (f.last_order_at at time zone $2)::date as last_order_day,
            touch.at as touch_at, touch.channel as touch_channel, touch.kind as touch_kind,
            bought.category, bought.product, looked.viewed,
            coalesce(known.list, '[]') as known
       from (select c.customer_id from segment_customers c
              where c.shop_id = $1 and c.customer_id > $3 and c.customer_id <= $4 and ${sql}
              order by c.customer_id limit $5) asked
       join customers c on c.shop_id = $1 and c.customer_id = asked.customer_id
       ${JOIN_SUPPRESSION}
       left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
       left join ${TOUCH} on true
       left join ${BOUGHT} on true
       left join ${VIEWED} on true
       left join ${KNOWN} on true
      order by c.customer_id`,
    [tx.shopId, moment.zone, place.after, place.through, place.limit, ...parameters],
  );
}
