/**
 * Postgres plans by what it last counted in a table, which it does by itself only some time after much has changed. A
 * shop that has just come in would be asked as if it had no rows: sums over its orders once for each customer.
 */
import type { Database } from './pool.ts';

const TABLES = ['customers', 'orders', 'order_lines', 'order_facts', 'activities', 'products'];

/** Samples the tables that a sync fills; takes a second or so, however large they are. */
export async function refreshTableStatistics(db: Database): Promise<void> {
  await db.ownerPool.query(`analyze ${TABLES.join(', ')}`);
}
