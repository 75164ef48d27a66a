/**
 * Whom messages of staff could concern, so that a change of one looks at those alone. Rather some too many than one too
 * few: what each of them is told is worked out by the rules themselves (core/priority).
 */
import type { NumberedMessage } from '../../core/priority/authored-message.ts';
import { type DayRange, monthDaysWithin } from '../../core/priority/birthday.ts';
import type { FactsChange } from '../../core/priority/facts-basis.ts';
import type { OccasionMoment } from '../../core/priority/occasions.ts';
import { DAY_MS, type Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { StatementValues } from './statement-values.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface ConcernedMoment extends Pick<OccasionMoment, 'today' | 'ahead'> {
  readonly zone: string;
  readonly now: Instant;
}

/** By number; some may be gone. `messages` are those that are active now. */
export async function readConcerned(
  tx: ShopTransaction,
  { own, messageIds }: Exclude<FactsChange, 'everybody'>,
  messages: readonly NumberedMessage[],
  moment: ConcernedMoment,
): Promise<readonly number[]> {
  const values = new StatementValues(tx.shopId);
  const changed = new Set(messageIds);
  const sets = messages
    .filter(({ messageId }) => changed.has(messageId))
    .flatMap(({ message }) => thoseOf(message, values, moment) ?? []);
  if (changed.size > 0) sets.push(...thoseWhoKnow(values.add(numberArray(messageIds))));
  if (own) sets.push(...thoseWithTheirOwn(values.add(timestampText(moment.now))));
  if (sets.length === 0) return [];
  const rows = await tx.query<{ customer_id: number }>(
    `${sets.join(' union ')} order by customer_id`,
    values.values,
  );
  return rows.map((row) => row.customer_id);
}

/** Those whose facts name one of the messages, or who have seen or closed it. */
function thoseWhoKnow(messageIds: string): readonly string[] {
  const numberOf = (text: string) => `substring(${text} from '^[0-9]+')`;
  return [
    `select p.customer_id
       from published_facts p
       cross join lateral (select jsonb_object_keys(p.facts -> 'occasions') as page_id
                           union all select jsonb_object_keys(p.facts -> 'closed')) named
      where p.shop_id = $1 and ${numberOf('named.page_id')}::numeric = any (${messageIds}::numeric[])`,
    `select a.customer_id from activities a
      where a.shop_id = $1 and a.channel = 'on-site' and a.details ? 'messageId'
        and ${numberOf(`(a.details ->> 'messageId')`)} = any (${messageIds}::text[])`,
  ];
}

function thoseWithTheirOwn(now: string): readonly string[] {
  return [
    `select customer_id from published_facts where shop_id = $1 and facts ? 'messages'`,
    `select customer_id from handed_on_site where shop_id = $1 and until > ${now}::timestamptz`,
  ];
}

/** Null for a message that is told to nobody by name. */
function thoseOf(
  message: NumberedMessage['message'],
  values: StatementValues,
  moment: ConcernedMoment,
): string | null {
  const byRule = thoseWithOccasion(message, values, moment);
  const { segment } = message;
  if (segment === null) return byRule;
  if (!segment.member) return byRule ?? 'select customer_id from customers where shop_id = $1';
  const members = `select customer_id from segment_members
                    where shop_id = $1 and segment_id = ${values.add(segment.segmentId)}::bigint`;
  return byRule === null ? members : `(${byRule} intersect ${members})`;
}

/** Null for kinds that have no occasions. */
function thoseWithOccasion(
  message: NumberedMessage['message'],
  values: StatementValues,
  { zone, now, today, ahead }: ConcernedMoment,
): string | null {
  const dayOf = (column: string) => `(${column} at time zone ${values.add(zone)})::date`;
  const isOneOf = (day: string, range: DayRange) =>
    `to_char(${day}, 'MM-DD') = any (${values.add(monthDaysWithin(range))}::text[])`;
  switch (message.kind) {
    case 'launch':
    case 'login return':
      return null;
    case 'birthday':
    case 'anniversary': {
      const { daysBefore, daysAfter } = message;
      const range = { first: today - daysAfter, last: today + ahead + daysBefore };
      return message.kind === 'birthday'
        ? `select customer_id from customers where shop_id = $1 and ${isOneOf('birthday', range)}`
        : `select customer_id from order_facts
            where shop_id = $1 and ${isOneOf(dayOf('first_order_at'), range)}`;
    }
    case 'tier reached': {
      const since = timestampText(now - (message.withinDays + 2) * DAY_MS);
      return `select customer_id from tier_events
               where shop_id = $1 and direction = 'up' and at >= ${values.add(since)}::timestamptz`;
    }
    case 'coupon':
      return `select customer_id from coupons
               where shop_id = $1 and customer_id is not null and used_at is null and removed_at is null
                 and expires_at > ${values.add(timestampText(now))}::timestamptz`;
    case 'last category': {
      const { afterDays, untilDays } = message;
      const [first, last] = [today - untilDays, today + ahead - afterDays];
      return `select customer_id from order_facts
               where shop_id = $1 and ${dayOf('last_order_at')} - date '1970-01-01'
                     between ${values.add(first)}::int and ${values.add(last)}::int`;
    }
  }
}
