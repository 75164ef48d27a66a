/** One fit of a shop at a time over all processes; the lock ends with the process, however that ends. */
import type pg from 'pg';
import { FIT_LOCK } from './model-fits.ts';

/** Runs `work` holding the shop's lock; "busy" without running it when another fit holds it. */
export async function holdingFitLock<T>(
  pool: pg.Pool,
  shopId: number,
  work: () => Promise<T>,
): Promise<T | 'busy'> {
  const client = await pool.connect();
  // A lost connection loses the lock, too; whoever begins then overtakes this fit, which finds out by its number.
  let lost = false;
  const lose = () => {
    lost = true;
  };
  client.on('error', lose);
  try {
    const { rows } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(${FIT_LOCK}) as held`,
      [shopId],
    );
    if (rows[0]?.held !== true) return 'busy';
    try {
      return await work();
    } finally {
      if (!lost) {
        await client.query(`select pg_advisory_unlock(${FIT_LOCK})`, [shopId]).catch(lose);
      }
    }
  } finally {
    client.off('error', lose);
    client.release(lost);
  }
}
