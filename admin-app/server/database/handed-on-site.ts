/** On-site messages of scenarios: one customer's own, until they have been seen or their time is over. */
import type { OnSiteMessage } from '../../core/priority/on-site.ts';
import type { Instant } from '../../core/time.ts';
import { addressHash, pushAddressOf } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface HandedMessage {
  readonly sendId: number;
  readonly customerId: number;
  readonly message: OnSiteMessage;
  /** From this instant on nobody is shown it. */
  readonly until: Instant;
}

/** Handing the same one over twice is handing it over once. */
export async function handOnSite(tx: ShopTransaction, handed: HandedMessage): Promise<void> {
  await tx.execute(
    `insert into handed_on_site (shop_id, send_id, customer_id, message, until) values ($1, $2, $3, $4, $5)
     on conflict (shop_id, send_id) do nothing`,
    [
      tx.shopId,
      handed.sendId,
      handed.customerId,
      JSON.stringify(handed.message),
      timestampText(handed.until),
    ],
  );
}

/** Closed or followed: it is not shown to them again. */
export async function takeBackOnSite(
  tx: ShopTransaction,
  sendIds: readonly number[],
): Promise<void> {
  if (sendIds.length === 0) return;
  await tx.execute('delete from handed_on_site where send_id = any ($1::bigint[])', [sendIds]);
}

/** Seen: it goes with the end of this visit. */
export async function endOnSite(
  tx: ShopTransaction,
  sendIds: readonly number[],
  until: Instant,
): Promise<void> {
  if (sendIds.length === 0) return;
  await tx.execute(
    `update handed_on_site
        set until = $2, message = jsonb_set(message, '{until}', to_jsonb($3::bigint))
      where send_id = any ($1::bigint[]) and until > $2`,
    [sendIds, timestampText(until), until],
  );
}

/** Whose time is over, and whose customer has ordered or said farewell since: nothing is to be said to them any more. */
export async function clearOnSite(tx: ShopTransaction, now: Instant): Promise<void> {
  await tx.execute(
    `delete from handed_on_site h
      where h.until <= $1
         or exists (select from sends d
                      join order_facts f on f.shop_id = d.shop_id and f.customer_id = d.customer_id
                     where d.shop_id = h.shop_id and d.send_id = h.send_id
                       and f.last_order_at > coalesce(d.sent_at, d.claimed_at))
         or exists (select from suppressions p
                      join sends d on d.shop_id = h.shop_id and d.send_id = h.send_id
                     where p.shop_id = h.shop_id and p.channel = 'push' and p.reason = 'farewell'
                       and p.address_hash = ${addressHash(pushAddressOf('h.customer_id'))}
                       and p.at >= coalesce(d.sent_at, d.claimed_at))`,
    [timestampText(now)],
  );
}
