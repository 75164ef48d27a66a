/**
 * Where customers stand among the tiers, as one set operation for any number of them: the same as `standingOf` in
 * core/tier says of one.
 */

import { isLoyalty, type TierDefinition, type TierLevel } from '../../core/tier/types.ts';
import { firstDayThatCounts, firstOfYear, yearOf } from '../../core/tier/window.ts';
import { type Day, formatDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { inProportion } from './table-statistics.ts';
import type { ShopTransaction } from './tenant.ts';

export interface StandingsQuestion {
  readonly definition: TierDefinition;
  readonly levels: readonly TierLevel[];
  readonly today: Day;
  readonly zone: string;
  /** Null looks at everybody. */
  readonly customerIds: readonly number[] | null;
  /** Whoever has a tier keeps it a little longer than others come in; not where the definition is new. */
  readonly fresh: boolean;
}

/** How many parameters `standingsSql` takes; the next is free for whoever asks. */
export const STANDINGS_PARAMETERS = 10;

export function standingsParameters(
  tx: ShopTransaction,
  { definition, levels, today, zone, customerIds, fresh }: StandingsQuestion,
): readonly unknown[] {
  return [
    tx.shopId,
    customerIds === null ? null : numberArray(customerIds),
    formatDay(today),
    zone,
    definition.tiers.map(({ id }) => id),
    levels.map(({ enter }) => enter),
    levels.map(({ stay }) => stay),
    fresh,
    definition.tagPrefix ?? '',
    definition.tiers.map(({ tag }) => tag.trim()),
  ];
}

/**
 * Common table expressions that end in `standing`: a row for each living customer who is looked at, with `value`, `rank`,
 * `earned`, `holds`, `lose_on`, `lose_to`, `keeps`, `check_on`, and what was before (`had_row`, `was_id`, `held`, …).
 */
export function standingsSql({
  definition,
  customerIds,
  today,
}: Pick<StandingsQuestion, 'definition' | 'customerIds' | 'today'>): string {
  const only = customerIds === null ? '' : 'and c.customer_id = any ($2::bigint[])';
  return `
  ${valuesSql(definition, today, customerIds !== null)},
  before as materialized (
    select * from customer_tiers c where c.shop_id = $1 ${only}),
  compared as materialized (
    select c.customer_id, coalesce(v.value, ${definition.metafield === null ? 0 : NO_VALUE}) as value, t.customer_id is not null as had_row, t.tier_id as was_id,
           case when $8::boolean then 0 else coalesce(array_position($5::text[], t.earned_id), 0) end as earned_before,
           coalesce(array_position($5::text[], t.held_id), 0) as held,
           coalesce(array_position($5::text[], t.held_earned_id), 0) as held_earned, t.held_until
      from customers c
      left join valued v on v.customer_id = c.customer_id
      left join before t on t.customer_id = c.customer_id
     where c.shop_id = $1 ${only} and c.deleted_at is null and c.redacted_at is null),
  earning as materialized (
    select x.*, ${rankOf('x.value', 'x.earned_before')} as earned from compared x),
  holding as materialized (
    select e.*, e.held > 0 and (e.held_until is null or e.held_until > $3::date)
                and e.earned <= greatest(e.held, e.held_earned) as holds
      from earning e),
  lost as materialized (
    select distinct on (h.customer_id) h.customer_id, s.day, s.value
      from holding h join steps s on s.customer_id = h.customer_id
     where s.value < ($7::bigint[])[h.earned]
     order by h.customer_id, s.day),
  at_end as materialized (
    select distinct on (h.customer_id) h.customer_id, s.value
      from holding h join steps s on s.customer_id = h.customer_id
     where h.holds and s.day <= h.held_until
     order by h.customer_id, s.day desc),
  losing as (
    select h.*, case when h.holds then h.held else h.earned end as rank, loss.*,
           least(lost.day, case when h.holds then h.held_until end) as check_on
      from holding h
      left join lost on lost.customer_id = h.customer_id
      left join at_end on at_end.customer_id = h.customer_id
      cross join lateral (
        select case when not h.holds or (h.held = h.earned and h.held_until is not null and coalesce(lost.day >= h.held_until, true))
                    then 'earned'
                    when h.held >= h.earned and h.held_until is not null then 'gift' end as ends) how
      cross join lateral (
        select case how.ends when 'earned' then lost.day when 'gift' then h.held_until end as lose_on,
               case how.ends when 'earned' then lost.value when 'gift' then coalesce(at_end.value, h.value) end as value_then,
               case when how.ends = 'gift' and h.held > h.earned then ($6::bigint[])[h.held]
                    else ($7::bigint[])[case when h.holds then h.held else h.earned end] end as needed) loss),
  standing as (
    select l.*, case when l.lose_on is not null then ${rankOf('l.value_then', 'l.earned')} end as lose_to,
           case when l.lose_on is not null then l.needed - greatest(l.value_then, 0) end as keeps
      from losing l)`;
}

function rankOf(value: string, before: string): string {
  return `(select coalesce(max(level.rank), 0)::int
             from unnest($6::bigint[], $7::bigint[]) with ordinality as level (enter, stay, rank)
            where ${value} >= level.enter or (level.rank <= ${before} and ${value} >= level.stay))`;
}

/** Below every threshold: who has no metafield that can be read is in no tier by it, not even in one from 0 points. */
const NO_VALUE = -1;

/** `valued` (customer_id, value) and `steps` (customer_id, day, value), of those who have any value. */
function valuesSql(
  definition: Pick<TierDefinition, 'basis' | 'window' | 'metafield'>,
  today: Day,
  some: boolean,
): string {
  const { basis, window } = definition;
  // What one kind of tier asks for and another does not still has a type.
  const typed = `typed as (select $2::bigint[], $3::date, $4::text, $9::text, $10::text[])`;
  if (isLoyalty(basis)) return `${typed}, ${loyaltySql(definition, some)}`;
  const since = firstDayThatCounts(window, today);
  const from =
    since === null
      ? ''
      : `and o.processed_at >= date '${formatDay(since)}'::timestamp at time zone $4::text`;
  const worth = basis === 'spend' ? 'o.total_minor' : '1';
  const ordered = `ordered as materialized (
    select o.customer_id, (o.processed_at at time zone $4::text)::date as day, ${worth} as worth
      from orders o
     where o.shop_id = $1 and o.counts and o.customer_id is not null and o.financial_status <> 'refunded' ${from}
       ${some ? 'and o.customer_id = any ($2::bigint[])' : ''})`;
  return `${typed}, ${ordered}, ${windowSql(window, today)}`;
}

/** 29 February is let go on 1 March, as `dayWithoutOrder` does. */
const DAY_WITHOUT_ORDER = `(day + interval '1 year')::date
  + case when extract(month from day) = 2 and extract(day from day) = 29 then 1 else 0 end`;

function windowSql(window: TierDefinition['window'], today: Day): string {
  switch (window) {
    case 'always':
      return `
        valued as (select customer_id, sum(worth)::bigint as value from ordered group by customer_id),
        steps as (select customer_id, day, worth as value from ordered where false)`;
    case '12 months':
      return `
        leaving as (
          select customer_id, ${DAY_WITHOUT_ORDER} as day, sum(worth)::bigint as worth from ordered group by 1, 2),
        steps as materialized (
          select customer_id, day, worth,
                 (coalesce(sum(worth) over (partition by customer_id order by day desc
                                            rows between unbounded preceding and 1 preceding), 0))::bigint as value
            from leaving),
        valued as (select customer_id, max(value + worth) as value from steps group by customer_id)`;
    case 'calendar year': {
      const thisYear = `day >= date '${formatDay(firstOfYear(yearOf(today)))}'`;
      const next = (years: number) => `date '${formatDay(firstOfYear(yearOf(today) + years))}'`;
      return `
        years as materialized (
          select customer_id, coalesce(sum(worth) filter (where ${thisYear}), 0)::bigint as this_year,
                 coalesce(sum(worth) filter (where not ${thisYear}), 0)::bigint as last_year
            from ordered group by customer_id),
        valued as (select customer_id, greatest(this_year, last_year) as value from years),
        steps as materialized (
          select customer_id, ${next(1)} as day, this_year as value from years
          union all select customer_id, ${next(2)}, 0 from years)`;
    }
  }
}

/** The largest whole number behind the prefix in a customer's tags. */
export function pointsOf(tags: string, prefix: string): string {
  const behind = `substr(tag, length(${prefix}) + 1)`;
  return `(select max(${behind}::bigint) from unnest(${tags}) as tag
            where starts_with(tag, ${prefix}) and ${behind} ~ '^[0-9]{1,15}$')`;
}

/** Points that the metafield of the shop's present setting holds; null where it holds none. */
export const POINTS_OF_METAFIELD = `case when c.loyalty_edition = (select s.metafield_edition from tier_settings s where s.shop_id = $1)
            then loyalty_points(c.loyalty_type, c.loyalty_value) end`;

const NAME_IN_METAFIELD = POINTS_OF_METAFIELD.replace('loyalty_points', 'loyalty_name');

/** Points, or the highest tier of those whose tags or name the customer has. */
function loyaltySql(
  { basis, metafield }: Pick<TierDefinition, 'basis' | 'metafield'>,
  some: boolean,
): string {
  const isPoints = basis === 'loyalty points';
  const ofTags = isPoints
    ? pointsOf('c.tags_folded', 'prefix.folded')
    : `(select max(marks.rank) from marks where prefix.folded || marks.folded = any (c.tags_folded))`;
  const ofMetafield = isPoints
    ? POINTS_OF_METAFIELD
    : `(select max(marks.rank) from marks where marks.folded = ${NAME_IN_METAFIELD})`;
  const [value, present] =
    metafield === null
      ? [ofTags, `c.tags_folded <> '{}'`]
      : [ofMetafield, 'c.loyalty_value is not null'];
  return `
    prefix as materialized (select lower(normalize($9::text, NFC) collate "und-x-icu") as folded),
    marks as materialized (
      select folded_name(tag) as folded, rank
        from unnest($10::text[]) with ordinality as mark (tag, rank)),
    valued as materialized (
      select c.customer_id, ${value} as value from customers c cross join prefix
       where c.shop_id = $1 and ${present} ${some ? 'and c.customer_id = any ($2::bigint[])' : ''}),
    steps as (select customer_id, $3::date as day, value from valued where false)`;
}

/** How many customers have any value, and the least value of the best so many of them; see `levelsOf`. */
export async function readLeastValues(
  tx: ShopTransaction,
  question: Pick<StandingsQuestion, 'definition' | 'today' | 'zone'>,
  shares: readonly number[],
): Promise<{ readonly customers: number; readonly least: ReadonlyMap<number, number | null> }> {
  const given = { ...question, levels: [], customerIds: null, fresh: true };
  const { customers, least } = await inProportion(tx, () =>
    tx.one<{
      customers: number;
      least: readonly (number | null)[] | null;
    }>(
      `with ${valuesSql(question.definition, question.today, false)},
     distribution as (
       select v.value, count(*) as customers
         from valued v join customers c on c.shop_id = $1 and c.customer_id = v.customer_id
        where v.value > 0 and c.deleted_at is null and c.redacted_at is null group by v.value),
     running as materialized (
       select value, sum(customers) over (order by value desc) as best, sum(customers) over () as everybody
         from distribution)
     select (select coalesce(sum(customers), 0)::bigint from distribution) as customers,
            (select array_agg((select min(r.value) from running r where r.best <= s.share * r.everybody)
                              order by s.place)
               from unnest($11::float8[]) with ordinality as s (share, place)) as least,
            $5::text[] is null and $6::bigint[] is null and $7::bigint[] is null and $8::boolean as typed_too`,
      [...standingsParameters(tx, given), shares],
    ),
  );
  return { customers, least: new Map(shares.map((share, i) => [share, least?.[i] ?? null])) };
}

/** How the metafield of the present setting is with everybody who could be in a tier. */
export interface LoyaltyCounts {
  /** It says how many points, or names one of the tiers. */
  readonly read: number;
  readonly missing: number;
  /** Of a type that cannot hold it. */
  readonly otherType: number;
  /** Of a type that can, but it is no number, or names no tier. */
  readonly unparsable: number;
}

export async function countLoyalty(
  tx: ShopTransaction,
  { basis, tiers }: Pick<TierDefinition, 'basis' | 'tiers'>,
): Promise<LoyaltyCounts> {
  const types =
    basis === 'loyalty points' ? ['number_integer', 'number_decimal'] : ['single_line_text_field'];
  const parsed =
    basis === 'loyalty points'
      ? 'loyalty_points(type, value) is not null'
      : 'loyalty_name(type, value) in (select folded_name(tag) from unnest($3::text[]) as tag)';
  return await tx.one<LoyaltyCounts>(
    `with given as (
       select case when c.loyalty_edition = s.metafield_edition then c.loyalty_type end as type,
              case when c.loyalty_edition = s.metafield_edition then c.loyalty_value end as value
         from customers c join tier_settings s using (shop_id)
        where c.shop_id = $1 and c.deleted_at is null and c.redacted_at is null and $3::text[] is not null)
     select count(*) filter (where value is null) as missing,
            count(*) filter (where value is not null and type <> all ($2::text[])) as "otherType",
            count(*) filter (where type = any ($2::text[]) and ${parsed}) as read,
            count(*) filter (where type = any ($2::text[]) and value is not null and (${parsed}) is not true) as unparsable
       from given`,
    [tx.shopId, types, tiers.map(({ tag }) => tag)],
  );
}
