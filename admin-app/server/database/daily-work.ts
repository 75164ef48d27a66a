/** The shop-local day whose work is done, so that midnight is noticed once, whatever restarts in between. */
import { type Day, type DayText, formatDay, parseDay } from '../../core/time.ts';
import type { Database } from './pool.ts';
import { type ShopTransaction, withRegistry } from './tenant.ts';

export interface ShopWithDay {
  readonly shopId: number;
  readonly zone: string;
  readonly dailyWorkDay: Day | null;
}

/** All installed shops. */
export async function readShopDays(db: Database): Promise<readonly ShopWithDay[]> {
  return await withRegistry(db, async (tx) => {
    const rows = await tx.query<{
      shop_id: number;
      time_zone: string;
      daily_work_on: DayText | null;
    }>(
      'select shop_id, time_zone, daily_work_on from shops where uninstalled_at is null order by shop_id',
    );
    return rows.map((row) => ({
      shopId: row.shop_id,
      zone: row.time_zone,
      dailyWorkDay: row.daily_work_on === null ? null : parseDay(row.daily_work_on),
    }));
  });
}

export async function markDailyWorkDone(tx: ShopTransaction, day: Day): Promise<void> {
  await tx.execute('update shops set daily_work_on = $2 where shop_id = $1', [
    tx.shopId,
    formatDay(day),
  ]);
}
