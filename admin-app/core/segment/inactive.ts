/**
 * Who is inactive, said in the language of segments: what a page counts or lists this way, a segment with the same query
 * holds too. Days are the shop's; "more than 30 days" without an order begins on the 31st day after it.
 */
import type { ResolvedQuery } from './resolve.ts';
import { resolveText, segmentBook } from './segment-book.ts';

/** How long ago something was, in whole days; together the ranges hold every customer once. */
export const INACTIVE_RANGES = ['0-30', '31-90', '91-180', '181-365', '366', 'never'] as const;
export type InactiveRange = (typeof INACTIVE_RANGES)[number];

export const INACTIVE_BASES = ['predicted date', 'own rhythm', 'days'] as const;
export type InactiveBasis = (typeof INACTIVE_BASES)[number];

/** When a shop calls a customer inactive, and when silent. */
export interface InactiveDefinition {
  readonly basis: InactiveBasis;
  /** By predicted date: the date was so many days ago, or more. */
  readonly overdueDays: number;
  /** By own rhythm: the last order is longer ago than so many of the customer's usual gaps. */
  readonly times: number;
  /** By days: more than so many without an order. So are customers counted who have no predicted date or rhythm. */
  readonly orderDays: number;
  /** Silent: nothing was heard on any channel for more than so many days. */
  readonly silentDays: number;
  /** Never interacted: more than so many days after signing up. */
  readonly newDays: number;
}

export const USUAL_INACTIVE: InactiveDefinition = {
  basis: 'predicted date',
  overdueDays: 30,
  times: 2,
  orderDays: 180,
  silentDays: 90,
  newDays: 14,
};

/** The questions that are answered with lists. */
export const INACTIVE_LISTS = ['silent', 'never', 'inactive'] as const;
export type InactiveList = (typeof INACTIVE_LISTS)[number];

type DatedAttribute = 'last_order_date' | 'last_response_date';

/** Matches customers for whom the date is so long ago. */
export function rangeQuery(attribute: DatedAttribute, range: InactiveRange): string {
  switch (range) {
    case '0-30':
      return `${attribute} >= -30d`;
    case '366':
      return `${attribute} < -365d`;
    case 'never':
      return `${attribute} IS NULL`;
    default: {
      const [from, to] = range.split('-');
      return `${attribute} BETWEEN -${to}d AND -${from}d`;
    }
  }
}

/** One cell of last order × last response. */
export function cellQuery(order: InactiveRange, response: InactiveRange): string {
  return `${rangeQuery('last_order_date', order)} AND ${rangeQuery('last_response_date', response)}`;
}

export function listQuery(list: InactiveList, definition: InactiveDefinition): string {
  switch (list) {
    case 'inactive':
      return inactiveQuery(definition);
    case 'silent':
      return `(${inactiveQuery(definition)}) AND NOT last_activity_date >= -${definition.silentDays}d`;
    case 'never':
      return `number_of_orders = 0 AND last_activity_date IS NULL AND customer_added_date < -${definition.newDays}d`;
  }
}

/** Matches nobody who has never ordered: these are no customers who left. */
function inactiveQuery({ basis, overdueDays, times, orderDays }: InactiveDefinition): string {
  const longAgo = `last_order_date < -${orderDays}d`;
  switch (basis) {
    case 'days':
      return longAgo;
    case 'predicted date':
      return `days_overdue >= ${overdueDays} OR (predicted_next_order_date IS NULL AND ${longAgo})`;
    case 'own rhythm':
      return [...rhythmQueries(times), `(average_days_between_orders IS NULL AND ${longAgo})`].join(
        ' OR ',
      );
  }
}

/**
 * Queries compare with what is written in them, not with another attribute: a customer's usual gap counts as the next
 * longer of these.
 */
const RHYTHM_STEPS = [7, 14, 21, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 365, 547, 730];
/** Gaps of more than two years count as three. */
const LONGEST_GAP = 1_095;

function rhythmQueries(times: number): readonly string[] {
  const longerAgo = (gap: number) => `last_order_date < -${Math.ceil(gap * times)}d`;
  const steps = RHYTHM_STEPS.map(
    (gap) => `(average_days_between_orders <= ${gap} AND ${longerAgo(gap)})`,
  );
  const beyond = `(average_days_between_orders > ${RHYTHM_STEPS.at(-1)} AND ${longerAgo(LONGEST_GAP)})`;
  return [...steps, beyond];
}

/** A query made above, ready to be asked: it names no segment. Throws RangeError when its numbers cannot be asked. */
export function askable(text: string): ResolvedQuery {
  const resolved = resolveText(segmentBook([], []), text, null);
  if (resolved.ok) return resolved.query;
  throw new RangeError(`The query "${text}" cannot be asked: ${resolved.fault.cause.code}`);
}
