/** What shoppers did with on-site messages: of customers an activity each, of guests counts. */
import type { MessageVersion } from '../../core/priority/authored-message.ts';
import { type Day, formatDay, type Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface OnSiteEvent {
  readonly kind: string;
  readonly messageId: string | null;
  readonly at: Instant;
}

/** Events of a customer the shop does not know (deleted, redacted) are dropped; the same event twice is one. */
export async function recordOnSiteEvents(
  tx: ShopTransaction,
  customerId: number,
  events: readonly OnSiteEvent[],
): Promise<void> {
  await tx.execute(
    `insert into activities (shop_id, customer_id, at, channel, kind, details, source_key)
     select $1, c.customer_id, to_timestamp(given.at / 1000.0), 'on-site', given.kind,
            jsonb_strip_nulls(jsonb_build_object('messageId', given."messageId")),
            concat_ws(':', 'on-site', c.customer_id, given.kind, given."messageId", given.at)
       from jsonb_to_recordset($3::jsonb) as given (kind text, "messageId" text, at bigint)
       join customers c
         on c.shop_id = $1 and c.customer_id = $2 and c.deleted_at is null and c.redacted_at is null
     on conflict (shop_id, source_key) where source_key is not null do nothing`,
    [tx.shopId, customerId, JSON.stringify(events)],
  );
}

export interface GuestEvent {
  /** The same for the same event reported again. */
  readonly id: string;
  readonly kind: string;
  readonly messageId: number;
  readonly version: MessageVersion;
  readonly day: Day;
}

/** Counts what guests did with messages that there are; the same report twice counts once. */
export async function countGuestEvents(
  tx: ShopTransaction,
  events: readonly GuestEvent[],
  receivedAt: Instant,
): Promise<void> {
  if (events.length === 0) return;
  await tx.execute(
    `with given as materialized (
       select distinct on (g.id) g.* from jsonb_to_recordset($2::jsonb) as g (
         id text, kind text, "messageId" bigint, version text, day date)
         join onsite_messages m on m.shop_id = $1 and m.message_id = g."messageId"),
     new as (
       insert into onsite_reports (shop_id, report_id, received_at)
       select $1, id, $3 from given order by id on conflict do nothing returning report_id)
     insert into onsite_counts as c (shop_id, message_id, version, day, kind, times)
     select $1, "messageId", version, day, kind, count(*)
       from given join new on new.report_id = given.id
      group by "messageId", version, day, kind order by "messageId", version, day, kind
     on conflict (shop_id, message_id, version, day, kind) do update set times = c.times + excluded.times`,
    [
      tx.shopId,
      JSON.stringify(events.map((event) => ({ ...event, day: formatDay(event.day) }))),
      timestampText(receivedAt),
    ],
  );
}

/** Reports that can no longer come a second time: events older than a week are not taken in. */
export async function forgetReports(tx: ShopTransaction, now: Instant): Promise<void> {
  await tx.execute(
    `delete from onsite_reports where shop_id = $1 and received_at < $2::timestamptz - interval '8 days'`,
    [tx.shopId, timestampText(now)],
  );
}
