/** Customers' order logs as the core reads them: one entry per shop-local day, amounts of a day added up. */
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
  return await readLogs(tx, `customer_id = any ($2::bigint[])`, [zone, customerIds]);
}

/** The next `limit` logs by customer id, to walk through a whole shop in constant memory. */
export async function readOrderLogsAfter(
  tx: ShopTransaction,
  zone: string,
  afterCustomerId: number,
  limit: number,
): Promise<CustomerOrderLog[]> {
  const page = `customer_id in (
    select customer_id from order_facts where customer_id > $2 order by customer_id limit $3)`;
  return await readLogs(tx, page, [zone, afterCustomerId, limit]);
}

async function readLogs(
  tx: ShopTransaction,
  which: string,
  values: readonly unknown[],
): Promise<CustomerOrderLog[]> {
  const rows = await tx.query<{ customer_id: number; days: number[]; amounts: number[] }>(
    `select customer_id, array_agg(day order by day) as days, array_agg(amount order by day) as amounts
       from (
         select customer_id, (processed_at at time zone $1)::date - date '1970-01-01' as day,
                sum(total_minor)::bigint as amount
           from orders where counts and ${which}
          group by 1, 2) per_day
      group by customer_id order by customer_id`,
    values,
  );
  return rows.map(({ customer_id, days, amounts }) => ({
    customerId: customer_id,
    days,
    amountsMinor: amounts,
  }));
}
