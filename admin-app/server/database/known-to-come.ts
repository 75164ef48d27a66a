/**
 * What is known to come to customers although no send waits for it yet: the end of a wait, a campaign that will begin, a
 * day of the year that comes round. Read for a whole batch of customers.
 */
import type { Day, DayText, Instant } from '../../core/time.ts';
import { parseDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Somebody at a block until a known time. */
export interface WaitingEnrolment {
  readonly enrolmentId: number;
  readonly scenarioId: number;
  readonly version: number;
  readonly customerId: number;
  readonly blockId: string;
  readonly blockSince: Instant;
  readonly dueAt: Instant;
  readonly arms: Readonly<Record<string, string>>;
}

/** Of these customers in these scenarios, those who go on by themselves until then; who is held out is left out. */
export async function readWaitingEnrolments(
  tx: ShopTransaction,
  customerIds: readonly number[],
  scenarioIds: readonly number[],
  until: Instant,
): Promise<readonly WaitingEnrolment[]> {
  // By customer first, and the rest behind a fence, as for sends.
  return await tx.query<WaitingEnrolment>(
    `select e.enrolment_id as "enrolmentId", e.scenario_id as "scenarioId", e.version, e.customer_id as "customerId",
            e.block_id as "blockId", e.block_since as "blockSince", e.due_at as "dueAt",
            coalesce(e.marks -> 'arms', '{}') as arms
       from unnest($1::bigint[]) as asked (customer_id),
            lateral (select * from enrolments o where o.customer_id = asked.customer_id offset 0) e
      where e.scenario_id = any ($2::bigint[]) and e.ended_at is null and not e.held_out and e.due_at <= $3`,
    [numberArray(customerIds), numberArray(scenarioIds), timestampText(until)],
  );
}

/** A campaign that a customer will come into. */
export interface ComingCampaign {
  readonly scenarioId: number;
  readonly version: number;
  readonly customerId: number;
  readonly startsAt: Instant;
}

/** Campaigns that begin until then for whom their segments hold now, and begun ones that have not come to them yet. */
export async function readComingCampaigns(
  tx: ShopTransaction,
  customerIds: readonly number[],
  until: Instant,
): Promise<readonly ComingCampaign[]> {
  const member = (segment: string) => `
    exists (select from segment_members m
             where m.shop_id = c.shop_id and m.customer_id = asked.customer_id
               and m.segment_id = (v.definition #>> '{blocks,0,trigger,${segment}}')::bigint)`;
  return await tx.query<ComingCampaign>(
    `select c.scenario_id as "scenarioId", v.version, asked.customer_id as "customerId", c.starts_at as "startsAt"
       from campaigns c
       join scenarios s on s.shop_id = c.shop_id and s.scenario_id = c.scenario_id and s.status = 'active'
       join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      cross join unnest($1::bigint[]) as asked (customer_id)
      where c.state in ('scheduled', 'sending') and c.starts_at <= $2
        and case c.state
            when 'sending' then exists (select from campaign_audience a
                                         where a.shop_id = c.shop_id and a.scenario_id = c.scenario_id
                                           and a.customer_id = asked.customer_id)
            else (v.definition #> '{blocks,0,trigger,segmentId}' = 'null' or ${member('segmentId')})
                 and not ${member('exceptSegmentId')} end`,
    [numberArray(customerIds), timestampText(until)],
  );
}

/** What comes round each year for a customer, and where they have been because of it. */
export interface YearlyDates {
  readonly customerId: number;
  readonly birthday: Day | null;
  readonly firstOrder: Day | null;
  /** Their enrolments in the scenarios asked about. */
  readonly passages: readonly {
    readonly scenarioId: number;
    readonly cause: string;
    readonly open: boolean;
  }[];
}

interface YearlyRow {
  readonly customerId: number;
  readonly birthday: DayText | null;
  readonly firstOrder: DayText | null;
  readonly passages: YearlyDates['passages'] | null;
}

export async function readYearlyDates(
  tx: ShopTransaction,
  customerIds: readonly number[],
  scenarioIds: readonly number[],
  zone: string,
): Promise<readonly YearlyDates[]> {
  const rows = await tx.query<YearlyRow>(
    `select c.customer_id as "customerId", c.birthday::text as birthday,
            (f.first_order_at at time zone $3)::date::text as "firstOrder", passed.passages
       from customers c
       left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
       left join lateral (
         select jsonb_agg(jsonb_build_object('scenarioId', e.scenario_id, 'cause', e.cause,
                                             'open', e.ended_at is null)) as passages
           from enrolments e
          where e.shop_id = c.shop_id and e.customer_id = c.customer_id
            and e.scenario_id = any ($2::bigint[])) passed on true
      where c.customer_id = any ($1::bigint[])
        and (c.birthday is not null or f.first_order_at is not null)`,
    [numberArray(customerIds), numberArray(scenarioIds), zone],
  );
  return rows.map((row) => ({
    customerId: row.customerId,
    birthday: row.birthday === null ? null : parseDay(row.birthday),
    firstOrder: row.firstOrder === null ? null : parseDay(row.firstOrder),
    passages: row.passages ?? [],
  }));
}
