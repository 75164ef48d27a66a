/**
 * Customers' order logs as the core reads them: one entry per shop-local day, amounts of a day added up, and the product
 * type of the largest line of the day's largest order, as a number.
 */
import type { OrderLog } from '../../core/prediction/types.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerOrderLog extends OrderLog {
  readonly customerId: number;
}

/**
 * A number that is another one, but for one chance in four thousand million, when the log or the shop's zone is: FNV-1a
 * of 32 bits over the numbers.
 */
export function digestOf(log: OrderLog, zone: string): number {
  let hash = 0x811c9dc5;
  for (const letter of zone) hash = mix(hash, letter.charCodeAt(0));
  for (const day of log.days) hash = mix(hash, day);
  for (const amount of log.amountsMinor ?? []) {
    hash = mix(mix(hash, amount | 0), Math.floor(amount / 2 ** 32));
  }
  return hash;
}

function mix(hash: number, value: number): number {
  return Math.imul((hash ^ value) | 0, 0x01000193) ^ (hash >>> 15);
}

/** The logs of these customers; those without a counting order are left out. */
export async function readOrderLogs(
  tx: ShopTransaction,
  zone: string,
  customerIds: readonly number[],
): Promise<CustomerOrderLog[]> {
  return await readLogs(tx, `o.customer_id = any ($2::bigint[])`, [zone, customerIds]);
}

/** The next `limit` logs by customer id, to walk through a whole shop in constant memory. */
export async function readOrderLogsAfter(
  tx: ShopTransaction,
  zone: string,
  afterCustomerId: number,
  limit: number,
): Promise<CustomerOrderLog[]> {
  const page = `o.customer_id in (
    select customer_id from order_facts where customer_id > $2 order by customer_id limit $3)`;
  return await readLogs(tx, page, [zone, afterCustomerId, limit]);
}

async function readLogs(
  tx: ShopTransaction,
  which: string,
  values: readonly unknown[],
): Promise<CustomerOrderLog[]> {
  const rows = await tx.query<{
    customer_id: number;
    days: number[];
    amounts: number[];
    categories: (number | null)[];
  }>(
    `select customer_id, array_agg(day order by day) as days, array_agg(amount order by day) as amounts,
            array_agg(category order by day) as categories
       from (
         select o.customer_id, (o.processed_at at time zone $1)::date - date '1970-01-01' as day,
                sum(o.total_minor)::bigint as amount,
                (array_agg(category order by o.total_minor desc, o.order_id) filter (where category is not null))[1]
                  as category
           from orders o left join lateral (${CATEGORY_OF_LARGEST_LINE}) largest on true
          where o.counts and ${which}
          group by 1, 2) per_day
      group by customer_id order by customer_id`,
    values,
  );
  return rows.map(({ customer_id, days, amounts, categories }) => ({
    customerId: customer_id,
    days,
    amountsMinor: amounts,
    categories,
  }));
}

/** 32 bits of the product type's name stand for it. */
const CATEGORY_OF_LARGEST_LINE = `
  select ('x' || left(md5(lower(p.product_type)), 8))::bit(32)::int as category
    from order_lines l join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
   where l.shop_id = o.shop_id and l.order_id = o.order_id and p.product_type <> ''
   order by l.total_minor desc, l.line_id
   limit 1`;
