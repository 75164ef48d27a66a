/**
 * Who fits a start that asks what happened: an order, a click, a visit, a segment joined. What is asked about is always
 * looked up as it is now, so that an order cancelled or a customer merged meanwhile is seen as such.
 */
import type { StartTrigger } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { Candidates } from './entering.ts';
import { among } from './entry-candidates.ts';
import { timestampText } from './type-parsers.ts';

type Trigger<Kind extends StartTrigger['kind']> = Extract<StartTrigger, { kind: Kind }>;

/** Customers with one of these orders that fits: any, their n-th, of a category (the type of a product in it). */
export function orderCandidates(
  orderIds: readonly number[],
  { number, category }: Trigger<'order placed'>,
): Candidates {
  return (values, only) => {
    const told = `unnest(${values.add(numberArray(orderIds))}::bigint[]) as told (order_id)`;
    const isNumber =
      number === null
        ? 'true'
        : `(select count(*) from orders p
             where p.shop_id = $1 and p.customer_id = o.customer_id and p.counts
               and (p.processed_at, p.order_id) <= (o.processed_at, o.order_id)) = ${values.add(number)}::int`;
    const isOfCategory =
      category === null
        ? 'true'
        : `exists (select from order_lines l
                     join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
                    where l.shop_id = $1 and l.order_id = o.order_id
                      and p.product_type_folded = ${folded(values.add(category))})`;
    return `
      select distinct on (o.customer_id) o.customer_id, 'order ' || o.order_id as cause, 'ordered ' || o.name as words
        from ${told} join orders o on o.shop_id = $1 and o.order_id = told.order_id
       where o.counts and o.customer_id is not null ${among(only, 'o.customer_id')}
         and ${isNumber} and ${isOfCategory}
       order by o.customer_id, o.processed_at, o.order_id`;
  };
}

/** Customers who returned something of one of these orders: the shop paid money back. Once for an order. */
export function returnCandidates(orderIds: readonly number[]): Candidates {
  return (values, only) => `
    select distinct on (o.customer_id) o.customer_id, 'return of order ' || o.order_id as cause,
           'returned something of ' || o.name as words
      from unnest(${values.add(numberArray(orderIds))}::bigint[]) as told (order_id)
      join orders o on o.shop_id = $1 and o.order_id = told.order_id
     where o.counts and o.customer_id is not null and o.financial_status in ('partially_refunded', 'refunded')
       ${among(only, 'o.customer_id')}
     order by o.customer_id, o.order_id`;
}

/** Customers with one of these clicks on an address that has the text in it; capitals make no difference. */
export function clickCandidates(
  activityIds: readonly number[],
  { urlContains }: Trigger<'link clicked'>,
): Candidates {
  return (values, only) => `
    select distinct on (a.customer_id) a.customer_id, 'click ' || a.activity_id as cause,
           'clicked ' || (a.details ->> 'url') as words
      from unnest(${values.add(numberArray(activityIds))}::bigint[]) as told (activity_id)
      join activities a on a.shop_id = $1 and a.activity_id = told.activity_id
     where a.kind = 'clicked' and not a.by_machine ${among(only, 'a.customer_id')}
       and strpos(${folded(`a.details ->> 'url'`)}, ${folded(values.add(urlContains))}) > 0
     order by a.customer_id, a.activity_id`;
}

/** Whoever is seen on the shop's pages by us is logged in: the page tells us of nobody else. */
export const IS_LOGIN = (a: string) => `(${a}.channel = 'on-site' or ${a}.kind = 'logged in')`;
export const IS_VISIT = (a: string) =>
  `(${IS_LOGIN(a)} or ${a}.kind in ('visited', 'page viewed', 'product viewed', 'collection viewed'))`;
const IS_SEEN = { login: IS_LOGIN, visit: IS_VISIT } as const;

/** Customers seen in one of these activities, known before, but neither seen nor ordering for so many days. */
export function returnerCandidates(
  activityIds: readonly number[],
  { days, seen }: Trigger<'back after absence'>,
): Candidates {
  return (values, only) => {
    const since = `a.at - make_interval(days => ${values.add(days)}::int)`;
    return `
      select distinct on (a.customer_id) a.customer_id, 'visit ' || a.activity_id as cause,
             'came back after ' || ${values.add(days)}::int || ' days or more' as words
        from unnest(${values.add(numberArray(activityIds))}::bigint[]) as told (activity_id)
        join activities a on a.shop_id = $1 and a.activity_id = told.activity_id
        join customers k on k.shop_id = $1 and k.customer_id = a.customer_id and k.created_at <= ${since}
       where ${IS_SEEN[seen]('a')} and not a.by_machine ${among(only, 'a.customer_id')}
         and not exists (
           select from activities b
            where b.shop_id = $1 and b.customer_id = a.customer_id and not b.by_machine
              and b.at > ${since} and (b.at, b.activity_id) < (a.at, a.activity_id)
              and (${IS_SEEN[seen]('b')} or b.kind = 'ordered'))
       order by a.customer_id, a.at, a.activity_id`;
  };
}

export interface EventRange {
  /** After this number, up to that one. */
  readonly after: number;
  readonly upTo: number;
  readonly since: Instant;
}

/**
 * Customers who joined the segment. From another one: who left that in the same evaluation, which gives both changes one
 * time.
 */
export function joinCandidates(
  { segmentId, fromSegmentId }: Trigger<'joins segment'>,
  { after, upTo, since }: EventRange,
): Candidates {
  return (values, only) => {
    const came =
      fromSegmentId === null
        ? 'true'
        : `exists (select from segment_events o
                    where o.shop_id = $1 and o.customer_id = j.customer_id and o.kind = 'left' and o.at = j.at
                      and o.segment_id = ${values.add(fromSegmentId)}::bigint)`;
    return `
      select distinct on (j.customer_id) j.customer_id, 'segment event ' || j.event_id as cause,
             'joined “' || s.name || '”' as words
        from segment_events j join segments s on s.shop_id = j.shop_id and s.segment_id = j.segment_id
       where j.shop_id = $1 and j.segment_id = ${values.add(segmentId)}::bigint and j.kind = 'joined'
         and j.event_id > ${values.add(after)}::bigint and j.event_id <= ${values.add(upTo)}::bigint
         and j.at >= ${values.add(timestampText(since))}::timestamptz ${among(only, 'j.customer_id')} and ${came}
       order by j.customer_id, j.event_id`;
  };
}

/** Texts are compared as segments compare them. */
function folded(text: string): string {
  return `lower(normalize((${text})::text, NFC) collate "und-x-icu")`;
}

/** Customers whom other scenarios' blocks send here. */
export function calledCandidates(
  calls: readonly {
    readonly customerId: number;
    readonly enrolmentId: number;
    readonly step: number;
  }[],
): Candidates {
  return (values, only) => `
    select distinct on (given.customer_id) given.customer_id,
           'call of enrolment ' || given.enrolment_id || ' step ' || given.step as cause,
           'called by “' || coalesce(s.name, '') || '”' as words
      from unnest(${values.add(numberArray(calls.map((it) => it.customerId)))}::bigint[],
                  ${values.add(numberArray(calls.map((it) => it.enrolmentId)))}::bigint[],
                  ${values.add(numberArray(calls.map((it) => it.step)))}::int[])
             as given (customer_id, enrolment_id, step)
      left join enrolments e on e.shop_id = $1 and e.enrolment_id = given.enrolment_id
      left join scenarios s on s.shop_id = $1 and s.scenario_id = e.scenario_id
     where true ${among(only, 'given.customer_id')}
     order by given.customer_id, given.enrolment_id, given.step`;
}

/** Customers whose value tier changed as the trigger says, between two numbers of changes. */
export function tierChangeCandidates(
  { direction, from, to }: Trigger<'tier changes'>,
  { after, upTo, since }: EventRange,
): Candidates {
  return (values, only) => {
    // Tiers are named as staff name them, or by what they are called inside; a removed one keeps its name.
    const isOneOf = (alias: string, names: readonly string[] | null) => {
      if (names === null) return 'true';
      const wanted = `${values.add(names)}::text[]`;
      return `(${alias}.tier_id = any (${wanted}) or ${alias}.name = any (${wanted}))`;
    };
    return `
      select distinct on (t.customer_id) t.customer_id, 'tier event ' || t.event_id as cause,
             case t.direction when 'up' then 'rose' else 'fell' end
               || coalesce(' from “' || f.name || '”', '') || coalesce(' to “' || n.name || '”', '') as words
        from tier_events t
        left join value_tiers f on f.shop_id = t.shop_id and f.tier_id = t.from_tier_id
        left join value_tiers n on n.shop_id = t.shop_id and n.tier_id = t.to_tier_id
       where t.shop_id = $1 and t.event_id > ${values.add(after)}::bigint and t.event_id <= ${values.add(upTo)}::bigint
         and t.cause not in ('definition edited', 'import') and t.direction = ${values.add(direction)}
         and t.at >= ${values.add(timestampText(since))}::timestamptz ${among(only, 't.customer_id')}
         and ${isOneOf('f', from)} and ${isOneOf('n', to)}
       order by t.customer_id, t.event_id`;
  };
}
