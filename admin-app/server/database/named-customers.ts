/** Customers as people name them: by number or by e-mail address. */
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';

export interface NamedCustomer {
  /** As it was given. */
  readonly given: string;
  readonly customerId: number;
}

/**
 * Those that there are; deleted and redacted ones are not. Of several customers with one address the one whom Shopify
 * spoke of last is meant; capitals make no difference.
 */
export async function findNamedCustomers(
  tx: ShopTransaction,
  named: { readonly ids: readonly number[]; readonly emails: readonly string[] },
): Promise<readonly NamedCustomer[]> {
  return await tx.query<NamedCustomer>(
    // The keys first: worked out beside the index, row-level security would have every address looked at.
    `with given as materialized (
       select email, search_key(email) as email_key from (select distinct unnest($3::text[]) as email) named)
     select c.customer_id::text as given, c.customer_id as "customerId" from customers c
      where c.shop_id = $1 and c.customer_id = any ($2::bigint[]) and c.deleted_at is null and c.redacted_at is null
     union all
     select given.email, newest.customer_id
       from given
       cross join lateral (
         select c.customer_id from customers c
          where c.shop_id = $1 and c.email_key = given.email_key
            and lower(c.email) = lower(given.email) and c.deleted_at is null and c.redacted_at is null
          order by c.updated_at desc, c.customer_id limit 1) newest`,
    [tx.shopId, numberArray(named.ids), named.emails],
  );
}

/** Those of these customers who are inside the scenario now. */
export async function readInside(
  tx: ShopTransaction,
  scenarioId: number,
  customerIds: readonly number[],
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select distinct customer_id from enrolments
      where shop_id = $1 and scenario_id = $2 and customer_id = any ($3::bigint[]) and ended_at is null`,
    [tx.shopId, scenarioId, numberArray(customerIds)],
  );
  return rows.map((row) => row.customer_id);
}
