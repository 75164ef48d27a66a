/** The shop's rules of attribution, and how far its history has been counted by them. */
import type { AttributionRules } from '../../core/results/attribution.ts';
import type { ShopTransaction } from './tenant.ts';

export interface AttributionSettings {
  /** Null until the owner has changed the usual ones. */
  readonly rules: AttributionRules | null;
  readonly version: number;
  /** Null when the history is counted by these rules. */
  readonly recount: { readonly counted: number; readonly total: number | null } | null;
}

interface SettingsRow {
  readonly rules: AttributionRules | null;
  readonly version: number;
  readonly recount_through: number | null;
  readonly recount_total: number | null;
  readonly recounted: number;
}

export async function readAttributionSettings(tx: ShopTransaction): Promise<AttributionSettings> {
  const row = await tx.maybeOne<SettingsRow>(
    `select rules, version, recount_through, recount_total, recounted from attribution_settings
      where shop_id = $1`,
    [tx.shopId],
  );
  if (!row) return { rules: null, version: 0, recount: null };
  const recount =
    row.recount_through === null ? null : { counted: row.recounted, total: row.recount_total };
  return { rules: row.rules, version: row.version, recount };
}

/**
 * Keeps new rules and has the whole history counted by them; what was counted by older ones is counted once more. With
 * the version that staff began from, only where nobody has changed them since: false then, and nothing is written.
 */
export async function writeAttributionRules(
  tx: ShopTransaction,
  rules: AttributionRules,
  version: number | null = null,
): Promise<boolean> {
  const written = await tx.execute(
    `insert into attribution_settings as s (shop_id, rules, version, recount_through) values ($1, $2, 1, 0)
     on conflict (shop_id) do update
       set rules = excluded.rules, version = s.version + 1, recount_through = 0, recount_total = null, recounted = 0
       where $3::integer is null or s.version = $3`,
    [tx.shopId, JSON.stringify(rules), version],
  );
  return written === 1;
}

/** Where a recount stands; null when there is none. Held until the transaction ends. */
export interface Recount {
  readonly through: number;
  readonly days: boolean;
}

export async function lockRecount(tx: ShopTransaction): Promise<Recount | null> {
  const row = await tx.maybeOne<{ through: number | null; days: boolean }>(
    `select recount_through as through, recount_days as days from attribution_settings
      where shop_id = $1 for no key update`,
    [tx.shopId],
  );
  return row && row.through !== null ? { through: row.through, days: row.days } : null;
}

export async function startRecount(tx: ShopTransaction): Promise<void> {
  await tx.execute(
    `update attribution_settings
        set recount_total = (select count(distinct customer_id) from enrolments where shop_id = $1)
      where shop_id = $1 and recount_total is null`,
    [tx.shopId],
  );
}

/** The next customers of a recount, by number. */
export async function readRecountBatch(
  tx: ShopTransaction,
  through: number,
  limit: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select distinct customer_id from enrolments
      where shop_id = $1 and customer_id > $2 order by customer_id limit $3`,
    [tx.shopId, through, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** `through` is null at the end. */
export async function noteRecounted(
  tx: ShopTransaction,
  through: number | null,
  customers: number,
): Promise<void> {
  await tx.execute(
    `update attribution_settings set recount_through = $2, recounted = recounted + $3 where shop_id = $1`,
    [tx.shopId, through, customers],
  );
}

/** Sums the shop's orders by day anew; call `lockOrderLog` before. */
export async function recountDays(tx: ShopTransaction, zone: string): Promise<void> {
  await tx.execute('delete from shop_days where shop_id = $1', [tx.shopId]);
  await tx.execute(
    `insert into shop_days (shop_id, day, orders, revenue_minor)
     select shop_id, (processed_at at time zone $2)::date, count(*), sum(total_minor)
       from orders where shop_id = $1 and counts group by 1, 2`,
    [tx.shopId, zone],
  );
  // Days of customers who were forgotten follow the shop as well.
  await tx.execute(
    `update attributions set ordered_on = (ordered_at at time zone $2)::date
      where shop_id = $1 and ordered_on <> (ordered_at at time zone $2)::date`,
    [tx.shopId, zone],
  );
  await tx.execute('update attribution_settings set recount_days = false where shop_id = $1', [
    tx.shopId,
  ]);
}

/** Whether customers' facts have changed, or the history is to be counted again. */
export async function hasAttributionWork(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ work: boolean }>(
    `select exists (select from result_changes where shop_id = $1)
         or exists (select from attribution_settings where shop_id = $1 and recount_through is not null) as work`,
    [tx.shopId],
  );
  return row.work;
}

/** Takes customers whose facts have changed; they are done when the transaction commits. */
export async function takeResultChanges(
  tx: ShopTransaction,
  limit: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `delete from result_changes
      where shop_id = $1 and change_id = any (array(
        select change_id from result_changes where shop_id = $1 order by change_id limit $2))
     returning customer_id`,
    [tx.shopId, limit],
  );
  return [...new Set(rows.map((row) => row.customer_id))];
}
