/** What scenarios do to customers besides writing to them: pause marketing, ask for tags in Shopify, alert staff. */
import type { Instant } from '../../core/time.ts';
import { numberArray, timestampArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** The step of an enrolment that asks for it: repeated after a crash, it asks once. */
export interface AskedBy {
  readonly customerId: number;
  readonly enrolmentId: number;
  readonly step: number;
}

/** A pause never ends earlier than one that was asked for before. */
export async function pauseMarketing(
  tx: ShopTransaction,
  pauses: readonly { readonly customerId: number; readonly until: Instant }[],
): Promise<void> {
  if (pauses.length === 0) return;
  await tx.execute(
    `update customers c set marketing_paused_until = greatest(c.marketing_paused_until, g.until)
       from (select customer_id, max(until) as until from unnest($2::bigint[], $3::timestamptz[]) as g (customer_id, until)
              group by customer_id) g
      where c.shop_id = $1 and c.customer_id = g.customer_id`,
    [
      tx.shopId,
      numberArray(pauses.map((it) => it.customerId)),
      timestampArray(pauses.map((it) => it.until)),
    ],
  );
}

export interface AskedTag extends AskedBy {
  readonly action: 'add' | 'remove';
  readonly tag: string;
}

export async function askForTags(
  tx: ShopTransaction,
  tags: readonly AskedTag[],
  at: Instant,
): Promise<void> {
  if (tags.length === 0) return;
  await tx.execute(
    `insert into outgoing_tags (shop_id, customer_id, enrolment_id, step, action, tag, created_at)
     select $1, g.*, $7
       from unnest($2::bigint[], $3::bigint[], $4::int[], $5::text[], $6::text[])
         as g (customer_id, enrolment_id, step, action, tag)
     on conflict do nothing`,
    [
      tx.shopId,
      numberArray(tags.map((it) => it.customerId)),
      numberArray(tags.map((it) => it.enrolmentId)),
      numberArray(tags.map((it) => it.step)),
      tags.map((it) => it.action),
      tags.map((it) => it.tag),
      timestampText(at),
    ],
  );
}

export interface WaitingTag {
  readonly changeId: number;
  readonly customerId: number;
  readonly action: 'add' | 'remove';
  readonly tag: string;
}

/** In the order in which they were asked for. */
export async function readWaitingTags(
  tx: ShopTransaction,
  limit: number,
): Promise<readonly WaitingTag[]> {
  return await tx.query<WaitingTag>(
    `select change_id as "changeId", customer_id as "customerId", action, tag from outgoing_tags
      where shop_id = $1 and done_at is null order by change_id limit $2`,
    [tx.shopId, limit],
  );
}

/** `error` is why Shopify refused for good; null when it did as asked. */
export async function settleTag(
  tx: ShopTransaction,
  changeId: number,
  { error, at }: { readonly error: string | null; readonly at: Instant },
): Promise<void> {
  await tx.execute(
    `update outgoing_tags set done_at = $3, error = $4, attempts = attempts + 1
      where shop_id = $1 and change_id = $2`,
    [tx.shopId, changeId, timestampText(at), error],
  );
}

export async function hasWaitingTags(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ waiting: boolean }>(
    `select exists (select from outgoing_tags where shop_id = $1 and done_at is null) as waiting`,
    [tx.shopId],
  );
  return row.waiting;
}

export interface StaffAlert extends AskedBy {
  readonly scenarioId: number;
  readonly note: string;
}

export async function alertStaff(
  tx: ShopTransaction,
  alerts: readonly StaffAlert[],
  at: Instant,
): Promise<void> {
  if (alerts.length === 0) return;
  await tx.execute(
    `insert into staff_alerts (shop_id, customer_id, enrolment_id, step, scenario_id, note, at)
     select $1, g.*, $7
       from unnest($2::bigint[], $3::bigint[], $4::int[], $5::bigint[], $6::text[])
         as g (customer_id, enrolment_id, step, scenario_id, note)
     on conflict do nothing`,
    [
      tx.shopId,
      numberArray(alerts.map((it) => it.customerId)),
      numberArray(alerts.map((it) => it.enrolmentId)),
      numberArray(alerts.map((it) => it.step)),
      numberArray(alerts.map((it) => it.scenarioId)),
      alerts.map((it) => it.note),
      timestampText(at),
    ],
  );
}

export interface StoredAlert {
  readonly alertId: number;
  readonly customerId: number;
  readonly customerName: string | null;
  readonly scenarioId: number;
  readonly scenarioName: string;
  readonly note: string;
  readonly at: Instant;
}

/** Those that nobody has dealt with, the newest first. */
export async function readOpenAlerts(
  tx: ShopTransaction,
  limit: number,
): Promise<readonly StoredAlert[]> {
  return await tx.query<StoredAlert>(
    `select a.alert_id as "alertId", a.customer_id as "customerId", a.scenario_id as "scenarioId", a.note, a.at,
            s.name as "scenarioName",
            coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as "customerName"
       from staff_alerts a
       join scenarios s on s.shop_id = a.shop_id and s.scenario_id = a.scenario_id
       left join customers c on c.shop_id = a.shop_id and c.customer_id = a.customer_id
      where a.shop_id = $1 and a.done_at is null order by a.alert_id desc limit $2`,
    [tx.shopId, limit],
  );
}

export async function countOpenAlerts(tx: ShopTransaction): Promise<number> {
  const row = await tx.one<{ alerts: number }>(
    'select count(*) as alerts from staff_alerts where shop_id = $1 and done_at is null',
    [tx.shopId],
  );
  return row.alerts;
}

/** False when there is no such open alert. */
export async function closeAlert(
  tx: ShopTransaction,
  alertId: number,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<boolean> {
  const closed = await tx.execute(
    `update staff_alerts set done_at = $3, done_by = $4
      where shop_id = $1 and alert_id = $2 and done_at is null`,
    [tx.shopId, alertId, timestampText(at), by],
  );
  return closed === 1;
}
