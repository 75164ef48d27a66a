/** What is planned for customers in the coming days, as it was last computed, and the customers behind each figure. */
import type { PriorityClass } from '../../core/priority/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import { type Day, type DayText, formatDay, type Instant } from '../../core/time.ts';
import { numberArray, textArray, timestampArray } from './array-literals.ts';
import type { WaitingSend } from './sends.ts';
import { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CalendarRun {
  readonly computedAt: Instant | null;
  readonly fromDay: DayText | null;
  readonly customers: number;
  readonly lookedAt: number;
  readonly triedAt: Instant | null;
  readonly madeFrom: string;
  readonly error: string | null;
}

const NO_RUN: CalendarRun = {
  computedAt: null,
  fromDay: null,
  customers: 0,
  lookedAt: 0,
  triedAt: null,
  madeFrom: '',
  error: null,
};

export async function readCalendarRun(tx: ShopTransaction): Promise<CalendarRun> {
  const row = await tx.maybeOne<CalendarRun>(
    `select computed_at as "computedAt", from_day::text as "fromDay", customers, looked_at as "lookedAt",
            tried_at as "triedAt", made_from as "madeFrom", error
       from calendar_runs where shop_id = $1`,
    [tx.shopId],
  );
  return row ?? NO_RUN;
}

/** A message that one customer is to get, with the turn that the ranking gives it. */
export interface CalendarMessage {
  readonly customerId: number;
  readonly key: string;
  readonly scenarioId: number;
  readonly blockId: string;
  readonly channel: Channel;
  readonly priorityClass: PriorityClass;
  readonly certain: boolean;
  readonly plannedAt: Instant;
  readonly plannedDay: Day;
  readonly turnAt: Instant | null;
  readonly turnDay: Day | null;
  readonly held: boolean;
  readonly heldBy: number | null;
  readonly heldByAt: Instant | null;
  readonly weight: number;
}

export interface ComputedCalendar {
  readonly at: Instant;
  readonly fromDay: Day;
  readonly madeFrom: string;
  readonly customers: number;
  readonly lookedAt: number;
  readonly messages: readonly CalendarMessage[];
}

const AT_A_TIME = 10_000;

/** In place of what was there; until the transaction ends everybody sees that. */
export async function writeCalendar(
  tx: ShopTransaction,
  { at, fromDay, madeFrom, customers, lookedAt, messages }: ComputedCalendar,
): Promise<void> {
  // First: a second computation waits here until this one is over.
  await tx.execute(
    `insert into calendar_runs (shop_id, computed_at, from_day, customers, looked_at, tried_at, made_from)
     values ($1, $2, $3, $4, $5, $2, $6)
     on conflict (shop_id) do update
       set computed_at = $2, from_day = $3, customers = $4, looked_at = $5, tried_at = $2, made_from = $6, error = null`,
    [tx.shopId, timestampText(at), formatDay(fromDay), customers, lookedAt, madeFrom],
  );
  await tx.execute('delete from calendar_messages where shop_id = $1', [tx.shopId]);
  for (let first = 0; first < messages.length; first += AT_A_TIME) {
    await insertMessages(tx, messages.slice(first, first + AT_A_TIME));
  }
}

async function insertMessages(
  tx: ShopTransaction,
  messages: readonly CalendarMessage[],
): Promise<void> {
  const dayTexts = (days: readonly (Day | null)[]) =>
    textArray(days.map((day) => (day === null ? null : formatDay(day))));
  await tx.execute(
    `insert into calendar_messages
       (shop_id, customer_id, key, scenario_id, block_id, channel, priority_class, certain, planned_at, planned_day,
        turn_at, turn_day, held, held_by, held_by_at, weight)
     select $1, g.*
       from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::boolean[],
                   $9::timestamptz[], $10::date[], $11::timestamptz[], $12::date[], $13::boolean[], $14::bigint[],
                   $15::timestamptz[], $16::real[]) as g
     on conflict do nothing`,
    [
      tx.shopId,
      numberArray(messages.map((it) => it.customerId)),
      textArray(messages.map((it) => it.key)),
      numberArray(messages.map((it) => it.scenarioId)),
      textArray(messages.map((it) => it.blockId)),
      textArray(messages.map((it) => it.channel)),
      textArray(messages.map((it) => it.priorityClass)),
      messages.map((it) => it.certain),
      timestampArray(messages.map((it) => it.plannedAt)),
      dayTexts(messages.map((it) => it.plannedDay)),
      timestampArray(messages.map((it) => it.turnAt)),
      dayTexts(messages.map((it) => it.turnDay)),
      messages.map((it) => it.held),
      messages.map((it) => it.heldBy),
      timestampArray(messages.map((it) => it.heldByAt)),
      numberArray(messages.map((it) => it.weight)),
    ],
  );
}

export async function noteCalendarFailure(
  tx: ShopTransaction,
  { at, madeFrom, error }: { at: Instant; madeFrom: string; error: string },
): Promise<void> {
  await tx.execute(
    `insert into calendar_runs (shop_id, tried_at, made_from, error) values ($1, $2, $3, $4)
     on conflict (shop_id) do update
       set tried_at = excluded.tried_at, made_from = excluded.made_from, error = excluded.error`,
    [tx.shopId, timestampText(at), madeFrom, error],
  );
}

/** Customers of one message who are treated alike: planned for a day, held by one and the same, leaving on a day. */
export interface CalendarFigure {
  readonly plannedDay: DayText;
  readonly turnDay: DayText | null;
  readonly scenarioId: number;
  readonly scenarioName: string;
  readonly campaign: boolean;
  /** What starts the scenario, e.g. "yearly date". */
  readonly trigger: string | null;
  readonly blockId: string;
  readonly blockName: string | null;
  readonly channel: Channel;
  readonly priorityClass: PriorityClass;
  readonly certain: boolean;
  readonly held: boolean;
  readonly heldBy: number | null;
  readonly heldByName: string | null;
  readonly heldByCampaign: boolean;
  /** When the first of those that hold them leaves. */
  readonly heldByAt: Instant | null;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** When the first and the last of them leave. */
  readonly firstTurnAt: Instant | null;
  readonly lastTurnAt: Instant | null;
  /** As many as those looked at stand for. */
  readonly customers: number;
  /** All of them were looked at. */
  readonly exact: boolean;
}

/** Of scenarios and campaigns that are active now, by day and time. */
export async function readCalendarFigures(tx: ShopTransaction): Promise<readonly CalendarFigure[]> {
  return await tx.query<CalendarFigure>(
    // A definition is unpacked once, not for each figure.
    `with active as materialized (
       select s.scenario_id, s.name, s.kind, v.definition #>> '{blocks,0,trigger,kind}' as trigger, blocks.names
         from scenarios s
         left join scenario_versions v
           on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
         left join lateral (
           select jsonb_object_agg(b ->> 'id', b ->> 'name') as names
             from jsonb_array_elements(v.definition -> 'blocks') b) blocks on true
        where s.shop_id = $1 and s.status = 'active')
     select f.planned_day::text as "plannedDay", f.turn_day::text as "turnDay", f.scenario_id as "scenarioId",
            s.name as "scenarioName", s.kind = 'campaign' as campaign,
            s.trigger, f.block_id as "blockId", s.names ->> f.block_id as "blockName",
            f.channel, f.priority_class as "priorityClass", f.certain, f.held, f.held_by as "heldBy", h.name as "heldByName",
            coalesce(h.kind = 'campaign', false) as "heldByCampaign", f.held_by_at as "heldByAt",
            f.first_at as "firstAt", f.last_at as "lastAt", f.first_turn_at as "firstTurnAt",
            f.last_turn_at as "lastTurnAt", f.customers, f.exact
       from (select planned_day, turn_day, scenario_id, block_id, channel, priority_class, certain, held, held_by,
                    min(held_by_at) as held_by_at, min(planned_at) as first_at, max(planned_at) as last_at,
                    min(turn_at) as first_turn_at, max(turn_at) as last_turn_at,
                    round(sum(weight::float8))::int as customers, bool_and(weight = 1) as exact
               from calendar_messages where shop_id = $1
              group by 1, 2, 3, 4, 5, 6, 7, 8, 9) f
       join active s on s.scenario_id = f.scenario_id
       left join scenarios h on h.shop_id = $1 and h.scenario_id = f.held_by
      order by f.planned_day, f.first_at, f.scenario_id, f.block_id, f.held_by nulls first, f.turn_day`,
    [tx.shopId],
  );
}

/** What a figure of the calendar is made of. */
export interface CalendarQuestion {
  /** Planned for the day, planned for it and held, or leaving on it. */
  readonly which: 'planned' | 'held' | 'leaving';
  readonly day: Day;
  readonly scenarioId: number | null;
  readonly blockId: string | null;
  readonly certain: boolean | null;
  /** Whose message holds them; none where messages sent before do. Null does not ask. */
  readonly heldBy: number | 'none' | null;
  /** The day they leave on instead. Null does not ask. */
  readonly leaves: Day | 'never' | null;
  /** The last customer of the page before. */
  readonly after: number | null;
  readonly limit: number;
}

export interface CalendarCustomer {
  readonly customerId: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly scenarioName: string;
  readonly plannedAt: Instant;
  readonly turnAt: Instant | null;
  readonly held: boolean;
  readonly heldByName: string | null;
}

/** The customers behind a figure, by number, each once. */
export async function listCalendarCustomers(
  tx: ShopTransaction,
  question: CalendarQuestion,
): Promise<readonly CalendarCustomer[]> {
  const values = new StatementValues(tx.shopId, question.after ?? 0, question.limit);
  const day = `${values.add(formatDay(question.day))}::date`;
  const asked = [
    question.which === 'leaving' ? `m.turn_day = ${day}` : `m.planned_day = ${day}`,
    question.which === 'held' ? 'm.held' : null,
    question.scenarioId === null ? null : `m.scenario_id = ${values.add(question.scenarioId)}`,
    question.blockId === null ? null : `m.block_id = ${values.add(question.blockId)}`,
    question.certain === null ? null : `m.certain = ${values.add(question.certain)}`,
    holderAsked(values, question.heldBy),
    turnAsked(values, question.leaves),
  ].filter((part) => part !== null);
  return await tx.query<CalendarCustomer>(
    `select distinct on (m.customer_id) m.customer_id as "customerId", c.first_name as "firstName",
            c.last_name as "lastName", c.email, s.name as "scenarioName", m.planned_at as "plannedAt",
            m.turn_at as "turnAt", m.held, h.name as "heldByName"
       from calendar_messages m
       join customers c on c.shop_id = m.shop_id and c.customer_id = m.customer_id
        and c.deleted_at is null and c.redacted_at is null
       join scenarios s on s.shop_id = m.shop_id and s.scenario_id = m.scenario_id and s.status = 'active'
       left join scenarios h on h.shop_id = m.shop_id and h.scenario_id = m.held_by
      where m.shop_id = $1 and m.customer_id > $2 and ${asked.join(' and ')}
      order by m.customer_id, m.planned_at limit $3`,
    values.values,
  );
}

function holderAsked(values: StatementValues, heldBy: CalendarQuestion['heldBy']): string | null {
  if (heldBy === null) return null;
  return heldBy === 'none' ? 'm.held_by is null' : `m.held_by = ${values.add(heldBy)}`;
}

function turnAsked(values: StatementValues, leaves: CalendarQuestion['leaves']): string | null {
  if (leaves === null) return null;
  return leaves === 'never'
    ? 'm.turn_day is null'
    : `m.turn_day = ${values.add(formatDay(leaves))}::date`;
}

/** Names of scenarios and campaigns and of their blocks, as they are active now. */
export interface PlannedPlace {
  readonly scenarioId: number;
  readonly name: string;
  readonly campaign: boolean;
  readonly blocks: readonly { readonly id: string; readonly name: string | null }[];
}

export async function readPlannedPlaces(
  tx: ShopTransaction,
  scenarioIds: readonly number[],
): Promise<readonly PlannedPlace[]> {
  return await tx.query<PlannedPlace>(
    `select s.scenario_id as "scenarioId", s.name, s.kind = 'campaign' as campaign,
            (select coalesce(jsonb_agg(jsonb_build_object('id', b ->> 'id', 'name', b ->> 'name')), '[]')
               from jsonb_array_elements(v.definition -> 'blocks') b) as blocks
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      where s.shop_id = $1 and s.scenario_id = any ($2::bigint[])`,
    [tx.shopId, numberArray(scenarioIds)],
  );
}

/** A send that waits, with all that the ranking looks at; nothing is locked. */
export async function readWaitingSendsNow(
  tx: ShopTransaction,
  sendIds: readonly number[],
): Promise<readonly WaitingSend[]> {
  return await tx.query<WaitingSend>(
    `select d.send_id as "sendId", d.enrolment_id as "enrolmentId", d.step, d.scenario_id as "scenarioId", d.version,
            d.block_id as "blockId", d.customer_id as "customerId", d.channel, d.priority_class as "priorityClass",
            d.due_at as "dueAt", d.expires_at as "expiresAt", d.attempts, d.held_by as "heldBy"
       from sends d where d.send_id = any ($1::bigint[]) order by d.send_id`,
    [numberArray(sendIds)],
  );
}
