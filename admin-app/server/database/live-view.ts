/** Who is where in a scenario now, and how each came there. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerAtBlock {
  readonly enrolmentId: number;
  readonly customerId: number;
  readonly name: string | null;
  readonly since: Instant;
  readonly dueAt: Instant | null;
  readonly enteredAt: Instant;
  readonly heldOut: boolean;
  readonly version: number;
}

/** Those at a block now, by number, after the one named. */
export async function listAtBlock(
  tx: ShopTransaction,
  scenarioId: number,
  blockId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly CustomerAtBlock[]> {
  return await tx.query<CustomerAtBlock>(
    `select e.enrolment_id as "enrolmentId", e.customer_id as "customerId", e.block_since as since, e.due_at as "dueAt",
            e.entered_at as "enteredAt", e.held_out as "heldOut", e.version,
            coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as name
       from (select enrolment_id from enrolments
              where shop_id = $1 and scenario_id = $2 and ended_at is null and block_id = $3 and enrolment_id > $4
              order by enrolment_id limit $5) asked
       join enrolments e on e.shop_id = $1 and e.enrolment_id = asked.enrolment_id
       left join customers c on c.shop_id = $1 and c.customer_id = e.customer_id
      order by e.enrolment_id`,
    [tx.shopId, scenarioId, blockId, page.after, page.limit],
  );
}

export interface EnrolmentHistory {
  readonly enrolmentId: number;
  readonly customerId: number;
  readonly name: string | null;
  readonly version: number;
  readonly heldOut: boolean;
  readonly enteredAt: Instant;
  readonly blockId: string;
  readonly dueAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly outcome: string | null;
  readonly steps: readonly {
    readonly step: number;
    readonly at: Instant;
    readonly blockId: string;
    readonly cause: string;
    readonly result: string;
  }[];
}

/** Undefined for one that the scenario does not have. */
export async function readEnrolmentHistory(
  tx: ShopTransaction,
  scenarioId: number,
  enrolmentId: number,
): Promise<EnrolmentHistory | undefined> {
  const enrolment = await tx.maybeOne<Omit<EnrolmentHistory, 'steps'>>(
    `select e.enrolment_id as "enrolmentId", e.customer_id as "customerId", e.version, e.held_out as "heldOut",
            e.entered_at as "enteredAt", e.block_id as "blockId", e.due_at as "dueAt", e.ended_at as "endedAt", e.outcome,
            coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as name
       from enrolments e left join customers c on c.shop_id = e.shop_id and c.customer_id = e.customer_id
      where e.shop_id = $1 and e.scenario_id = $2 and e.enrolment_id = $3`,
    [tx.shopId, scenarioId, enrolmentId],
  );
  if (!enrolment) return undefined;
  const steps = await tx.query<EnrolmentHistory['steps'][number]>(
    `select step, at, block_id as "blockId", cause, result from enrolment_steps
      where shop_id = $1 and enrolment_id = $2 order by step`,
    [tx.shopId, enrolmentId],
  );
  return { ...enrolment, steps };
}
