/** One customer's activities over all channels, filtered and by page. */
import type { Instant } from '../../core/time.ts';
import { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';

export interface ActivityFilters {
  readonly channel: string | null;
  readonly kind: string | null;
  readonly by: 'people' | 'machines' | null;
  readonly scenarioId: number | null;
}

export interface StoredActivity {
  readonly activity_id: number;
  readonly at: Instant;
  readonly channel: string;
  readonly kind: string;
  readonly by_machine: boolean;
  /** One line for people: the subject of the mail, the name of the order, the answer and what was written beside it. */
  readonly what: string;
  readonly scenario_id: number | null;
  readonly scenario_name: string | null;
  readonly scenario_kind: string | null;
  readonly order_id: number | null;
  readonly order_minor: number | null;
}

/** The customer's activities, newest first, after (older than) the one named; null begins with the newest. */
export async function readActivities(
  tx: ShopTransaction,
  customerId: number,
  page: ActivityFilters & { readonly afterActivityId: number | null; readonly limit: number },
): Promise<readonly StoredActivity[]> {
  const { channel, kind, by, scenarioId, afterActivityId, limit } = page;
  const values = new StatementValues(customerId, limit);
  const conditions = ['a.customer_id = $1'];
  if (channel !== null) conditions.push(`a.channel = ${values.add(channel)}`);
  if (kind !== null) conditions.push(`a.kind = ${values.add(kind)}`);
  if (by !== null) conditions.push(`a.by_machine = ${values.add(by === 'machines')}`);
  if (scenarioId !== null) conditions.push(`a.scenario_id = ${values.add(scenarioId)}`);
  if (afterActivityId !== null) {
    const id = values.add(afterActivityId);
    conditions.push(
      `(a.at, a.activity_id) < (select at, activity_id from activities where activity_id = ${id} and customer_id = $1)`,
    );
  }
  // The order's number is read behind a fence: beside the index, row-level security would have all orders looked at.
  return await tx.query<StoredActivity>(
    `select a.activity_id, a.at, a.channel, a.kind, a.by_machine,
            concat_ws(' · ',
              coalesce(a.details ->> 'label', a.details ->> 'answer', a.details ->> 'name', a.details ->> 'url',
                       a.details ->> 'reason'),
              a.details ->> 'comment', coalesce(d.subject, a.details ->> 'subject')) as what,
            s.scenario_id, s.name as scenario_name, s.kind as scenario_kind,
            told.order_id, o.total_minor as order_minor
       from activities a
       left join lateral (select case when a.channel = 'store' then (a.details -> 'orderId')::bigint end as order_id
                          offset 0) told on true
       left join orders o on o.shop_id = a.shop_id and o.order_id = told.order_id
       left join sends d on d.shop_id = a.shop_id and d.send_id = a.send_id
       left join scenarios s on s.shop_id = a.shop_id and s.scenario_id = a.scenario_id
      where ${conditions.join(' and ')}
      order by a.at desc, a.activity_id desc limit $2`,
    values.values,
  );
}

export interface ActivityKind {
  readonly channel: string;
  readonly kind: string;
  readonly by_machine: boolean;
  readonly scenario_id: number | null;
  readonly scenario_name: string | null;
  readonly scenario_kind: string | null;
}

/** Everything that there is to filter one customer's activities by. */
export async function readActivityKinds(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly ActivityKind[]> {
  return await tx.query<ActivityKind>(
    `select k.*, s.name as scenario_name, s.kind as scenario_kind
       from (select distinct channel, kind, by_machine, scenario_id
               from activities where customer_id = $1) k
       left join scenarios s on s.scenario_id = k.scenario_id
      order by k.channel, k.kind, k.by_machine, s.name`,
    [customerId],
  );
}
