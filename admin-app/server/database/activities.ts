/** What customers did and received. The same thing told twice is one row: `sourceKey` says what "the same" means. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface NewActivity {
  readonly customerId: number;
  readonly at: Instant;
  readonly channel: 'store' | 'email' | 'sms' | 'push' | 'on-site' | 'staff';
  readonly kind: string;
  readonly byMachine?: boolean;
  readonly scenarioId?: number;
  readonly sendId?: number;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Null for what may well happen several times. */
  readonly sourceKey: string | null;
}

/** Returns how many of them were new. */
export async function insertActivities(
  tx: ShopTransaction,
  activities: readonly NewActivity[],
): Promise<number> {
  if (activities.length === 0) return 0;
  return await tx.execute(
    `insert into activities
       (shop_id, customer_id, at, channel, kind, by_machine, scenario_id, send_id, details, source_key)
     select $1, "customerId", to_timestamp(at / 1000.0), channel, kind, coalesce("byMachine", false),
            "scenarioId", "sendId", coalesce(details, '{}'), "sourceKey"
       from jsonb_to_recordset($2::jsonb) as given (
         "customerId" bigint, at bigint, channel text, kind text, "byMachine" boolean, "scenarioId" bigint,
         "sendId" bigint, details jsonb, "sourceKey" text)
     on conflict (shop_id, source_key) where source_key is not null do nothing`,
    [tx.shopId, JSON.stringify(activities)],
  );
}

/** Adds to what is known of the activities that have one of the keys. */
export async function addActivityDetails(
  tx: ShopTransaction,
  sourceKeys: readonly string[],
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.execute(
    `update activities set details = details || $3::jsonb where shop_id = $1 and source_key = any ($2)`,
    [tx.shopId, sourceKeys, JSON.stringify(details)],
  );
}
