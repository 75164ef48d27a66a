/** Who belongs to a segment, compared with its query as one set operation; who joined and left, and why. */
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { toSql } from '../../core/segment/to-sql.ts';
import { type Day, type DayText, formatDay, type Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface ShopMoment {
  readonly today: Day;
  readonly zone: string;
  readonly currency: string;
}

/** The condition of a query on `segment_customers c`, its parameters numbered from `firstParameter` on. */
export function conditionOf(
  query: ResolvedQuery,
  { today, zone, currency }: ShopMoment,
  place: {
    readonly shopId: number;
    readonly firstParameter: number;
    readonly onlyCustomers?: string;
  },
) {
  return toSql(query, { ...place, today, zone, currency });
}

export interface EventCause {
  readonly cause: 'facts changed' | 'day changed' | 'query edited';
  readonly facts: readonly string[];
  readonly through: string | null;
}

export interface Evaluation {
  readonly segmentId: number;
  readonly query: ResolvedQuery;
  readonly moment: ShopMoment;
  readonly at: Instant;
  /** Null looks at everybody. */
  readonly customerIds: readonly number[] | null;
  /** Whose own facts changed, and which: they joined or left because of that. */
  readonly changed: ReadonlyMap<number, readonly string[]>;
  /** Why anybody else did; null writes no events at all, when a segment gets its first members. */
  readonly otherwise: EventCause | null;
}

export interface Moved {
  readonly joined: number;
  readonly departed: number;
}

/**
 * Makes the members those who match now. One statement sees one moment and writes members and events together; call
 * `lockSegments` before, so that two never compare at once. Both sides are grouped rather than joined: however wrong
 * Postgres guesses their sizes, the time stays in proportion.
 */
export async function evaluateMembers(tx: ShopTransaction, given: Evaluation): Promise<Moved> {
  const { segmentId, query, moment, at, customerIds, changed, otherwise } = given;
  const some = customerIds === null ? '' : ' = any ($3::bigint[])';
  const condition = conditionOf(query, moment, {
    shopId: tx.shopId,
    firstParameter: 10,
    ...(customerIds === null ? {} : { onlyCustomers: '$3::bigint[]' }),
  });
  const moved = await tx.one<Moved>(
    `with matching as materialized (
       select c.customer_id from segment_customers c
        where c.shop_id = $1 ${some && `and c.customer_id${some}`} and ${condition.sql}),
     compared as materialized (
       select customer_id, bool_or(matches) as matches from (
         select customer_id, true as matches, false as was from matching
         union all
         select m.customer_id, false, true from segment_members m
          where m.shop_id = $1 and m.segment_id = $2 ${some && `and m.customer_id${some}`}) both_sides
        group by customer_id having bool_or(matches) <> bool_or(was)),
     joined as (
       insert into segment_members (shop_id, segment_id, customer_id, joined_at)
       select $1, $2, customer_id, $4 from compared where matches
       returning customer_id),
     departed as (
       delete from segment_members m using compared x
        where m.shop_id = $1 and m.segment_id = $2 and m.customer_id = x.customer_id and not x.matches
       returning m.customer_id),
     moved as (
       select customer_id, 'joined' as kind from joined union all select customer_id, 'left' from departed),
     told as (
       insert into segment_events (shop_id, segment_id, customer_id, at, kind, cause, facts, through)
       select $1, $2, moved.customer_id, $4, moved.kind,
              case when own.customer_id is null then $7::text else 'facts changed' end,
              case when own.customer_id is null then $8::text[] else string_to_array(own.facts, ',') end,
              case when own.customer_id is null then $9::text end
         from moved left join unnest($5::bigint[], $6::text[]) as own (customer_id, facts) using (customer_id)
        where $7::text is not null
        order by moved.customer_id)
     select (select count(*) from joined) as joined, (select count(*) from departed) as departed,
            $3::bigint[] is null as everybody`,
    [
      tx.shopId,
      segmentId,
      customerIds === null ? null : numberArray(customerIds),
      timestampText(at),
      numberArray([...changed.keys()]),
      [...changed.values()].map((facts) => facts.join(',')),
      otherwise?.cause ?? null,
      otherwise?.facts ?? [],
      otherwise?.through ?? null,
      ...condition.parameters,
    ],
  );
  await noteSize(tx, given, moved);
  return moved;
}

async function noteSize(
  tx: ShopTransaction,
  { segmentId, moment, at, customerIds, otherwise }: Evaluation,
  { joined, departed }: Moved,
): Promise<void> {
  const everybody = customerIds === null;
  if (!everybody && joined + departed === 0) return;
  await tx.execute(
    `with sized as (
       update segments
          set members = members + $3 - $4, evaluated_on = case when $5 then $6 else evaluated_on end,
              evaluated_at = case when $5 then $7 else evaluated_at end
        where shop_id = $1 and segment_id = $2 returning members)
     insert into segment_sizes as s (shop_id, segment_id, day, members, joined, departed)
     select $1, $2, $6, members, $8, $9 from sized
     on conflict (shop_id, segment_id, day) do update
       set members = excluded.members, joined = s.joined + excluded.joined, departed = s.departed + excluded.departed`,
    [
      tx.shopId,
      segmentId,
      joined,
      departed,
      everybody,
      formatDay(moment.today),
      timestampText(at),
      otherwise === null ? 0 : joined,
      otherwise === null ? 0 : departed,
    ],
  );
}

export interface StoredEvent {
  readonly eventId: number;
  readonly at: Instant;
  readonly kind: 'joined' | 'left';
  readonly customerId: number;
  readonly name: string | null;
  readonly cause: EventCause['cause'];
  readonly facts: readonly string[];
  readonly through: string | null;
}

/** Newest first, before the event named. */
export async function readSegmentEvents(
  tx: ShopTransaction,
  segmentId: number,
  page: {
    readonly kind: 'joined' | 'left' | null;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<readonly StoredEvent[]> {
  return await tx.query<StoredEvent>(
    `select e.event_id as "eventId", e.at, e.kind, e.customer_id as "customerId", e.cause, e.facts, e.through,
            coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as name
       from segment_events e
       left join customers c on c.shop_id = e.shop_id and c.customer_id = e.customer_id
      where e.shop_id = $1 and e.segment_id = $2 and ($3::text is null or e.kind = $3)
        and ($4::bigint is null or e.event_id < $4)
      order by e.event_id desc limit $5`,
    [tx.shopId, segmentId, page.kind, page.before, page.limit],
  );
}

export interface StoredSize {
  readonly day: DayText;
  readonly members: number;
  readonly joined: number;
  readonly left: number;
}

/** Oldest first. */
export async function readSegmentSizes(
  tx: ShopTransaction,
  segmentId: number,
  since: Day,
): Promise<readonly StoredSize[]> {
  return await tx.query<StoredSize>(
    `select day, members, joined, departed as left from segment_sizes
      where shop_id = $1 and segment_id = $2 and day >= $3 order by day`,
    [tx.shopId, segmentId, formatDay(since)],
  );
}

/** Who joined and left on a day or later, by segment. */
export async function countMovedSince(
  tx: ShopTransaction,
  since: Day,
): Promise<ReadonlyMap<number, { readonly joined: number; readonly departed: number }>> {
  const rows = await tx.query<{ segment_id: number; joined: number; departed: number }>(
    `select segment_id, sum(joined)::int as joined, sum(departed)::int as departed from segment_sizes
      where shop_id = $1 and day >= $2 group by segment_id`,
    [tx.shopId, formatDay(since)],
  );
  return new Map(rows.map((row) => [row.segment_id, row]));
}
