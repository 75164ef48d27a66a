/** What a message to a customer needs to know of them, read at the moment of sending. */
import type { EmailRecipient } from '../../core/consent/may-email.ts';
import type { PushRecipient } from '../../core/consent/may-push.ts';
import type { SmsRecipient } from '../../core/consent/may-sms.ts';
import { toE164 } from '../../core/consent/phone.ts';
import type { Suppression } from '../../core/consent/suppression.ts';
import type { LanguageChoice } from '../../core/message/language.ts';
import type { MessageReader } from '../../core/message/message-fields.ts';
import type { TierDetails } from '../../core/message/tier-fields.ts';
import type { DayText, Instant } from '../../core/time.ts';
import { type ChoiceRow, choiceIn } from './languages.ts';
import {
  JOIN_PUSH_SUPPRESSION,
  JOIN_SMS_SUPPRESSION,
  JOIN_SUPPRESSION,
  type SuppressedChannel,
} from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';

/** A browser that push messages reach. */
export interface SubscribedBrowser {
  readonly subscriptionId: number;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export interface Recipient extends EmailRecipient, SmsRecipient, PushRecipient, MessageReader {
  readonly customerId: number;
  readonly locale: string | null;
  /** Two letters; tells the zone of the customer's clock. */
  readonly country: string | null;
  readonly suppressions: Readonly<Record<SuppressedChannel, Suppression | null>>;
  /** No marketing before this, on any channel. */
  readonly pausedUntil: Instant | null;
  /** Inactive, and a mail would come back: why. Known only where the addresses were asked about. */
  readonly addressRefusal?: string;
  readonly browsers: readonly SubscribedBrowser[];
}

interface StoredSuppression {
  readonly reason: string | null;
  readonly at: Instant | null;
}

interface RecipientRow {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly birthday: DayText | null;
  readonly email: string | null;
  readonly email_consent: string;
  readonly email_consent_at: Instant | null;
  readonly email_reason: string | null;
  readonly email_suppressed_at: Instant | null;
  readonly phone: string | null;
  readonly sms_consent: string;
  readonly sms_consent_at: Instant | null;
  readonly sms_reason: string | null;
  readonly sms_suppressed_at: Instant | null;
  readonly push_reason: string | null;
  readonly push_suppressed_at: Instant | null;
  readonly browsers: readonly SubscribedBrowser[] | null;
  readonly push_subscribed_at: Instant | null;
  readonly gone: boolean;
  readonly paused_until: Instant | null;
  readonly tier: string | null;
  readonly tier_details: TierDetails | null;
  readonly orders: number | null;
  readonly spent_minor: number | null;
  readonly due_day: DayText | null;
  readonly last_order_at: Instant | null;
  readonly last_product: string | null;
  readonly last_category: string | null;
}

/** By customer. The last order's product is the line that cost most. */
export async function readRecipients(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, Recipient>> {
  const rows = await tx.query<RecipientRow>(
    `select c.customer_id, c.first_name, c.last_name, c.locale, c.country, c.birthday::text as birthday,
            c.email, c.email_consent, c.email_consent_at,
            suppression.reason as email_reason, suppression.at as email_suppressed_at,
            c.phone, c.sms_consent, c.sms_consent_at,
            sms_suppression.reason as sms_reason, sms_suppression.at as sms_suppressed_at,
            push_suppression.reason as push_reason, push_suppression.at as push_suppressed_at,
            browsers.list as browsers, browsers.newest_at as push_subscribed_at,
            c.deleted_at is not null or c.redacted_at is not null as gone,
            c.marketing_paused_until as paused_until,
            tiered.name as tier, tiered.details as tier_details,
            f.orders, f.spent_minor, p.due_day::text as due_day,
            newest.processed_at as last_order_at, newest.title as last_product, newest.category as last_category
       from customers c ${JOIN_SUPPRESSION} ${JOIN_SMS_SUPPRESSION} ${JOIN_PUSH_SUPPRESSION}
       left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
       left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
       left join lateral (
         select t.name,
                jsonb_build_object('benefits', t.benefits, 'loseOn', own.lose_on, 'keeps', own.keeps, 'unit',
                  case ts.basis when 'spend' then 'money' when 'orders' then 'orders' else 'points' end) as details
           from customer_tiers own
           join value_tiers t on t.shop_id = own.shop_id and t.tier_id = own.tier_id
           join tier_settings ts on ts.shop_id = own.shop_id
          where own.shop_id = c.shop_id and own.customer_id = c.customer_id) tiered on true
       left join lateral (
         select jsonb_agg(jsonb_build_object('subscriptionId', s.subscription_id, 'endpoint', s.endpoint,
                                             'p256dh', s.p256dh, 'auth', s.auth)) as list,
                max(s.subscribed_at) as newest_at
           from push_subscriptions s
          where s.shop_id = c.shop_id and s.customer_id = c.customer_id) browsers on true
       left join lateral (
         select o.processed_at, dearest.title, dearest.category
           from orders o
           left join lateral (
             select l.title, r.product_type as category
               from order_lines l
               left join products r on r.shop_id = l.shop_id and r.product_id = l.product_id
              where l.shop_id = o.shop_id and l.order_id = o.order_id
              order by l.total_minor desc, l.line_id limit 1) dearest on true
          where o.shop_id = c.shop_id and o.customer_id = c.customer_id and o.counts
          order by o.processed_at desc limit 1) newest on true
      where c.customer_id = any ($1::bigint[])`,
    [customerIds],
  );
  return new Map(rows.map((row) => [row.customer_id, fromRow(row)]));
}

function fromRow(row: RecipientRow): Recipient {
  return {
    customerId: row.customer_id,
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    locale: row.locale,
    country: row.country,
    birthday: row.birthday,
    email: row.email,
    emailConsent: row.email_consent,
    emailConsentAt: row.email_consent_at,
    phone: toE164(row.phone),
    smsConsent: row.sms_consent,
    smsConsentAt: row.sms_consent_at,
    browsers: row.browsers ?? [],
    pushSubscribedAt: row.push_subscribed_at,
    gone: row.gone,
    pausedUntil: row.paused_until,
    suppressions: {
      email: suppressionOf({ reason: row.email_reason, at: row.email_suppressed_at }),
      sms: suppressionOf({ reason: row.sms_reason, at: row.sms_suppressed_at }),
      push: suppressionOf({ reason: row.push_reason, at: row.push_suppressed_at }),
    },
    tier: row.tier,
    tierDetails: row.tier_details,
    orders: row.orders ?? 0,
    spentMinor: row.spent_minor ?? 0,
    dueDay: row.due_day,
    lastOrder: lastOrderOf(row),
  };
}

function suppressionOf({ reason, at }: StoredSuppression): Suppression | null {
  return reason === null || at === null ? null : { reason, at };
}

function lastOrderOf(row: RecipientRow): Recipient['lastOrder'] {
  if (row.last_order_at === null) return null;
  return {
    at: row.last_order_at,
    product: row.last_product ?? '',
    category: row.last_category ?? '',
  };
}

export interface ShopFront {
  readonly name: string;
  /** Where customers shop. */
  readonly url: string;
  readonly zone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Which ones it writes to its customers in. */
  readonly languages: LanguageChoice;
}

export async function readShopFront(tx: ShopTransaction): Promise<ShopFront> {
  const row = await tx.one<
    ChoiceRow & {
      readonly name: string;
      readonly domain: string;
      readonly storefront_url: string | null;
      readonly time_zone: string;
      readonly currency: string;
    }
  >(
    `select s.name, s.domain, s.storefront_url, s.time_zone, s.currency, s.locale, l.languages, l.fallback
       from shops s left join language_settings l on l.shop_id = s.shop_id where s.shop_id = $1`,
    [tx.shopId],
  );
  return {
    name: row.name || row.domain,
    url: row.storefront_url ?? `https://${row.domain}`,
    zone: row.time_zone,
    currency: row.currency,
    languages: choiceIn(row),
  };
}
