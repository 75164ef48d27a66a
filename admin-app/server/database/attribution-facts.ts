/**
 * What became of enrolments and of messages, worked out anew from the customers' own rows: twice, or in any order, it
 * comes to the same. The sums that pages read follow by triggers (017-attribution.sql).
 */
import { LONGEST_RETURN_DAYS, MESSAGE_FIGURES, WINDOW_DAYS } from '../../core/results/figures.ts';
import { numberArray } from './array-literals.ts';
import { columnOf } from './result-columns.ts';
import type { ShopTransaction } from './tenant.ts';

/**
 * Customers under the number that their orders have now; who was forgotten is left out, so that the sums keep counting
 * what nobody can be asked about any more.
 */
export async function readPeople(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<readonly number[]> {
  const rows = await tx.query<{ person_id: number }>(
    `select distinct person.customer_id as person_id
       from customers c
       join customers person
         on person.shop_id = c.shop_id and person.customer_id = coalesce(c.merged_into, c.customer_id)
      where c.shop_id = $1 and c.customer_id = any ($2::bigint[])
        and c.redacted_at is null and person.redacted_at is null
      order by 1`,
    [tx.shopId, numberArray(customerIds)],
  );
  return rows.map((row) => row.person_id);
}

/**
 * `entries`: the enrolments of $2, and of whoever was merged into them; $3 is the zone. Each customer's rows are looked up
 * behind a fence: in a table that grew since the planner last looked at it, it would rather read all of it.
 */
export const ENTRIES = `
  people as materialized (
    select given.person_id, own.customer_id
      from unnest($2::bigint[]) as given (person_id)
      cross join lateral (
        select given.person_id as customer_id
        union all
        select c.customer_id from customers c
         where c.shop_id = $1 and c.merged_into = given.person_id and c.redacted_at is null) own),
  entries as materialized (
    select p.person_id, e.enrolment_id, e.scenario_id, e.customer_id, e.held_out, e.entered_at, e.last_order_at,
           e.marks, (e.entered_at at time zone $3)::date as entered_on,
           bool_or(e.held_out) over scenario as ever_held_out,
           row_number() over (scenario order by e.entered_at, e.enrolment_id) = 1 as first
      from people p
      cross join lateral (
        select * from enrolments own where own.shop_id = $1 and own.customer_id = p.customer_id offset 0) e
    window scenario as (partition by p.person_id, e.scenario_id))`;

const REACTIONS = `
  cross join lateral (
    select coalesce(bool_or(a.kind = 'bounced'), false) as bounced,
           coalesce(bool_or(a.kind = 'unsubscribed'), false) as unsubscribed,
           coalesce(bool_or(a.kind = 'opened' and not a.by_machine), false) as opened,
           coalesce(bool_or(a.kind = 'opened' and a.by_machine), false) as opened_by_machine,
           coalesce(bool_or(a.kind = 'clicked' and not a.by_machine), false) as clicked,
           coalesce(bool_or(a.kind = 'answered' and not a.by_machine), false) as answered,
           coalesce(max(a.details ->> 'answer') filter (where a.kind = 'answered' and not a.by_machine), '') as answer
      from activities a where a.shop_id = $1 and a.send_id = d.send_id) reacted
  cross join lateral (
    select coalesce(bool_or(s.reason = 'bounced'), false) as bounced,
           coalesce(bool_or(s.reason = 'complained'), false) as complained
      from suppressions s where s.shop_id = $1 and s.send_id = d.send_id) refused`;

/** Texts that name single customers or servers would make a group each. */
const REASON = `left(regexp_replace(coalesce(d.reason, ''), '[[:space:]]*[(:].*$', ''), 80)`;

const SEND_FLAGS = MESSAGE_FIGURES.map(columnOf);

const SEND_COLUMNS = [
  'enrolment_id',
  'scenario_id',
  'entered_on',
  'block_id',
  'channel',
  'subject',
  'answer',
  'reason',
  ...SEND_FLAGS,
];

/**
 * Subjects of mails as staff wrote them, by version and language. None of messages to one customer: those say who it is,
 * and sums outlive a redaction.
 */
const SUBJECTS = `
  subjects as materialized (
    select v.scenario_id, v.version, block ->> 'id' as block_id, content.key as language,
           concat(block ->> 'id', ':', left(content.value ->> 'subject', 300)) as subject
      from (select distinct scenario_id from entries) entered
      join scenarios s
        on s.shop_id = $1 and s.scenario_id = entered.scenario_id and s.kind <> 'one customer'
      join scenario_versions v on v.shop_id = $1 and v.scenario_id = entered.scenario_id
      cross join lateral jsonb_array_elements(v.definition -> 'blocks') block
      cross join lateral jsonb_each(block -> 'content') content
     where block ->> 'kind' = 'message' and block ->> 'channel' = 'email')`;

const WRITE_SEND_RESULTS = `
  with ${ENTRIES}, ${SUBJECTS},
  found as (
    select d.send_id, e.enrolment_id, e.scenario_id, e.entered_on, d.block_id, d.channel,
           coalesce(subjects.subject, '') as subject, reacted.answer,
           case when d.status in ('blocked', 'outranked', 'failed', 'unknown')
                then coalesce(nullif(${REASON}, ''), d.status) else '' end as reason,
           d.status = 'sent' as sent,
           d.status = 'sent' and not (reacted.bounced or refused.bounced) as delivered,
           reacted.bounced or refused.bounced as bounced, refused.complained, reacted.unsubscribed, reacted.opened,
           reacted.opened_by_machine, reacted.clicked, reacted.answered,
           d.status in ('blocked', 'outranked', 'failed', 'unknown') as not_sent
      from entries e
      cross join lateral (
        select * from sends own where own.shop_id = $1 and own.enrolment_id = e.enrolment_id offset 0) d
      left join subjects
        on d.channel = 'email' and subjects.scenario_id = e.scenario_id and subjects.version = d.version
       and subjects.block_id = d.block_id and subjects.language = d.language
     ${REACTIONS}
     where d.status in ('sent', 'blocked', 'outranked', 'failed', 'unknown'))
  insert into send_results as r (shop_id, send_id, ${SEND_COLUMNS.join(', ')})
  select $1, send_id, ${SEND_COLUMNS.join(', ')} from found
  on conflict (shop_id, send_id) do update set ${assignments(SEND_COLUMNS)}
   where ${differs(SEND_COLUMNS)}`;

const ENROLMENT_COLUMNS = [
  'scenario_id',
  'customer_id',
  'held_out',
  'first',
  'entered_on',
  'variants',
  'language',
  ...SEND_FLAGS,
  'issued',
  'redeemed',
  'coupon_minor',
  'returned_days',
  'returned_at',
  'return_minor',
  'second_order',
  'spent_minor',
];

/** An order known when entering is what led into the scenario, not a return. */
const RETURNS = `
  cross join lateral (
    select count(*) as orders, min(o.processed_at) as returned_at,
           (array_agg(o.total_minor order by o.processed_at, o.order_id))[1] as return_minor,
           sum(o.total_minor) filter (where o.processed_at < e.entered_at + interval '${WINDOW_DAYS} days') as spent_minor
      from orders o
     where o.shop_id = $1 and o.customer_id = e.person_id and o.counts
       and o.processed_at >= e.entered_at
       and o.processed_at < e.entered_at + interval '${LONGEST_RETURN_DAYS} days'
       and o.processed_at > coalesce(e.last_order_at, '-infinity')) back`;

/** Segments as they were when the enrolment was first looked at, moments after it began. */
const SEGMENTS = `array(
  select m.segment_id::text from segments s
    join segment_members m on m.shop_id = s.shop_id and m.segment_id = s.segment_id
   where s.shop_id = $1 and s.archived_at is null and m.customer_id = e.customer_id and m.joined_at <= e.entered_at
   order by m.segment_id)`;

const WRITE_ENROLMENT_RESULTS = `
  with ${ENTRIES},
  found as (
    select e.enrolment_id, e.scenario_id, e.customer_id, e.held_out, e.first, e.entered_on,
           array(select arm.key || ':' || arm.value
                   from jsonb_each_text(coalesce(e.marks -> 'arms', '{}')) as arm order by 1) as variants,
           ${SEGMENTS} as segments,
           coalesce((select d.language from sends d
                      where d.shop_id = $1 and d.enrolment_id = e.enrolment_id and d.language is not null
                      order by d.step limit 1),
                    lower(split_part(split_part(c.locale, '-', 1), '_', 1)), '') as language,
           ${SEND_FLAGS.map((flag) => `coalesce(messages.${flag}, false) as ${flag}`).join(', ')},
           given.issued, given.redeemed, given.coupon_minor,
           floor(extract(epoch from back.returned_at - e.entered_at) / 86400)::int as returned_days,
           back.returned_at, coalesce(back.return_minor, 0) as return_minor, back.orders > 1 as second_order,
           coalesce(back.spent_minor, 0) as spent_minor
      from entries e
      left join customers c on c.shop_id = $1 and c.customer_id = e.person_id
      cross join lateral (
        select ${SEND_FLAGS.map((flag) => `bool_or(r.${flag}) as ${flag}`).join(', ')}
          from send_results r where r.shop_id = $1 and r.enrolment_id = e.enrolment_id) messages
      cross join lateral (
        select count(*)::int as issued, count(k.used_at)::int as redeemed,
               coalesce(sum(k.amount_minor) filter (where k.used_at is not null), 0) as coupon_minor
          from coupons k where k.shop_id = $1 and k.enrolment_id = e.enrolment_id) given
      ${RETURNS})
  insert into enrolment_results as r (shop_id, enrolment_id, segments, ${ENROLMENT_COLUMNS.join(', ')})
  select $1, enrolment_id, segments, ${ENROLMENT_COLUMNS.join(', ')} from found
  on conflict (shop_id, enrolment_id) do update set ${assignments(ENROLMENT_COLUMNS)}
   where ${differs(ENROLMENT_COLUMNS)}`;

function assignments(columns: readonly string[]): string {
  return columns.map((column) => `${column} = excluded.${column}`).join(', ');
}

function differs(columns: readonly string[]): string {
  const row = (of: string) => columns.map((column) => `${of}.${column}`).join(', ');
  return `(${row('r')}) is distinct from (${row('excluded')})`;
}

/** Looks at everything these people (see `readPeople`) went through. */
export async function refreshFacts(
  tx: ShopTransaction,
  people: readonly number[],
  zone: string,
): Promise<void> {
  const values = [tx.shopId, numberArray(people), zone];
  await tx.execute(WRITE_SEND_RESULTS, values);
  await tx.execute(WRITE_ENROLMENT_RESULTS, values);
}
