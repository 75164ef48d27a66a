/** The figures of the calendar, the customers behind each, and the names of what is planned. */
import type { PriorityClass } from '../../core/priority/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import { type Day, type DayText, formatDay, type Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';

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
