/** Browsers in which customers allowed push messages. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface NewPushSubscription {
  readonly customerId: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly at: Instant;
}

/** Beyond this the oldest of a customer's browsers are forgotten: nobody uses so many. */
const MOST_PER_CUSTOMER = 20;

/**
 * Keeps a browser's subscription; one that is known already belongs from now on to whoever is logged in. False when
 * the shop does not know the customer (any more).
 */
export async function keepPushSubscription(
  tx: ShopTransaction,
  { customerId, endpoint, p256dh, auth, at }: NewPushSubscription,
): Promise<boolean> {
  const kept = await tx.execute(
    `insert into push_subscriptions as p (shop_id, customer_id, endpoint, p256dh, auth, subscribed_at)
     select $1, c.customer_id, $3, $4, $5, $6 from customers c
      where c.customer_id = $2 and c.deleted_at is null and c.redacted_at is null
     on conflict (shop_id, endpoint) do update
       set customer_id = excluded.customer_id, p256dh = excluded.p256dh, auth = excluded.auth,
           subscribed_at = excluded.subscribed_at`,
    [tx.shopId, customerId, endpoint, p256dh, auth, timestampText(at)],
  );
  await tx.execute(
    `delete from push_subscriptions where customer_id = $1 and subscription_id not in (
       select subscription_id from push_subscriptions where customer_id = $1
        order by subscribed_at desc, subscription_id desc limit ${MOST_PER_CUSTOMER})`,
    [customerId],
  );
  return kept > 0;
}

/** The customer took the permission back in this browser. Returns whether it was theirs. */
export async function forgetPushSubscription(
  tx: ShopTransaction,
  customerId: number,
  endpoint: string,
): Promise<boolean> {
  const forgotten = await tx.execute(
    'delete from push_subscriptions where customer_id = $1 and endpoint = $2',
    [customerId, endpoint],
  );
  return forgotten > 0;
}

/** The push service does not know these any more. */
export async function deletePushSubscriptions(
  tx: ShopTransaction,
  subscriptionIds: readonly number[],
): Promise<void> {
  if (subscriptionIds.length === 0) return;
  await tx.execute('delete from push_subscriptions where subscription_id = any ($1::bigint[])', [
    subscriptionIds,
  ]);
}

/** Customers with at least one browser that can be reached. */
export async function countPushSubscribers(tx: ShopTransaction): Promise<number> {
  const row = await tx.one<{ customers: number }>(
    'select count(distinct customer_id) as customers from push_subscriptions where shop_id = $1',
    [tx.shopId],
  );
  return row.customers;
}
