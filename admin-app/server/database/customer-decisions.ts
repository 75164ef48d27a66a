/** What the ledger says of one customer, and what is still to come: planned messages and waiting passages. */
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { BlockNames } from './customer-record.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerDecision {
  readonly decision_id: number;
  readonly at: Instant;
  readonly surface: Channel;
  /** Key of what competed, e.g. "send 17". */
  readonly winner: string | null;
  readonly others: readonly {
    readonly key: string;
    readonly reason: string;
    readonly until: Instant | null;
  }[];
}

/** The customer's decisions, newest first, older than the one named. */
export async function readDecisions(
  tx: ShopTransaction,
  customerId: number,
  afterDecisionId: number | null,
  limit: number,
): Promise<readonly CustomerDecision[]> {
  return await tx.query<CustomerDecision>(
    `select decision_id, at, surface, winner, others from decisions
      where customer_id = $1
        and ($2::bigint is null
             or (at, decision_id) < (select at, decision_id from decisions where decision_id = $2 and customer_id = $1))
      order by at desc, decision_id desc limit $3`,
    [customerId, afterDecisionId, limit],
  );
}

export interface CompetingSend {
  readonly send_id: number;
  readonly channel: Channel;
  readonly subject: string | null;
  readonly block_id: string;
  readonly scenario_id: number;
  readonly scenario_name: string;
  readonly scenario_kind: string;
  readonly definition: BlockNames;
}

const SEND = `
  d.send_id, d.channel, d.subject, d.block_id, s.scenario_id, s.name as scenario_name, s.kind as scenario_kind,
  v.definition`;
const OF_SCENARIO = `
  join scenarios s on s.shop_id = d.shop_id and s.scenario_id = d.scenario_id
  join scenario_versions v on v.shop_id = d.shop_id and v.scenario_id = d.scenario_id and v.version = d.version`;

/** The sends that decisions speak of, by number; only this customer's. */
export async function readCompetingSends(
  tx: ShopTransaction,
  customerId: number,
  sendIds: readonly number[],
): Promise<ReadonlyMap<number, CompetingSend>> {
  if (sendIds.length === 0) return new Map();
  const rows = await tx.query<CompetingSend>(
    `select ${SEND} from sends d ${OF_SCENARIO}
      where d.customer_id = $1 and d.send_id = any ($2::bigint[])`,
    [customerId, numberArray(sendIds)],
  );
  return new Map(rows.map((row) => [row.send_id, row]));
}

export interface WaitingMessage extends CompetingSend {
  readonly due_at: Instant;
  readonly reason: string | null;
}

/** Messages that wait for their time, the next one first. Paused scenarios send nothing. */
export async function readWaitingMessages(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly WaitingMessage[]> {
  return await tx.query<WaitingMessage>(
    `select ${SEND}, d.due_at, d.reason from sends d ${OF_SCENARIO}
      where d.customer_id = $1 and d.status in ('planned', 'deferred') and s.status = 'active'
      order by d.due_at, d.send_id`,
    [customerId],
  );
}
