/** What came of on-site messages: of customers once each, of guests by times. */
import type { MessageVersion } from '../../core/priority/authored-message.ts';
import { type Day, formatDay, type Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredOnSiteCounts {
  readonly messageId: number;
  readonly version: MessageVersion;
  readonly who: 'customers' | 'guests';
  readonly seen: number;
  readonly closed: number;
  readonly clicked: number;
  readonly copied: number;
}

/** The page ids of staff's own messages, as core/priority reads them. */
const OWN_MESSAGE = `a.details ->> 'messageId' ~ '^[0-9]{1,15}b?(:[0-9]+)?$'`;
const MESSAGE_OF = `substring(a.details ->> 'messageId' from '^[0-9]+')`;
const VERSION_OF = `case when a.details ->> 'messageId' ~ '^[0-9]+b' then 'b' else 'a' end`;

/** Of one message since ever, or of all of them since then. */
export async function countOnSite(
  tx: ShopTransaction,
  asked: {
    readonly messageId: number | null;
    readonly since: { readonly at: Instant; readonly day: Day };
  },
): Promise<readonly StoredOnSiteCounts[]> {
  return await tx.query<StoredOnSiteCounts>(
    `with did as materialized (
       select distinct ${MESSAGE_OF}::bigint as message_id, ${VERSION_OF} as version, a.kind, a.customer_id
         from activities a
        where a.shop_id = $1 and a.channel = 'on-site' and a.details ? 'messageId' and ${OWN_MESSAGE}
          and ($2::bigint is null or ${MESSAGE_OF} = $2::bigint::text) and a.at >= $3)
     select message_id as "messageId", version, 'customers' as who,
            (count(*) filter (where kind = 'seen'))::int as seen,
            (count(*) filter (where kind = 'closed'))::int as closed,
            (count(*) filter (where kind = 'clicked'))::int as clicked,
            (count(*) filter (where kind = 'coupon copied'))::int as copied
       from did group by message_id, version
     union all
     select message_id, version, 'guests',
            coalesce(sum(times) filter (where kind = 'seen'), 0)::bigint,
            coalesce(sum(times) filter (where kind = 'closed'), 0)::bigint,
            coalesce(sum(times) filter (where kind = 'clicked'), 0)::bigint,
            coalesce(sum(times) filter (where kind = 'coupon copied'), 0)::bigint
       from onsite_counts
      where shop_id = $1 and ($2::bigint is null or message_id = $2) and day >= $4
      group by message_id, version
      order by 1, 2, 3`,
    [tx.shopId, asked.messageId, timestampText(asked.since.at), formatDay(asked.since.day)],
  );
}

export interface OccasionOutcome {
  readonly heldOut: boolean;
  readonly customers: number;
  /** Of these: who ordered from the first day of the occasion on, within the window. */
  readonly ordered: number;
}

/** Customers whose occasion for a message began, and whose window after that is over; each at the first time. */
export async function countOccasions(
  tx: ShopTransaction,
  asked: {
    readonly messageId: number;
    readonly windowDays: number;
    readonly zone: string;
    readonly today: Day;
  },
): Promise<readonly OccasionOutcome[]> {
  return await tx.query<OccasionOutcome>(
    `with came as materialized (
       select distinct on (customer_id) customer_id, first_day::timestamp at time zone $4 as began,
              version is null as held_out
         from onsite_occasions
        where shop_id = $1 and message_id = $2 and first_day + $3::int <= $5::date
        order by customer_id, first_day)
     select held_out as "heldOut", count(*)::int as customers,
            (count(*) filter (where exists (
              select from orders o
               where o.shop_id = $1 and o.customer_id = came.customer_id and o.counts
                 and o.processed_at >= came.began and o.processed_at < came.began + make_interval(days => $3::int))))::int
              as ordered
       from came group by held_out order by held_out`,
    [tx.shopId, asked.messageId, asked.windowDays, asked.zone, formatDay(asked.today)],
  );
}
