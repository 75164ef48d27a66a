/** What the ledger says of one customer, and what is still to come: planned messages and waiting passages. */
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { BlockNames } from './customer-record.ts';
import type { DecisionOther, OwnerChoices } from './decisions.ts';
import type { ShopTransaction } from './tenant.ts';

export interface CustomerDecision {
  readonly decision_id: number;
  readonly at: Instant;
  /** When the same was last decided again; null when it was not. */
  readonly confirmed_at: Instant | null;
  readonly surface: Channel;
  /** Key of what competed, e.g. "send 17". */
  readonly winner: string | null;
  readonly others: readonly DecisionOther[];
  readonly owner: OwnerChoices | null;
}

/** The customer's decisions, newest first, older than the one named. */
export async function readDecisions(
  tx: ShopTransaction,
  customerId: number,
  afterDecisionId: number | null,
  limit: number,
): Promise<readonly CustomerDecision[]> {
  return await tx.query<CustomerDecision>(
    `select decision_id, at, confirmed_at, surface, winner, others, owner from decisions
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

/** What is known to come by a block, before there is a send: of a passage, a campaign or a scenario. */
export interface ComingPlace {
  readonly scenario_id: number;
  readonly scenario_name: string;
  readonly scenario_kind: string;
  readonly definition: BlockNames;
}

const PLACE = `s.scenario_id, s.name as scenario_name, s.kind as scenario_kind, v.definition`;

/** By the number of the enrolment; only this customer's. */
export async function readEnrolledPlaces(
  tx: ShopTransaction,
  customerId: number,
  enrolmentIds: readonly number[],
): Promise<ReadonlyMap<number, ComingPlace>> {
  if (enrolmentIds.length === 0) return new Map();
  const rows = await tx.query<ComingPlace & { enrolment_id: number }>(
    `select e.enrolment_id, ${PLACE} from enrolments e
       join scenarios s on s.shop_id = e.shop_id and s.scenario_id = e.scenario_id
       join scenario_versions v on v.shop_id = e.shop_id and v.scenario_id = e.scenario_id and v.version = e.version
      where e.customer_id = $1 and e.enrolment_id = any ($2::bigint[])`,
    [customerId, numberArray(enrolmentIds)],
  );
  return new Map(rows.map((row) => [row.enrolment_id, row]));
}

/** By the number of the scenario or campaign, as it is active now. */
export async function readScenarioPlaces(
  tx: ShopTransaction,
  scenarioIds: readonly number[],
): Promise<ReadonlyMap<number, ComingPlace>> {
  if (scenarioIds.length === 0) return new Map();
  const rows = await tx.query<ComingPlace>(
    `select s.scenario_id, s.name as scenario_name, s.kind as scenario_kind,
            coalesce(v.definition, s.draft) as definition
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      where s.scenario_id = any ($1::bigint[])`,
    [numberArray(scenarioIds)],
  );
  return new Map(rows.map((row) => [row.scenario_id, row]));
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
