/**
 * Customers' passages through scenarios. The due time lives in the row: whoever claims a due row under its lock makes
 * the step, so that any number of workers make each step once. Rows are always locked by rising number, so that two
 * who want the same ones wait for each other instead of blocking each other.
 */
import { memoryOf } from '../../core/scenario/memory.ts';
import type {
  EnrolmentMemory,
  EnrolmentState,
  MessageMemory,
  StepRecord,
} from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray, textArray, timestampArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredEnrolment {
  readonly enrolmentId: number;
  readonly scenarioId: number;
  readonly version: number;
  readonly customerId: number;
  readonly enteredAt: Instant;
  /** The customer's newest order that was not known when they entered; null when there is none. */
  readonly orderedAt: Instant | null;
  readonly state: EnrolmentState;
}

/** What is remembered besides messages, as far as there is any: most enrolments never have it. */
type Marks = Partial<Omit<EnrolmentMemory, 'messages'>>;

interface EnrolmentRow {
  readonly enrolment_id: number;
  readonly scenario_id: number;
  readonly version: number;
  readonly customer_id: number;
  readonly entered_at: Instant;
  readonly ordered_at: Instant | null;
  readonly block_id: string;
  readonly block_since: Instant;
  readonly memory: Readonly<Record<string, MessageMemory>>;
  readonly marks: Marks | null;
  readonly held_out: boolean;
  readonly steps: number;
  readonly due_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly outcome: string | null;
}

/** The customer's newest order, if it came after those known when entering; also one whose webhook came late. */
const ORDERED_AT = `(
  select f.last_order_at from order_facts f
   where f.shop_id = e.shop_id and f.customer_id = e.customer_id
     and f.last_order_at > coalesce(e.last_order_at, '-infinity')) as ordered_at`;
const COLUMNS = `
  e.enrolment_id, e.scenario_id, e.version, e.customer_id, e.entered_at, e.block_id, e.block_since, e.memory,
  e.marks, e.held_out, e.steps, e.due_at, e.ended_at, e.outcome, ${ORDERED_AT}`;

/** The next due ones of a scenario, most overdue first, locked; those that another worker holds are left to it. */
export async function claimDueEnrolments(
  tx: ShopTransaction,
  claim: { readonly scenarioId: number; readonly now: Instant; readonly limit: number },
): Promise<readonly StoredEnrolment[]> {
  const rows = await tx.query<EnrolmentRow>(
    // Orders are looked up of those claimed alone, not of those that others hold.
    `with e as materialized (
       select * from enrolments
        where scenario_id = $1 and ended_at is null and due_at <= $2
        order by due_at limit $3 for no key update skip locked)
     select ${COLUMNS} from e`,
    [claim.scenarioId, timestampText(claim.now), claim.limit],
  );
  return rows.map(fromRow);
}

/** The open ones of these customers, locked. Waits for whoever holds one. */
export async function lockOpenEnrolments(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<readonly StoredEnrolment[]> {
  return await lockWhere(
    tx,
    'e.customer_id = any ($1::bigint[]) and e.ended_at is null',
    customerIds,
  );
}

/** These, locked, ended ones too. Waits for whoever holds one. */
export async function lockEnrolments(
  tx: ShopTransaction,
  enrolmentIds: readonly number[],
): Promise<readonly StoredEnrolment[]> {
  return await lockWhere(tx, 'e.enrolment_id = any ($1::bigint[])', enrolmentIds);
}

/** These as they are at the moment, for who decides nothing by them. */
export async function readEnrolmentsNow(
  tx: ShopTransaction,
  enrolmentIds: readonly number[],
): Promise<readonly StoredEnrolment[]> {
  if (enrolmentIds.length === 0) return [];
  const rows = await tx.query<EnrolmentRow>(
    `select ${COLUMNS} from enrolments e where e.enrolment_id = any ($1::bigint[])`,
    [numberArray(enrolmentIds)],
  );
  return rows.map(fromRow);
}

/**
 * Locks first and reads afterwards: a statement that waited for a lock still sees the orders of before it waited, the
 * next one sees those of now.
 */
async function lockWhere(
  tx: ShopTransaction,
  which: string,
  ids: readonly number[],
): Promise<readonly StoredEnrolment[]> {
  if (ids.length === 0) return [];
  const values = [numberArray(ids)];
  const locked = await tx.execute(
    `select from enrolments e where ${which} order by e.enrolment_id for no key update`,
    values,
  );
  if (locked === 0) return [];
  const rows = await tx.query<EnrolmentRow>(
    `select ${COLUMNS} from enrolments e where ${which} order by e.enrolment_id`,
    values,
  );
  return rows.map(fromRow);
}

function fromRow(row: EnrolmentRow): StoredEnrolment {
  return {
    enrolmentId: row.enrolment_id,
    scenarioId: row.scenario_id,
    version: row.version,
    customerId: row.customer_id,
    enteredAt: row.entered_at,
    orderedAt: row.ordered_at,
    state: {
      blockId: row.block_id,
      blockSince: row.block_since,
      messages: row.memory,
      coupons: {},
      arms: {},
      ...row.marks,
      heldOut: row.held_out,
      dueAt: row.due_at,
      steps: row.steps,
      ended: row.ended_at === null ? null : { at: row.ended_at, outcome: row.outcome ?? '' },
    },
  };
}

export interface SteppedEnrolment {
  readonly enrolmentId: number;
  readonly state: EnrolmentState;
}

/** Saves where the customers are now. Only for rows that this transaction has locked. */
export async function saveStates(
  tx: ShopTransaction,
  stepped: readonly SteppedEnrolment[],
): Promise<void> {
  if (stepped.length === 0) return;
  await tx.execute(
    `update enrolments e
        set block_id = g.block_id, block_since = g.block_since, steps = g.steps, due_at = g.due_at,
            ended_at = g.ended_at, outcome = g.outcome, memory = g.memory, marks = nullif(g.marks, 'null')
       from rows from (
              unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::int[], $5::timestamptz[], $6::timestamptz[],
                     $7::text[]),
              jsonb_array_elements($8::jsonb),
              jsonb_array_elements($9::jsonb))
         as g (enrolment_id, block_id, block_since, steps, due_at, ended_at, outcome, memory, marks)
      where e.enrolment_id = g.enrolment_id`,
    [
      numberArray(stepped.map((it) => it.enrolmentId)),
      textArray(stepped.map((it) => it.state.blockId)),
      timestampArray(stepped.map((it) => it.state.blockSince)),
      numberArray(stepped.map((it) => it.state.steps)),
      timestampArray(stepped.map((it) => it.state.dueAt)),
      timestampArray(stepped.map((it) => it.state.ended?.at ?? null)),
      textArray(stepped.map((it) => it.state.ended?.outcome ?? null)),
      JSON.stringify(stepped.map((it) => it.state.messages)),
      marksOfAll(stepped),
    ],
  );
}

/** Rows beyond the end of a list are null: where nobody has marks, none are sent. */
function marksOfAll(stepped: readonly SteppedEnrolment[]): string {
  const marks = stepped.map((it) => marksOf(it.state));
  return marks.every((it) => it === null) ? '[]' : JSON.stringify(marks);
}

function marksOf(state: EnrolmentState): Marks | null {
  const { coupons, arms } = state;
  const hasMoment = state.orderedAt ?? state.visitedAt ?? state.movedAt;
  if (hasMoment === undefined && isEmpty(coupons) && isEmpty(arms)) return null;
  const { messages: _, ...marks } = memoryOf(state);
  return marks;
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

export interface EnrolmentStep extends StepRecord {
  readonly enrolmentId: number;
}

/** Adds to the history. Step numbers are unique, so a step made twice would be refused here. */
export async function insertSteps(
  tx: ShopTransaction,
  steps: readonly EnrolmentStep[],
): Promise<void> {
  if (steps.length === 0) return;
  await tx.execute(
    `insert into enrolment_steps (shop_id, enrolment_id, step, at, block_id, cause, result)
     select $1, * from unnest($2::bigint[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])`,
    [
      tx.shopId,
      numberArray(steps.map((it) => it.enrolmentId)),
      numberArray(steps.map((it) => it.step)),
      timestampArray(steps.map((it) => it.at)),
      textArray(steps.map((it) => it.blockId)),
      textArray(steps.map((it) => it.cause)),
      textArray(steps.map((it) => it.result)),
    ],
  );
}
