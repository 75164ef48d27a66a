/** Orders and the messages they are credited to. */
import type { Credit, PlacedOrder, Touch, TouchPoint } from '../../core/results/attribution.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray, textArray, timestampArray } from './array-literals.ts';
import { ENTRIES } from './attribution-facts.ts';
import type { ShopTransaction } from './tenant.ts';

/** What one customer was touched by, and the orders since. */
export interface TouchedCustomer {
  readonly personId: number;
  readonly touches: readonly TouchPoint[];
  readonly orders: readonly PlacedOrder[];
}

interface TouchRow {
  readonly person_id: number;
  readonly send_id: number;
  readonly channel: Channel;
  readonly touch: Touch;
  readonly at: Instant;
}

/** Nothing of a scenario that ever held the customer out: what it brings cannot have moved them. */
const TOUCHES = `
  with ${ENTRIES},
  sent as (
    select e.person_id, d.send_id, d.channel, d.sent_at
      from entries e
      cross join lateral (
        select * from sends own where own.shop_id = $1 and own.enrolment_id = e.enrolment_id offset 0) d
     where d.status = 'sent' and not e.ever_held_out)
  select s.person_id, s.send_id, s.channel, 'delivered' as touch, s.sent_at as at
    from sent s
    cross join lateral (
      select delivered from send_results own where own.shop_id = $1 and own.send_id = s.send_id offset 0) r
   where r.delivered and s.sent_at is not null
  union all
  select s.person_id, s.send_id, s.channel, a.kind, a.at
    from sent s
    cross join lateral (
      select * from activities own where own.shop_id = $1 and own.send_id = s.send_id offset 0) a
   where a.kind in ('opened', 'clicked') and not a.by_machine`;

interface OrderRow {
  readonly person_id: number;
  readonly order_id: number;
  readonly at: Instant;
}

/** Their orders not earlier than the first touch of any of them. */
const ORDERS = `
  select o.customer_id as person_id, o.order_id, o.processed_at as at
    from unnest($2::bigint[], $3::timestamptz[]) as given (person_id, since)
    cross join lateral (
      select * from orders own
       where own.shop_id = $1 and own.customer_id = given.person_id and own.counts and own.processed_at >= given.since
      offset 0) o`;

/** Of these people those who were touched at all. */
export async function readTouched(
  tx: ShopTransaction,
  people: readonly number[],
  zone: string,
): Promise<readonly TouchedCustomer[]> {
  const touches = await tx.query<TouchRow>(TOUCHES, [tx.shopId, numberArray(people), zone]);
  const byPerson = groupByPerson(touches);
  const since = [...byPerson].map(([, rows]) => Math.min(...rows.map(({ at }) => at)));
  const orders = await tx.query<OrderRow>(ORDERS, [
    tx.shopId,
    numberArray([...byPerson.keys()]),
    timestampArray(since),
  ]);
  const placed = groupByPerson(orders);
  return [...byPerson].map(([personId, rows]) => ({
    personId,
    touches: rows.map(({ send_id: sendId, channel, touch, at }) => ({
      sendId,
      channel,
      touch,
      at,
    })),
    orders: (placed.get(personId) ?? []).map(({ order_id: orderId, at }) => ({ orderId, at })),
  }));
}

function groupByPerson<Row extends { readonly person_id: number }>(rows: readonly Row[]) {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.person_id);
    if (group) group.push(row);
    else groups.set(row.person_id, [row]);
  }
  return groups;
}

const COLUMNS = [
  'customer_id',
  'send_id',
  'scenario_id',
  'block_id',
  'channel',
  'touch',
  'touched_at',
  'subject',
  'variants',
  'segments',
  'language',
  'ordered_at',
  'ordered_on',
  'amount_minor',
] as const;

const row = (of: string) => COLUMNS.map((column) => `${of}.${column}`).join(', ');

const WRITE_CREDITS = `
  insert into attributions as t (shop_id, order_id, ${COLUMNS.join(', ')})
  select $1, o.order_id, o.customer_id, d.send_id, d.scenario_id, d.block_id, d.channel, given.touch, given.touched_at,
         coalesce(m.subject, ''), coalesce(r.variants, '{}'), coalesce(r.segments, '{}'), coalesce(d.language, r.language, ''), o.processed_at,
         (o.processed_at at time zone $6)::date, o.total_minor
    from unnest($2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[]) as given (order_id, send_id, touch, touched_at)
    join orders o on o.shop_id = $1 and o.order_id = given.order_id and o.counts
    join sends d on d.shop_id = $1 and d.send_id = given.send_id
    left join send_results m on m.shop_id = $1 and m.send_id = d.send_id
    left join enrolment_results r on r.shop_id = $1 and r.enrolment_id = d.enrolment_id
  on conflict (shop_id, order_id) do update
    set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}
   where (${row('t')}) is distinct from (${row('excluded')})`;

/** Makes these the credits of these people, and takes away what they were credited with else. */
export async function writeCredits(
  tx: ShopTransaction,
  people: readonly number[],
  credits: readonly Credit[],
  zone: string,
): Promise<void> {
  const orderIds = numberArray(credits.map(({ orderId }) => orderId));
  await tx.execute(
    `delete from attributions
      where shop_id = $1 and customer_id = any ($2::bigint[]) and order_id <> all ($3::bigint[])`,
    [tx.shopId, numberArray(people), orderIds],
  );
  if (credits.length === 0) return;
  await tx.execute(WRITE_CREDITS, [
    tx.shopId,
    orderIds,
    numberArray(credits.map(({ credited }) => credited.sendId)),
    textArray(credits.map(({ credited }) => credited.touch)),
    timestampArray(credits.map(({ credited }) => credited.at)),
    zone,
  ]);
}
