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

export interface StoredActivity {
  readonly activityId: number;
  readonly at: Instant;
  readonly channel: string;
  readonly kind: string;
  readonly byMachine: boolean;
  /** One line for people: the subject of the mail, the name of the order, the answer. */
  readonly what: string;
}

/** A customer's activities, newest first, after (older than) the one named; null begins with the newest. */
export async function readActivities(
  tx: ShopTransaction,
  customerId: number,
  afterActivityId: number | null,
  limit: number,
): Promise<readonly StoredActivity[]> {
  return await tx.query<StoredActivity>(
    `select a.activity_id as "activityId", a.at, a.channel, a.kind, a.by_machine as "byMachine",
            concat_ws(' · ',
              coalesce(a.details ->> 'label', a.details ->> 'answer', a.details ->> 'name', a.details ->> 'url',
                       a.details ->> 'reason'),
              coalesce(d.subject, a.details ->> 'subject')) as what
       from activities a
       left join sends d on d.shop_id = a.shop_id and d.send_id = a.send_id
      where a.customer_id = $1
        and ($2::bigint is null
             or (a.at, a.activity_id) < (select at, activity_id from activities where activity_id = $2))
      order by a.at desc, a.activity_id desc limit $3`,
    [customerId, afterActivityId, limit],
  );
}
