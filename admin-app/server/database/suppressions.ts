/**
 * Addresses that must not be mailed, kept as hashes so that the rule outlives the customer's data. Beside them, the
 * rule of `core/consent` as SQL, for lists and counts over a whole shop; a test holds the two together.
 */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Addresses that differ only in capitals are one. */
export function addressHash(address: string): string {
  return `sha256(convert_to(lower(${address}), 'UTF8'))`;
}

/**
 * A customer's e-mail suppression, as table `suppression` beside customers `c`; and whether they may be mailed, given
 * both.
 */
export const JOIN_SUPPRESSION = `
  left join suppressions suppression
    on suppression.shop_id = c.shop_id and suppression.channel = 'email'
   and suppression.address_hash = ${addressHash('c.email')}`;
export const MAY_EMAIL = `(
  c.deleted_at is null and c.redacted_at is null and coalesce(c.email, '') <> '' and c.email_consent = 'subscribed'
  and (suppression.reason is null
       or (suppression.reason in ('unsubscribed', 'farewell') and c.email_consent_at > suppression.at) is true))`;

export type SuppressionReason = 'unsubscribed' | 'bounced' | 'complained' | 'farewell';

/**
 * Suppresses an address. An address already suppressed takes the newer reason, unless it bounced or complained: those
 * no consent overrules.
 */
export async function suppressEmail(
  tx: ShopTransaction,
  suppression: {
    readonly address: string;
    readonly reason: SuppressionReason;
    readonly at: Instant;
    readonly sendId: number;
  },
): Promise<void> {
  await tx.execute(
    `insert into suppressions as s (shop_id, channel, address_hash, reason, at, send_id)
     values ($1, 'email', ${addressHash('$2')}, $3, $4, $5)
     on conflict (shop_id, channel, address_hash) do update
       set reason = excluded.reason, at = excluded.at, send_id = excluded.send_id
     where s.reason not in ('bounced', 'complained')`,
    [
      tx.shopId,
      suppression.address,
      suppression.reason,
      timestampText(suppression.at),
      suppression.sendId,
    ],
  );
}

/** Notes the unsubscription with the customer too, so that every list shows it at once. */
export async function withdrawEmailConsent(
  tx: ShopTransaction,
  customerId: number,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update customers set email_consent = 'unsubscribed', email_consent_at = $2
      where customer_id = $1 and email_consent = 'subscribed'`,
    [customerId, timestampText(at)],
  );
}
