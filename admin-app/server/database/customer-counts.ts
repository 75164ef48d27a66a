/** How many customers a shop has, and what they can be listed by. */
import { type Day, formatDay } from '../../core/time.ts';
import { JOIN_SUPPRESSION, MAY_EMAIL } from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerCounts {
  readonly customers: number;
  readonly overdue: number;
  readonly overdue_reachable: number;
}

/** Totals for the home page. */
export async function countCustomers(tx: ShopTransaction, today: Day): Promise<CustomerCounts> {
  return await tx.one<CustomerCounts>(
    `select count(*) as customers,
            count(*) filter (where p.due_day < $1::date) as overdue,
            count(*) filter (where p.due_day < $1::date and ${MAY_EMAIL}) as overdue_reachable
       from customers c ${JOIN_SUPPRESSION} left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
      where c.deleted_at is null and c.redacted_at is null`,
    [formatDay(today)],
  );
}

/** False until the first predictions: before them nobody is known to be overdue or due. */
export async function hasPredictions(tx: ShopTransaction): Promise<boolean> {
  const { has } = await tx.one<{ has: boolean }>(
    'select exists (select from predictions where shop_id = $1) as has',
    [tx.shopId],
  );
  return has;
}

/** The tiers that customers can be in, the lowest first. */
export async function readTierNames(
  tx: ShopTransaction,
): Promise<readonly { readonly tierId: string; readonly name: string }[]> {
  return await tx.query<{ tierId: string; name: string }>(
    `select t.tier_id as "tierId", t.name from value_tiers t
       join tier_settings s on s.shop_id = t.shop_id and s.basis is not null
      where t.removed_at is null order by t.place`,
  );
}
