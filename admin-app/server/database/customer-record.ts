/** Who one customer is, what they bought, where they belong. */
import type { DayText, Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerRecord {
  readonly customer_id: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly tags: readonly string[];
  readonly birthday: DayText | null;
  readonly rfm_group: string | null;
  readonly created_at: Instant;
  readonly redacted: boolean;
  readonly orders: number;
  readonly spent_minor: number;
}

/** Undefined for an unknown or deleted customer, and for another shop's. */
export async function readCustomer(
  tx: ShopTransaction,
  customerId: number,
): Promise<CustomerRecord | undefined> {
  return await tx.maybeOne<CustomerRecord>(
    `select c.customer_id, c.first_name, c.last_name, c.email, c.phone, c.locale, c.country, c.tags, c.birthday,
            c.rfm_group, c.created_at, c.redacted_at is not null as redacted, coalesce(f.orders, 0) as orders, coalesce(f.spent_minor, 0) as spent_minor
       from customers c
       left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
      where c.customer_id = $1 and c.deleted_at is null`,
    [customerId],
  );
}

export interface OrderRecord {
  readonly order_id: number;
  readonly name: string;
  readonly processed_at: Instant;
  readonly total_minor: number;
  readonly counts: boolean;
  readonly products: readonly { readonly title: string; readonly quantity: number }[];
}

/** Of orders: all of them. Those that count, and the few that do not, have an index by customer each. */
export const WHETHER_COUNTED = '(counts or not counts)';

/** The customer's newest orders, those that do not count (cancelled, test) included. */
export async function readRecentOrders(
  tx: ShopTransaction,
  customerId: number,
  limit: number,
): Promise<readonly OrderRecord[]> {
  return await tx.query<OrderRecord>(
    `select o.order_id, o.name, o.processed_at, o.total_minor, o.counts,
            coalesce((select jsonb_agg(jsonb_build_object('title', l.title, 'quantity', l.quantity) order by l.line_id)
                        from order_lines l where l.order_id = o.order_id), '[]') as products
       from orders o where o.customer_id = $1 and ${WHETHER_COUNTED} and o.deleted_at is null
      order by o.processed_at desc, o.order_id desc limit $2`,
    [customerId, limit],
  );
}

export interface MembershipRecord {
  readonly segment_id: number;
  readonly name: string;
  /** Null for a member from the segment's beginning. */
  readonly since: Instant | null;
}

/** The segments that the customer is in, by name. A segment's first members have no event that says since when. */
export async function readMemberships(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly MembershipRecord[]> {
  return await tx.query<MembershipRecord>(
    `select s.segment_id, s.name, joined.at as since
       from segments s
       join segment_members m on m.shop_id = s.shop_id and m.segment_id = s.segment_id and m.customer_id = $1
       left join lateral (
         select e.at from segment_events e
          where e.shop_id = s.shop_id and e.customer_id = $1 and e.segment_id = s.segment_id and e.kind = 'joined'
          order by e.event_id desc limit 1) joined on true
      where s.archived_at is null order by s.name_key`,
    [customerId],
  );
}

export interface EnrolmentRecord {
  readonly enrolment_id: number;
  readonly scenario_id: number;
  readonly scenario_name: string;
  readonly scenario_kind: string;
  readonly entered_at: Instant;
  readonly held_out: boolean;
  readonly block_id: string;
  readonly due_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly outcome: string | null;
  readonly definition: BlockNames;
  readonly steps: readonly {
    readonly at: string;
    readonly block_id: string;
    readonly cause: string;
    readonly result: string;
  }[];
}

/** Of a definition, what a block is called by. */
export interface BlockNames {
  readonly blocks: readonly {
    readonly id: string;
    readonly name?: string;
    readonly kind: string;
  }[];
}

/** The customer's passages through scenarios, newest first, with every step. */
export async function readEnrolments(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly EnrolmentRecord[]> {
  return await tx.query<EnrolmentRecord>(
    `select e.enrolment_id, e.scenario_id, s.name as scenario_name, s.kind as scenario_kind, e.entered_at, e.held_out,
            e.block_id, e.due_at, e.ended_at, e.outcome, v.definition,
            coalesce((select jsonb_agg(jsonb_build_object(
                        'at', t.at, 'block_id', t.block_id, 'cause', t.cause, 'result', t.result) order by t.step)
                        from enrolment_steps t where t.enrolment_id = e.enrolment_id), '[]') as steps
       from enrolments e
       join scenarios s on s.shop_id = e.shop_id and s.scenario_id = e.scenario_id
       join scenario_versions v on v.shop_id = e.shop_id and v.scenario_id = e.scenario_id and v.version = e.version
      where e.customer_id = $1
      order by e.entered_at desc, e.enrolment_id desc limit 50`,
    [customerId],
  );
}

/** Every order of the customer, whatever became of it. */
export async function readOrderIds(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ order_id: number }>(
    `select order_id from orders where customer_id = $1 and ${WHETHER_COUNTED} order by order_id`,
    [customerId],
  );
  return rows.map((row) => row.order_id);
}
