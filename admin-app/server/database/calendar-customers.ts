/**
 * For whom something is coming, and when they come into scenarios by themselves. Large groups are drawn from: every
 * customer has a number between 0 and 1 that never changes, and a group takes those below its share, so that one who is
 * drawn by several groups is drawn once.
 */
import type { StartTrigger } from '../../core/scenario/types.ts';
import { type Day, formatDay, type Instant, monthAndDate } from '../../core/time.ts';
import type { Candidates, ShopDay } from './entering.ts';
import { among } from './entry-candidates.ts';
import type { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** A customer's number, from 0 on and below 1. */
const placeOf = (column: string) =>
  `((hashint8extended(${column}, 22) & 2147483647)::float8 / 2147483648)`;

/** Customers of one group: with those below its share all that it has, or as many as were asked for. */
export interface Draw {
  readonly share: number;
  readonly customerIds: readonly number[];
}

/** Scenarios' messages that wait, by scenario. */
export async function drawWaitingSends(
  tx: ShopTransaction,
  scenarioId: number,
  until: Instant,
  most: number,
): Promise<Draw> {
  return await draw(tx, most, [scenarioId, timestampText(until)], {
    customers: `
      select s.customer_id from sends s
       where s.shop_id = $1 and s.scenario_id = $3 and s.due_at <= $4::timestamptz
         and s.status in ('planned', 'deferred') and s.channel <> 'on-site'`,
  });
}

/** Those inside a scenario at one of these blocks who go on by themselves until then. */
export async function drawPassages(
  tx: ShopTransaction,
  scenarioId: number,
  until: Instant,
  most: number,
): Promise<Draw> {
  return await draw(tx, most, [scenarioId, timestampText(until)], {
    customers: `
      select e.customer_id from enrolments e
       where e.shop_id = $1 and e.scenario_id = $3 and e.ended_at is null and not e.held_out
         and e.due_at <= $4::timestamptz`,
  });
}

/** Whom a campaign that begins until then is for, or still has to take in. */
export async function drawCampaign(
  tx: ShopTransaction,
  scenarioId: number,
  until: Instant,
  most: number,
): Promise<Draw> {
  const member = (segment: string) => `
    exists (select from segment_members m
             where m.shop_id = $1 and m.customer_id = c.customer_id and m.segment_id = p.${segment})`;
  return await draw(tx, most, [scenarioId, timestampText(until)], {
    // The definition behind a fence: unpacking it for every customer would take minutes.
    customers: `
      select a.customer_id from campaign_audience a where a.shop_id = $1 and a.scenario_id = $3
      union all
      select c.customer_id
        from (select (v.definition #>> '{blocks,0,trigger,segmentId}')::bigint as segment_id,
                     (v.definition #>> '{blocks,0,trigger,exceptSegmentId}')::bigint as except_id
                from campaigns o
                join scenarios s on s.shop_id = o.shop_id and s.scenario_id = o.scenario_id
                join scenario_versions v
                  on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
               where o.shop_id = $1 and o.scenario_id = $3 and o.state = 'scheduled'
                 and o.starts_at <= $4::timestamptz
              offset 0) p
        join customers c on c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null
       where (p.segment_id is null or ${member('segment_id')}) and not ${member('except_id')}`,
  });
}

/** Those whose birthday, or the day of whose first order, comes round on one of these days. */
export async function drawYearly(
  tx: ShopTransaction,
  date: 'birthday' | 'first order',
  { days, zone }: { readonly days: readonly Day[]; readonly zone: string },
  most: number,
): Promise<Draw> {
  const keys = days.flatMap(keysOf);
  return date === 'birthday'
    ? await draw(tx, most, [keys], {
        customers: `
          select b.customer_id from customers b
           where b.shop_id = $1 and to_char(b.birthday, 'MM-DD') = any ($3::text[])`,
      })
    : await draw(tx, most, [keys, zone], {
        customers: `
          select o.customer_id from order_facts o
           where o.shop_id = $1 and to_char((o.first_order_at at time zone $4)::date, 'MM-DD') = any ($3::text[])`,
      });
}

/** How large a share of so many a group of at most `most` is; 1 is everybody. */
export function shareOf(most: number, all: number): number {
  return all <= most ? 1 : most / all;
}

/** The candidates below a share. */
export function drawn(candidates: Candidates, share: number): Candidates {
  if (share >= 1) return candidates;
  return (values, only) => `
    select all_of_them.* from (${candidates(values, only)}) all_of_them
     where ${placeOf('all_of_them.customer_id')} < ${values.add(share)}::float8`;
}

async function draw(
  tx: ShopTransaction,
  most: number,
  values: readonly unknown[],
  { customers }: { readonly customers: string },
): Promise<Draw> {
  const rows = await tx.query<{ customer_id: number; customers: number }>(
    `with everybody as materialized (select distinct customer_id from (${customers}) found),
          size as (select count(*) as customers from everybody)
     select customer_id, customers from everybody, size
      where ${placeOf('customer_id')} * customers < $2::float8`,
    [tx.shopId, most, ...values],
  );
  return {
    share: shareOf(most, rows[0]?.customers ?? 0),
    customerIds: rows.map((row) => row.customer_id),
  };
}

/** The shop's days looked at: the one after `today` until `last`. */
export interface ComingDays extends ShopDay {
  readonly last: Day;
}

/**
 * Who comes into a scenario by themselves on one of the coming days if nothing happens before; `words` is the day. Null
 * for a start that waits for something to happen. A yearly start without a condition is known for certain, and is not
 * asked here.
 */
export function comingCandidates(
  scenarioId: number,
  trigger: StartTrigger,
  days: ComingDays,
): Candidates | null {
  switch (trigger.kind) {
    case 'inactive':
      return silentOn(scenarioId, days, (values, lastDay) => {
        switch (trigger.by.kind) {
          case 'overdue':
            return {
              day: `p.due_day + ${values.add(trigger.by.days)}::int`,
              fits: `p.due_day >= ${lastDay}`,
            };
          case 'no order':
            return { day: `${lastDay} + ${values.add(trigger.by.days)}::int`, fits: 'true' };
          case 'own rhythm': {
            // As `inactiveCandidates` has it.
            const gap = `greatest(extract(epoch from f.last_order_at - f.first_order_at) / 86400 / nullif(f.orders - 1, 0), 1)`;
            return {
              day: `${lastDay} + least(ceil(${values.add(trigger.by.times)}::numeric * ${gap}), 100000)::int`,
              fits: 'f.orders > 1',
            };
          }
        }
      });
    case 'due':
      return silentOn(scenarioId, days, (values, lastDay) => ({
        day: `p.due_day + ${values.add(trigger.days)}::int`,
        fits: `p.due_day >= ${lastDay}`,
      }));
    case 'about to lose tier':
      return (values, only) => {
        const { today, last } = datesOf(values, days);
        const day = `t.lose_on - ${values.add(trigger.days)}::int`;
        return `
          select t.customer_id, 'coming' as cause, (${day})::text as words from customer_tiers t
           where t.shop_id = $1 and ${day} > ${today} and ${day} <= ${last} ${among(only, 't.customer_id')}`;
      };
    case 'yearly date':
      return yearlyOn(trigger, days);
    default:
      return null;
  }
}

function silentOn(
  scenarioId: number,
  days: ComingDays,
  condition: (
    values: StatementValues,
    lastDay: string,
  ) => { readonly day: string; readonly fits: string },
): Candidates {
  return (values, only) => {
    const { today, last } = datesOf(values, days);
    const { day, fits } = condition(
      values,
      `(f.last_order_at at time zone ${values.add(days.zone)})::date`,
    );
    return `
      select f.customer_id, 'coming' as cause, (${day})::text as words
        from order_facts f
        left join predictions p on p.shop_id = f.shop_id and p.customer_id = f.customer_id
       where f.shop_id = $1 ${among(only, 'f.customer_id')} and ${fits}
         and ${day} > ${today} and ${day} <= ${last}
         and not exists (
           select from enrolments e
            where e.shop_id = $1 and e.customer_id = f.customer_id
              and e.scenario_id = ${values.add(scenarioId)}::bigint and e.last_order_at >= f.last_order_at)`;
  };
}

function yearlyOn(
  { date, daysBefore }: Extract<StartTrigger, { kind: 'yearly date' }>,
  { today, last, zone }: ComingDays,
): Candidates {
  const entries: { readonly key: string; readonly day: string }[] = [];
  for (let day = today + 1; day <= last; day += 1) {
    for (const key of keysOf(day + daysBefore)) entries.push({ key, day: formatDay(day) });
  }
  return (values, only) => {
    const coming = `unnest(${values.add(entries.map(({ key }) => key))}::text[],
                           ${values.add(entries.map(({ day }) => day))}::text[]) as coming (key, day)`;
    return date === 'birthday'
      ? `
      select b.customer_id, 'coming' as cause, coming.day as words
        from ${coming} join customers b on to_char(b.birthday, 'MM-DD') = coming.key
       where b.shop_id = $1 ${among(only, 'b.customer_id')}`
      : `
      select o.customer_id, 'coming' as cause, coming.day as words
        from ${coming}
        join order_facts o on to_char((o.first_order_at at time zone ${values.add(zone)})::date, 'MM-DD') = coming.key
       where o.shop_id = $1 ${among(only, 'o.customer_id')}`;
  };
}

function datesOf(values: StatementValues, { today, last }: ComingDays) {
  return {
    today: `${values.add(formatDay(today))}::date`,
    last: `${values.add(formatDay(last))}::date`,
  };
}

/** The dates that are celebrated on a day, as MM-DD. 29 February falls on the 28th in years without one. */
function keysOf(day: Day): readonly string[] {
  const key = formatDay(day).slice(5);
  const isLastOfFebruary = key === '02-28' && monthAndDate(day + 1).month === 3;
  return isLastOfFebruary ? [key, '02-29'] : [key];
}

/**
 * What scenarios, campaigns and caps are like, and which day's predictions and segments they are about, in one short text
 * that changes with them.
 */
export async function readWhatPlansAreMadeFrom(tx: ShopTransaction): Promise<string> {
  const row = await tx.one<{ made_from: string }>(
    `select md5(concat(
       (select string_agg(concat_ws(' ', s.scenario_id, s.active_version, s.updated_at), ',' order by s.scenario_id)
          from scenarios s where s.shop_id = $1 and s.status = 'active'),
       (select p::text from priority_settings p where p.shop_id = $1),
       (select concat_ws(' ', ',', s.daily_work_on, f.finished_at)
          from shops s left join model_fits f on f.shop_id = s.shop_id where s.shop_id = $1),
       (select concat_ws(' ', ',', min(g.evaluated_on)) from segments g
         where g.shop_id = $1 and g.archived_at is null))) as made_from`,
    [tx.shopId],
  );
  return row.made_from;
}
