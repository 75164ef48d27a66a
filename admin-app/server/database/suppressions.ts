/**
 * Addresses that must not be written to, kept as hashes so that the rule outlives the customer's data. Beside them, the
 * rule of `core/consent` as SQL, for lists and counts over a whole shop; a test holds the two together.
 */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Addresses that differ only in capitals are one. */
export function addressHash(address: string): string {
  return `sha256(convert_to(lower(${address}), 'UTF8'))`;
}

/** Push messages have no address that lasts; the customer stands for all their browsers. */
export function pushAddressOf(customerId: string): string {
  return `('customer ' || ${customerId})`;
}

/**
 * Joins what is suppressed on a channel as table `as`. The hash is worked out behind a fence: row-level security lets
 * nothing near the index that is worked out beside it, and every suppression of the shop would be looked at.
 */
function joinSuppression(channel: SuppressedChannel, address: string, as: string): string {
  return `
  left join lateral (select ${addressHash(address)} as hash offset 0) ${as}_address on true
  left join suppressions ${as}
    on ${as}.shop_id = c.shop_id and ${as}.channel = '${channel}' and ${as}.address_hash = ${as}_address.hash`;
}

/**
 * A customer's e-mail suppression, as table `suppression` beside customers `c`; and whether they may be mailed, given
 * both.
 */
export const JOIN_SUPPRESSION = joinSuppression('email', 'c.email', 'suppression');
export const MAY_EMAIL = `(
  c.deleted_at is null and c.redacted_at is null and coalesce(c.email, '') <> '' and c.email_consent = 'subscribed'
  and (suppression.reason is null
       or (suppression.reason in ('unsubscribed', 'farewell') and c.email_consent_at > suppression.at) is true))`;

/** The same for the other channels. */
export const JOIN_SMS_SUPPRESSION = joinSuppression('sms', 'c.phone', 'sms_suppression');
export const MAY_SMS = `(
  c.deleted_at is null and c.redacted_at is null and coalesce(c.phone, '') <> '' and c.sms_consent = 'subscribed'
  and (sms_suppression.reason is null
       or (sms_suppression.reason in ('unsubscribed', 'farewell') and c.sms_consent_at > sms_suppression.at) is true))`;
export const JOIN_PUSH_SUPPRESSION = joinSuppression(
  'push',
  pushAddressOf('c.customer_id'),
  'push_suppression',
);
/** The newest of the customer's browsers, as table `push_subscription` with a column `at`; null without one. */
export const JOIN_PUSH_SUBSCRIPTION = `
  left join lateral (
    select max(own.subscribed_at) as at from push_subscriptions own
     where own.shop_id = c.shop_id and own.customer_id = c.customer_id) push_subscription on true`;
export const MAY_PUSH = `(
  c.deleted_at is null and c.redacted_at is null and push_subscription.at is not null
  and (push_suppression.reason is null
       or (push_suppression.reason in ('unsubscribed', 'farewell') and push_subscription.at > push_suppression.at)))`;
/** Only a farewell speaks against the shop's own pages, until the customer asks for something again. */
export const MAY_ON_SITE = `(
  c.deleted_at is null and c.redacted_at is null
  and ((push_suppression.reason = 'farewell') is not true
       or greatest(c.email_consent_at, c.sms_consent_at, push_subscription.at) > push_suppression.at is true))`;

export type SuppressedChannel = 'email' | 'sms' | 'push';
export type SuppressionReason = 'unsubscribed' | 'bounced' | 'complained' | 'farewell';

export interface NewSuppression {
  readonly channel: SuppressedChannel;
  /** Of push messages, `customer` and the number. */
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly at: Instant;
  /** The send that led to it; null where none did. */
  readonly sendId: number | null;
}

/**
 * An address already suppressed takes the newer reason, unless it bounced or complained: those no consent overrules. Where
 * a class from outside speaks against it, the newer reason waits until that is taken back.
 */
const NEWER_REASON = `on conflict (shop_id, channel, address_hash) do update
  set reason = case when s.class_of is null then excluded.reason else s.reason end,
      at = case when s.class_of is null then excluded.at else s.at end,
      send_id = case when s.class_of is null then excluded.send_id end,
      before = case when s.class_of is not null and coalesce(s.before ->> 'reason', '') not in ('bounced', 'complained')
                    then jsonb_build_object('reason', excluded.reason, 'at', excluded.at, 'send_id', excluded.send_id)
                    else s.before end
where s.reason not in ('bounced', 'complained')`;

/** Suppresses one address on one channel. */
export async function suppress(tx: ShopTransaction, suppression: NewSuppression): Promise<void> {
  const { channel, address, reason, at, sendId } = suppression;
  await tx.execute(
    `insert into suppressions as s (shop_id, channel, address_hash, reason, at, send_id)
     values ($1, $2, ${addressHash('$3')}, $4, $5, $6) ${NEWER_REASON}`,
    [tx.shopId, channel, address, reason, timestampText(at), sendId],
  );
}

/** Suppresses every address of these customers on every channel: a farewell. */
export async function suppressCustomers(
  tx: ShopTransaction,
  customerIds: readonly number[],
  { reason, at }: Pick<NewSuppression, 'reason' | 'at'>,
): Promise<void> {
  if (customerIds.length === 0) return;
  // Two customers may share an address, and one statement must not touch a row twice.
  await tx.execute(
    `insert into suppressions as s (shop_id, channel, address_hash, reason, at)
     select distinct $1::bigint, own.channel, ${addressHash('own.address')}, $3, $4::timestamptz
       from customers c,
            lateral (values ('email', c.email), ('sms', c.phone), ('push', ${pushAddressOf('c.customer_id')}))
              as own (channel, address)
      where c.customer_id = any ($2::bigint[]) and coalesce(own.address, '') <> '' ${NEWER_REASON}`,
    [tx.shopId, customerIds, reason, timestampText(at)],
  );
}

/** Notes the unsubscription with the customer too, so that every list shows it at once. */
export async function withdrawConsent(
  tx: ShopTransaction,
  customerId: number,
  channel: 'email' | 'sms',
  at: Instant,
): Promise<void> {
  const column = CONSENT_COLUMNS[channel];
  await tx.execute(
    `update customers set ${column} = 'unsubscribed', ${column}_at = $2
      where customer_id = $1 and ${column} = 'subscribed'`,
    [customerId, timestampText(at)],
  );
}

const CONSENT_COLUMNS = { email: 'email_consent', sms: 'sms_consent' } as const;

/** Everybody in the shop whose number this is. */
export async function readCustomersByPhone(
  tx: ShopTransaction,
  phone: string,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select customer_id from customers
      where phone = $1 and deleted_at is null and redacted_at is null order by customer_id`,
    [phone],
  );
  return rows.map((row) => row.customer_id);
}
