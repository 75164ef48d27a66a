/**
 * Who fits a start that asks how things stand today: silent, due, celebrating. Days are the shop's own. A due day that
 * is not after the last order belongs to an order before it and is about to be renewed.
 */
import type { InactiveDefinition, StartTrigger } from '../../core/scenario/types.ts';
import { type Day, formatDay, monthAndDate } from '../../core/time.ts';
import type { Candidates, ShopDay } from './entering.ts';
import type { StatementValues } from './statement-values.ts';

/** What happened on a day still lets customers enter on so many days after it, in case nobody looked. */
const LATE_DAYS = 2;

/** Silent customers. The same silence lets nobody enter twice, however often the due day is predicted anew. */
export function inactiveCandidates(
  scenarioId: number,
  by: InactiveDefinition,
  day: ShopDay,
): Candidates {
  return silent(scenarioId, day, (values, { today, lastDay }) =>
    isInactive(values, by, today, lastDay),
  );
}

/** Customers whose due day lies `days` back, or ahead where that is negative: then until the due day itself. */
export function dueCandidates(scenarioId: number, days: number, day: ShopDay): Candidates {
  return silent(scenarioId, day, (values, { today, lastDay }) => {
    const after = `${values.add(days)}::int`;
    const until = days < 0 ? `${after} * -1` : `${LATE_DAYS}`;
    return {
      fits: `p.due_day >= ${lastDay} and ${today} - (p.due_day + ${after}) between 0 and ${until}`,
      words: `'order ' || case when p.due_day < ${today} then 'was' else 'is' end || ' due on ' || p.due_day`,
    };
  });
}

interface SilentNames {
  /** SQL of type date. */
  readonly today: string;
  readonly lastDay: string;
}

function silent(
  scenarioId: number,
  { today, zone }: ShopDay,
  condition: (values: StatementValues, names: SilentNames) => { fits: string; words: string },
): Candidates {
  return (values, only) => {
    const names = {
      today: `${values.add(formatDay(today))}::date`,
      lastDay: `(f.last_order_at at time zone ${values.add(zone)})::date`,
    };
    const { fits, words } = condition(values, names);
    return `
      select f.customer_id, 'last order ' || ${names.lastDay} as cause, ${words} as words
        from order_facts f
        left join predictions p on p.shop_id = f.shop_id and p.customer_id = f.customer_id
       where f.shop_id = $1 ${among(only, 'f.customer_id')} and ${fits}
         and not exists (
           select from enrolments e
            where e.shop_id = $1 and e.customer_id = f.customer_id
              and e.scenario_id = ${values.add(scenarioId)}::bigint and e.last_order_at >= f.last_order_at)`;
  };
}

function isInactive(
  values: StatementValues,
  by: InactiveDefinition,
  today: string,
  lastDay: string,
) {
  const noOrder = `'no order since ' || ${lastDay}`;
  switch (by.kind) {
    case 'overdue':
      return {
        fits: `p.due_day + ${values.add(by.days)}::int <= ${today} and p.due_day >= ${lastDay}`,
        words: `'order was due on ' || p.due_day`,
      };
    case 'no order':
      return { fits: `${lastDay} + ${values.add(by.days)}::int <= ${today}`, words: noOrder };
    case 'own rhythm': {
      // Several orders within a day are not a rhythm of hours.
      const gap = `greatest(extract(epoch from f.last_order_at - f.first_order_at) / 86400 / nullif(f.orders - 1, 0), 1)`;
      return {
        fits: `f.orders > 1 and ${today} - ${lastDay} >= ${values.add(by.times)}::numeric * ${gap}`,
        words: `${noOrder} || ', usually every ' || round(${gap}) || ' days'`,
      };
    }
  }
}

/**
 * Customers whose day comes round in `daysBefore` days, once for each time it does. 29 February falls on the 28th in
 * years without one. Days before `since` are over.
 */
export function yearlyCandidates(
  { date, daysBefore }: Extract<StartTrigger, { kind: 'yearly date' }>,
  { today, zone }: ShopDay,
  since: Day,
): Candidates {
  const days: { readonly key: string; readonly day: string }[] = [];
  for (let late = 0; late <= LATE_DAYS && today - late >= since; late += 1) {
    const day = today - late + daysBefore;
    for (const key of keysOf(day)) days.push({ key, day: formatDay(day) });
  }
  return (values, only) => {
    const coming = `unnest(${values.add(days.map(({ key }) => key))}::text[],
                           ${values.add(days.map(({ day }) => day))}::date[]) as coming (key, day)`;
    if (date === 'birthday') {
      return `
        select b.customer_id, 'birthday ' || extract(year from coming.day) as cause, 'birthday on ' || coming.day as words
          from ${coming} join customers b on to_char(b.birthday, 'MM-DD') = coming.key
         where b.shop_id = $1 ${among(only, 'b.customer_id')}`;
    }
    const firstDay = `(o.first_order_at at time zone ${values.add(zone)})::date`;
    return `
      select o.customer_id, 'first order ' || extract(year from coming.day) as cause,
             'anniversary of the first order on ' || coming.day as words
        from ${coming} join order_facts o on to_char(${firstDay}, 'MM-DD') = coming.key and ${firstDay} < coming.day
       where o.shop_id = $1 ${among(only, 'o.customer_id')}`;
  };
}

/** The dates that are celebrated on a day, as MM-DD. */
function keysOf(day: Day): readonly string[] {
  const key = formatDay(day).slice(5);
  const isLastOfFebruary = key === '02-28' && monthAndDate(day + 1).month === 3;
  return isLastOfFebruary ? [key, '02-29'] : [key];
}

/** Customers who lose their tier within so many days if nothing is ordered, once for a tier and its last day. */
export function tierLossCandidates(days: number, { today }: ShopDay): Candidates {
  return (values, only) => {
    const day = `${values.add(formatDay(today))}::date`;
    return `
      select t.customer_id, 'tier ' || t.tier_id || ' until ' || t.lose_on as cause,
             'loses “' || v.name || '” on ' || t.lose_on as words
        from customer_tiers t join value_tiers v on v.shop_id = t.shop_id and v.tier_id = t.tier_id
       where t.shop_id = $1 and t.lose_on > ${day} and t.lose_on <= ${day} + ${values.add(days)}::int
         ${among(only, 't.customer_id')}`;
  };
}

/** Everybody who is in the segment now. */
export function memberCandidates(segmentId: number): Candidates {
  return (values, only) => `
    select m.customer_id, 'member' as cause, 'member' as words from segment_members m
     where m.shop_id = $1 and m.segment_id = ${values.add(segmentId)}::bigint ${among(only, 'm.customer_id')}`;
}

/** Customers named one by one; the first cause of each counts. */
export function namedCandidates(
  named: readonly { readonly customerId: number; readonly cause: string; readonly words: string }[],
): Candidates {
  return (values, only) => {
    const ids = values.add(`{${named.map((it) => it.customerId).join(',')}}`);
    const causes = values.add(named.map((it) => it.cause));
    const words = values.add(named.map((it) => it.words));
    return `
      select distinct on (given.customer_id) given.customer_id, given.cause, given.words
        from unnest(${ids}::bigint[], ${causes}::text[], ${words}::text[]) with ordinality
          as given (customer_id, cause, words, place)
       where true ${among(only, 'given.customer_id')}
       order by given.customer_id, given.place`;
  };
}

export function among(only: string | null, column: string): string {
  return only === null ? '' : `and ${column} = any (${only})`;
}
