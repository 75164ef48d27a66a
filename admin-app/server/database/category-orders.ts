/** Orders of a category: with a product of that type in them. */
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CategoryOrder {
  readonly customerId: number;
  readonly category: string;
  readonly at: Instant;
}

/** Counting orders of these customers since then, of any of these categories as they are spelled here; oldest first. */
export async function readCategoryOrders(
  tx: ShopTransaction,
  customerIds: readonly number[],
  categories: readonly string[],
  since: Instant,
): Promise<readonly CategoryOrder[]> {
  if (customerIds.length === 0 || categories.length === 0) return [];
  return await tx.query<CategoryOrder>(
    `select distinct o.customer_id as "customerId", asked.category, o.processed_at as at
       from orders o
       join order_lines l on l.shop_id = o.shop_id and l.order_id = o.order_id
       join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
       join unnest($3::text[]) as asked (category)
         on p.product_type_folded = lower(normalize(asked.category, NFC) collate "und-x-icu")
      where o.shop_id = $1 and o.customer_id = any ($2::bigint[]) and o.counts and o.processed_at >= $4
      order by o.processed_at`,
    [tx.shopId, numberArray(customerIds), categories, timestampText(since)],
  );
}
