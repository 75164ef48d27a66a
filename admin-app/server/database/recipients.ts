/** What a mail to a customer needs to know of them, read at the moment of sending. */
import type { EmailRecipient } from '../../core/consent/may-email.ts';
import type { Suppression } from '../../core/consent/suppression.ts';
import type { Instant } from '../../core/time.ts';
import { JOIN_SUPPRESSION } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';

export interface Recipient extends EmailRecipient {
  readonly customerId: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly locale: string | null;
  readonly suppression: Suppression | null;
  readonly lastOrder: { readonly at: Instant; readonly product: string } | null;
}

interface RecipientRow {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly locale: string | null;
  readonly email: string | null;
  readonly email_consent: string;
  readonly email_consent_at: Instant | null;
  readonly gone: boolean;
  readonly suppression_reason: string | null;
  readonly suppression_at: Instant | null;
  readonly last_order_at: Instant | null;
  readonly last_product: string | null;
}

/** By customer. The last order's product is the line that cost most. */
export async function readRecipients(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, Recipient>> {
  const rows = await tx.query<RecipientRow>(
    `select c.customer_id, c.first_name, c.last_name, c.locale, c.email, c.email_consent, c.email_consent_at,
            c.deleted_at is not null or c.redacted_at is not null as gone,
            suppression.reason as suppression_reason, suppression.at as suppression_at,
            newest.processed_at as last_order_at, newest.product as last_product
       from customers c ${JOIN_SUPPRESSION}
       left join lateral (
         select o.processed_at,
                (select l.title from order_lines l where l.shop_id = o.shop_id and l.order_id = o.order_id
                  order by l.total_minor desc, l.line_id limit 1) as product
           from orders o
          where o.shop_id = c.shop_id and o.customer_id = c.customer_id and o.counts
          order by o.processed_at desc limit 1) newest on true
      where c.customer_id = any ($1::bigint[])`,
    [customerIds],
  );
  return new Map(rows.map((row) => [row.customer_id, fromRow(row)]));
}

function fromRow(row: RecipientRow): Recipient {
  const { suppression_reason: reason, suppression_at: at } = row;
  return {
    customerId: row.customer_id,
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    locale: row.locale,
    email: row.email,
    emailConsent: row.email_consent,
    emailConsentAt: row.email_consent_at,
    gone: row.gone,
    suppression: reason === null || at === null ? null : { reason, at },
    lastOrder:
      row.last_order_at === null
        ? null
        : { at: row.last_order_at, product: row.last_product ?? '' },
  };
}

export interface ShopFront {
  readonly name: string;
  /** Where customers shop. */
  readonly url: string;
}

export async function readShopFront(tx: ShopTransaction): Promise<ShopFront> {
  const row = await tx.one<{ name: string; domain: string; storefront_url: string | null }>(
    'select name, domain, storefront_url from shops where shop_id = $1',
    [tx.shopId],
  );
  return { name: row.name || row.domain, url: row.storefront_url ?? `https://${row.domain}` };
}
