/** Which of some customers match which of some queries, asked in one pass over these customers. */
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { toSql } from '../../core/segment/to-sql.ts';
import { numberArray } from './array-literals.ts';
import type { ShopMoment } from './segment-members.ts';
import { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';

/** For each query, in their order, the customers who match it. Customers who are gone match none. */
export async function readMatches(
  tx: ShopTransaction,
  customerIds: readonly number[],
  queries: readonly ResolvedQuery[],
  moment: ShopMoment,
): Promise<readonly ReadonlySet<number>[]> {
  const matching = queries.map(() => new Set<number>());
  if (customerIds.length === 0 || queries.length === 0) return matching;
  const values = new StatementValues(tx.shopId, numberArray(customerIds));
  const columns = queries.map((query, index) => {
    const { sql, parameters } = toSql(query, {
      ...moment,
      shopId: tx.shopId,
      firstParameter: values.next,
      onlyCustomers: '$2::bigint[]',
    });
    values.addAll(parameters);
    return `(${sql}) is true as m${index}`;
  });
  const rows = await tx.query<Record<string, boolean> & { readonly customer_id: number }>(
    `select c.customer_id, ${columns.join(', ')} from segment_customers c
      where c.shop_id = $1 and c.customer_id = any ($2::bigint[])`,
    values.values,
  );
  for (const row of rows) {
    matching.forEach((customers, index) => {
      if (row[`m${index}`]) customers.add(row.customer_id);
    });
  }
  return matching;
}
