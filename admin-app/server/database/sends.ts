/**
 * Sends: one message to one customer. Planned with the step that asked for it, claimed under the lock of the customer,
 * committed as `sending` before the provider is called, settled afterwards. A row found in `sending` whose worker is
 * dead becomes `unknown` and is never sent again.
 */
import type { PriorityClass } from '../../core/priority/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray, textArray, timestampArray } from './array-literals.ts';
import type { SendOrigin } from './send-places.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface PlannedSend extends SendOrigin {
  readonly priorityClass: PriorityClass;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
  readonly createdAt: Instant;
}

/** A step planned twice, after a crash, plans one send. */
export async function planSends(tx: ShopTransaction, sends: readonly PlannedSend[]): Promise<void> {
  if (sends.length === 0) return;
  await tx.execute(
    `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                        priority_class, status, due_at, expires_at, created_at)
     select $1, g.enrolment_id, g.step, g.scenario_id, g.version, g.block_id, g.customer_id, g.channel,
            g.priority_class, 'planned', g.due_at, g.expires_at, g.created_at
       from unnest($2::bigint[], $3::int[], $4::bigint[], $5::int[], $6::text[], $7::bigint[], $8::text[],
                   $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])
         as g (enrolment_id, step, scenario_id, version, block_id, customer_id, channel, priority_class, due_at,
               expires_at, created_at)
     on conflict (shop_id, enrolment_id, step) do nothing`,
    [
      tx.shopId,
      numberArray(sends.map((it) => it.enrolmentId)),
      numberArray(sends.map((it) => it.step)),
      numberArray(sends.map((it) => it.scenarioId)),
      numberArray(sends.map((it) => it.version)),
      textArray(sends.map((it) => it.blockId)),
      numberArray(sends.map((it) => it.customerId)),
      textArray(sends.map((it) => it.channel)),
      textArray(sends.map((it) => it.priorityClass)),
      timestampArray(sends.map((it) => it.dueAt)),
      timestampArray(sends.map((it) => it.expiresAt)),
      timestampArray(sends.map((it) => it.createdAt)),
    ],
  );
}

/** What has not been handed over yet of these enrolments will not be. */
export async function cancelWaitingSends(
  tx: ShopTransaction,
  enrolmentIds: readonly number[],
  reason: string,
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  await tx.execute(
    `update sends set status = 'cancelled', reason = $2
      where enrolment_id = any ($1::bigint[]) and status in ('planned', 'deferred')`,
    [enrolmentIds, reason],
  );
}

/** A pause must not make messages expire: what waited in this scenario gets its full time again. */
export async function renewWaitingSends(
  tx: ShopTransaction,
  scenarioId: number,
  expiresAt: Instant,
): Promise<void> {
  await tx.execute(
    `update sends set expires_at = greatest(expires_at, $2)
      where scenario_id = $1 and status in ('planned', 'deferred')`,
    [scenarioId, timestampText(expiresAt)],
  );
}

export interface DueQuery {
  readonly scenarioIds: readonly number[];
  readonly channel: Channel;
  readonly now: Instant;
  readonly limit: number;
}

/**
 * Customers with due sends over a channel in these scenarios, locked, the longest due first. Whoever another worker
 * deals with right now is left out: one worker at a time decides what a customer gets.
 */
export async function lockCustomersWithDueSends(
  tx: ShopTransaction,
  query: DueQuery,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select c.customer_id from customers c
      where c.customer_id in (
        select due.customer_id from unnest($1::bigint[]) as scenario (id),
          lateral (select d.customer_id from sends d
                    where d.scenario_id = scenario.id and d.channel = $4 and d.status in ('planned', 'deferred')
                      and d.due_at <= $2
                    order by d.due_at limit $3 * 4) due)
      limit $3 for no key update skip locked`,
    [query.scenarioIds, timestampText(query.now), query.limit, query.channel],
  );
  return rows.map((row) => row.customer_id);
}

export interface WaitingSend extends SendOrigin {
  readonly sendId: number;
  readonly priorityClass: PriorityClass;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
  readonly attempts: number;
  /** What took its place when it was last looked at; null where nothing did. */
  readonly heldBy: string | null;
}

/** What these customers could still get in these scenarios and is due until then. */
export interface WaitingQuery {
  readonly customerIds: readonly number[];
  readonly scenarioIds: readonly number[];
  readonly dueUntil: Instant;
}

export interface SendOfEnrolment {
  readonly sendId: number;
  readonly enrolmentId: number;
}

/** Waiting sends and the enrolments they belong to; those are locked before the sends. */
export async function readWaitingSends(
  tx: ShopTransaction,
  query: WaitingQuery,
): Promise<readonly SendOfEnrolment[]> {
  // By customer first, and the rest behind a fence: in a table that grew since the planner last looked it would
  // rather read everything that is due.
  return await tx.query<SendOfEnrolment>(
    `select d.send_id as "sendId", d.enrolment_id as "enrolmentId"
       from unnest($1::bigint[]) as asked (customer_id),
            lateral (select * from sends s where s.customer_id = asked.customer_id and s.due_at <= $3 offset 0) d
      where d.scenario_id = any ($2::bigint[]) and d.status in ('planned', 'deferred')`,
    [numberArray(query.customerIds), numberArray(query.scenarioIds), timestampText(query.dueUntil)],
  );
}

const WAITING = `
  d.send_id as "sendId", d.enrolment_id as "enrolmentId", d.step, d.scenario_id as "scenarioId", d.version,
  d.block_id as "blockId", d.customer_id as "customerId", d.channel, d.priority_class as "priorityClass",
  d.due_at as "dueAt", d.expires_at as "expiresAt", d.attempts, d.held_by as "heldBy"`;

/** Those of these sends that still wait, locked. */
export async function lockWaitingSends(
  tx: ShopTransaction,
  sendIds: readonly number[],
): Promise<readonly WaitingSend[]> {
  const rows = await tx.query<WaitingSend & { readonly status: string }>(
    `select ${WAITING}, d.status
       from sends d where d.send_id = any ($1::bigint[]) order by d.send_id for no key update`,
    [numberArray(sendIds)],
  );
  return rows.filter(({ status }) => status === 'planned' || status === 'deferred');
}

/** All that the ranking looks at of these sends; nothing is locked. */
export async function readWaitingSendsNow(
  tx: ShopTransaction,
  sendIds: readonly number[],
): Promise<readonly WaitingSend[]> {
  return await tx.query<WaitingSend>(
    `select ${WAITING} from sends d where d.send_id = any ($1::bigint[]) order by d.send_id`,
    [numberArray(sendIds)],
  );
}

export interface PutOff {
  readonly sendId: number;
  readonly until: Instant;
  readonly reason: string;
  /** What took its place, e.g. "send 17", or "cap"; null for other reasons. */
  readonly heldBy: string | null;
}

/** Lets sends wait for their next chance. */
export async function deferSends(tx: ShopTransaction, sends: readonly PutOff[]): Promise<void> {
  if (sends.length === 0) return;
  await tx.execute(
    `update sends d
        set status = 'deferred', due_at = g.due_at, reason = g.reason, held_by = g.held_by, claimed_at = null,
            claimed_by = null
       from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[]) as g (send_id, due_at, reason, held_by)
      where d.send_id = g.send_id and d.status in ('planned', 'deferred', 'sending')`,
    [
      sends.map((it) => it.sendId),
      sends.map((it) => timestampText(it.until)),
      sends.map((it) => it.reason),
      sends.map((it) => it.heldBy),
    ],
  );
}

export type FinalStatus = 'sent' | 'unknown' | 'failed' | 'blocked' | 'outranked' | 'cancelled';

export interface FinalSend {
  readonly sendId: number;
  readonly status: FinalStatus;
  /** When it was handed over, for `sent`; otherwise null. */
  readonly sentAt: Instant | null;
  /** What people know it by: a mail's subject, a notification's title, the words of an SMS. */
  readonly subject: string | null;
  readonly reason: string | null;
  readonly providerId: string | null;
}

/** Ends sends. One that was given up as `unknown` may still turn out to be sent; nothing else changes any more. */
export async function finishSends(tx: ShopTransaction, sends: readonly FinalSend[]): Promise<void> {
  if (sends.length === 0) return;
  await tx.execute(
    `update sends d
        set status = g.status, sent_at = g.sent_at, subject = coalesce(g.subject, d.subject), reason = g.reason,
            provider_id = coalesce(g.provider_id, d.provider_id)
       from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
         as g (send_id, status, sent_at, subject, reason, provider_id)
      where d.send_id = g.send_id
        and (d.status in ('planned', 'deferred', 'sending') or (d.status = 'unknown' and g.status = 'sent'))`,
    [
      sends.map((it) => it.sendId),
      sends.map((it) => it.status),
      sends.map((it) => (it.sentAt === null ? null : timestampText(it.sentAt))),
      sends.map((it) => it.subject),
      sends.map((it) => it.reason),
      sends.map((it) => it.providerId),
    ],
  );
}
