/** What customers did with on-site messages. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

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
       join customers c on c.customer_id = $2 and c.deleted_at is null and c.redacted_at is null
     on conflict (shop_id, source_key) where source_key is not null do nothing`,
    [tx.shopId, customerId, JSON.stringify(events)],
  );
}
