/** Rows of a shop for tests, each with believable defaults and overrides. */
import type { Database } from '../../admin-app/server/database/pool.ts';
import type { ShopTransaction } from '../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../admin-app/server/database/type-parsers.ts';

/** 2026-06-15 10:00 UTC, a Monday. */
export const SOME_DAY = Date.UTC(2026, 5, 15, 10);

export async function insertShop(db: Database, domain: string, zone = 'UTC'): Promise<number> {
  const { rows } = await db.ownerPool.query<{ shop_id: number }>(
    `insert into shops (domain, name, currency, time_zone, installed_at)
     values ($1, $1, 'EUR', $2, now()) returning shop_id`,
    [domain, zone],
  );
  const shopId = rows[0]?.shop_id;
  if (shopId === undefined) throw new Error('The shop was not inserted');
  return shopId;
}

export interface CustomerOverrides {
  readonly customer_id: number;
  readonly first_name?: string;
  readonly email?: string | null;
  readonly email_consent?: string;
  readonly birthday?: string | null;
  readonly locale?: string;
}

export async function insertCustomer(
  tx: ShopTransaction,
  overrides: CustomerOverrides,
): Promise<void> {
  const customer = {
    first_name: `Customer ${overrides.customer_id}`,
    email: `customer-${overrides.customer_id}@example.com`,
    email_consent: 'subscribed',
    birthday: null,
    locale: 'en',
    ...overrides,
  };
  await tx.execute(
    `insert into customers (shop_id, customer_id, first_name, email, email_consent, birthday, locale, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [
      tx.shopId,
      customer.customer_id,
      customer.first_name,
      customer.email,
      customer.email_consent,
      customer.birthday,
      customer.locale,
      timestampText(SOME_DAY),
    ],
  );
}

export interface OrderOverrides {
  readonly order_id: number;
  readonly customer_id: number;
  readonly processedAt: number;
  readonly total_minor?: number;
  readonly test?: boolean;
}

export async function insertOrder(tx: ShopTransaction, overrides: OrderOverrides): Promise<void> {
  const order = { total_minor: 2_500, test: false, ...overrides };
  await tx.execute(
    `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, test, financial_status,
                         processed_at, created_at, updated_at)
     values ($1, $2, $3, '#' || $2::bigint, 'EUR', $4, $5, 'paid', $6, $6, $6)`,
    [
      tx.shopId,
      order.order_id,
      order.customer_id,
      order.total_minor,
      order.test,
      timestampText(order.processedAt),
    ],
  );
}
