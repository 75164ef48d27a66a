/** Webhooks as they came: stored before anything is made of them, so that none is lost and none counts twice. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface Delivery {
  readonly webhookId: string;
  readonly eventId: string | null;
  readonly topic: string;
  /** When the thing happened; null where Shopify did not say. */
  readonly triggeredAt: Instant | null;
  readonly receivedAt: Instant;
  readonly body: string;
}

export interface WaitingDelivery {
  readonly webhookId: string;
  readonly topic: string;
  readonly triggeredAt: Instant;
  readonly body: string;
  readonly attempts: number;
}

/** False when this delivery was stored before; it stays one row. */
export async function insertDelivery(tx: ShopTransaction, delivery: Delivery): Promise<boolean> {
  const inserted = await tx.execute(
    `insert into webhook_deliveries (shop_id, webhook_id, event_id, topic, triggered_at, received_at, body)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (shop_id, webhook_id) do nothing`,
    [
      tx.shopId,
      delivery.webhookId,
      delivery.eventId,
      delivery.topic,
      delivery.triggeredAt === null ? null : timestampText(delivery.triggeredAt),
      timestampText(delivery.receivedAt),
      delivery.body,
    ],
  );
  return inserted === 1;
}

/**
 * Takes the waiting delivery whose cause is oldest, for this transaction alone; undefined when none is left. Other
 * workers pass over it, and get it back if this transaction fails.
 */
export async function claimDelivery(
  tx: ShopTransaction,
  exceptWebhookIds: readonly string[],
): Promise<WaitingDelivery | undefined> {
  const row = await tx.maybeOne<{
    webhook_id: string;
    topic: string;
    at: Instant;
    body: string;
    attempts: number;
  }>(
    `select webhook_id, topic, coalesce(triggered_at, received_at) as at, body, attempts
       from webhook_deliveries
      where shop_id = $1 and state = 'waiting' and webhook_id <> all ($2::text[])
      order by coalesce(triggered_at, received_at), webhook_id
      limit 1 for update skip locked`,
    [tx.shopId, exceptWebhookIds],
  );
  if (!row) return undefined;
  const { webhook_id: webhookId, topic, at: triggeredAt, body, attempts } = row;
  return { webhookId, topic, triggeredAt, body, attempts };
}

/** The body has done its service and holds personal data: it goes. The row stays, so that a repetition is noticed. */
export async function deliveryApplied(
  tx: ShopTransaction,
  webhookId: string,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update webhook_deliveries set state = 'applied', applied_at = $3, body = '', error = null,
            attempts = attempts + 1
      where shop_id = $1 and webhook_id = $2`,
    [tx.shopId, webhookId, timestampText(at)],
  );
}

/** It could not be applied: it waits for another try, or rests as failed with its reason. */
export async function deliveryFailed(
  tx: ShopTransaction,
  failure: { readonly webhookId: string; readonly error: string; readonly final: boolean },
): Promise<void> {
  await tx.execute(
    `update webhook_deliveries
        set attempts = attempts + 1, error = $3, state = case when $4 then 'failed' else state end
      where shop_id = $1 and webhook_id = $2 and state = 'waiting'`,
    [tx.shopId, failure.webhookId, failure.error, failure.final],
  );
}

/** At most `limit` of those received before the moment, whatever became of them; returns how many were deleted. */
export async function deleteOldDeliveries(
  tx: ShopTransaction,
  before: Instant,
  limit: number,
): Promise<number> {
  return await tx.execute(
    `delete from webhook_deliveries where shop_id = $1 and webhook_id in (
       select webhook_id from webhook_deliveries
        where shop_id = $1 and state <> 'waiting' and received_at < $2 order by received_at limit $3)`,
    [tx.shopId, timestampText(before), limit],
  );
}
