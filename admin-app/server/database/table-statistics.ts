/**
 * Postgres plans by what it last counted in a table, which it does by itself only some time after much has changed. A
 * shop that has just come in would be asked as if it had no rows: sums over its orders once for each customer.
 */
import type { Database } from './pool.ts';
import type { ShopTransaction } from './tenant.ts';

const TABLES = ['customers', 'orders', 'order_lines', 'order_facts', 'activities', 'products'];

/** Samples the tables that a sync fills; takes a second or so, however large they are. */
export async function refreshTableStatistics(db: Database): Promise<void> {
  await db.ownerPool.query(`analyze ${TABLES.join(', ')}`);
}

/**
 * Runs statements so that their time stays in proportion to the rows, whatever Postgres believes of a table. Where it
 * believes that there are few, it would look through all of one side of a join for each row of the other.
 */
export async function inProportion<T>(tx: ShopTransaction, work: () => Promise<T>): Promise<T> {
  await tx.query('set local enable_nestloop = off');
  const result = await work();
  await tx.query('set local enable_nestloop to default');
  return result;
}
