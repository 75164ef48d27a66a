/**
 * The sums behind the Retention page, from customers who come one at a time: the cohort table, and how soon the customers
 * of each group ordered again. Several orders of a customer on one day are one order here, as they are for predictions;
 * their money is added up.
 */
import type { Day } from '../time.ts';
import type { CohortActivity } from './cohorts.ts';
import { type Month, monthOfDay } from './month.ts';
import { type FollowedDay, type FollowedGroup, HORIZON_DAYS } from './survival.ts';

export const RETENTION_DIMENSIONS = ['category', 'product', 'country', 'tier'] as const;
export type RetentionDimension = (typeof RETENTION_DIMENSIONS)[number];

/** A customer with orders. */
export interface OrderingCustomer {
  /** The local days of their orders, not empty, and beside each its money. */
  readonly days: readonly Day[];
  readonly spentMinor: readonly number[];
  /** What they belong to; empty for those without. */
  readonly groups: Readonly<Record<RetentionDimension, string>>;
}

/** Customers of one month of first orders, followed from one of their orders to the next. */
export interface RetentionInterval extends FollowedGroup {
  readonly dimension: RetentionDimension | 'all';
  /** Empty for those without, and for all. */
  readonly value: string;
  readonly cohort: Month;
  /** 3 is the third and every later one. */
  readonly fromOrder: 1 | 2 | 3;
}

export interface RetentionSums {
  readonly add: (customer: OrderingCustomer) => void;
  readonly cells: () => readonly CohortActivity[];
  readonly intervals: () => readonly RetentionInterval[];
}

/** The groups shown of a dimension: the largest over all time. */
const MOST_GROUPS = 12;

/** `asOfDay` is the last day whose orders come; customers may come in any order. */
export function createRetentionSums(asOfDay: Day): RetentionSums {
  const cells = new CohortCells();
  const everybody = new Intervals(asOfDay);
  const firstOrders = new FirstOrders();
  return {
    add: (customer) => {
      const { days, spentMinor } = orderDays(customer);
      const cohort = monthOfDay(days[0] ?? 0);
      cells.add(cohort, days, spentMinor);
      for (const [i, day] of days.entries())
        everybody.add('', cohort, i + 1, day, days[i + 1] ?? null);
      firstOrders.add(cohort, days, customer.groups);
    },
    cells: () => cells.all(),
    intervals: () => [
      ...everybody.of('all'),
      ...RETENTION_DIMENSIONS.flatMap((dimension) => firstOrders.intervals(dimension, asOfDay)),
    ],
  };
}

/** Each day once, ascending, with all its money. */
function orderDays({ days, spentMinor }: OrderingCustomer): Omit<OrderingCustomer, 'groups'> {
  if (days.every((day, i) => i === 0 || day > (days[i - 1] ?? 0))) return { days, spentMinor };
  const spentOn = new Map<Day, number>();
  for (const [i, day] of days.entries())
    spentOn.set(day, (spentOn.get(day) ?? 0) + (spentMinor[i] ?? 0));
  const sorted = [...spentOn].sort(([one], [other]) => one - other);
  return { days: sorted.map(([day]) => day), spentMinor: sorted.map(([, spent]) => spent) };
}

class CohortCells {
  readonly #cells = new Map<Month, Map<number, { customers: number; revenueMinor: number }>>();

  add(cohort: Month, days: readonly Day[], spentMinor: readonly number[]): void {
    const ofCohort = entry(this.#cells, cohort, () => new Map());
    let counted = -1;
    for (const [i, day] of days.entries()) {
      const since = monthOfDay(day) - cohort;
      const cell = entry(ofCohort, since, () => ({ customers: 0, revenueMinor: 0 }));
      cell.revenueMinor += spentMinor[i] ?? 0;
      if (since > counted) cell.customers += 1;
      counted = since;
    }
  }

  all(): readonly CohortActivity[] {
    return [...this.#cells].flatMap(([cohort, ofCohort]) =>
      [...ofCohort].map(([since, cell]) => ({ cohort, since, ...cell })),
    );
  }
}

/** How many were followed for so many days; the last number is of those beyond the horizon. */
type Lengths = number[];

const BEYOND = HORIZON_DAYS + 1;

interface Followed {
  readonly cohort: Month;
  readonly fromOrder: 1 | 2 | 3;
  readonly returned: Lengths;
  readonly censored: Lengths;
}

class Intervals {
  readonly #asOfDay: Day;
  readonly #byValue = new Map<string, Map<number, Followed>>();

  constructor(asOfDay: Day) {
    this.#asOfDay = asOfDay;
  }

  add(value: string, cohort: Month, nth: number, day: Day, nextDay: Day | null): void {
    const ofValue = entry(this.#byValue, value, () => new Map());
    const fromOrder = nth === 1 ? 1 : nth === 2 ? 2 : 3;
    const followed = entry(ofValue, cohort * 3 + fromOrder, () => {
      const none = (): Lengths => new Array<number>(BEYOND + 1).fill(0);
      return { cohort, fromOrder, returned: none(), censored: none() };
    });
    const length = Math.min((nextDay ?? this.#asOfDay) - day, BEYOND);
    const lengths = nextDay === null ? followed.censored : followed.returned;
    lengths[length] = (lengths[length] ?? 0) + 1;
  }

  of(dimension: RetentionInterval['dimension']): readonly RetentionInterval[] {
    return [...this.#byValue].flatMap(([value, ofValue]) =>
      [...ofValue.values()].map(({ cohort, fromOrder, returned, censored }) => {
        const customers = sumOf(returned) + sumOf(censored);
        const days = followedDays(returned, censored);
        return { dimension, value, cohort, fromOrder, customers, days };
      }),
    );
  }
}

/** Several groups as one. */
export function joinFollowed(groups: readonly FollowedGroup[]): FollowedGroup {
  const returned: Lengths = [];
  const censored: Lengths = [];
  for (const each of groups.flatMap(({ days }) => days)) {
    returned[each.days] = (returned[each.days] ?? 0) + each.returned;
    censored[each.days] = (censored[each.days] ?? 0) + each.censored;
  }
  const customers = sumOf(groups.map((group) => group.customers));
  return { customers, days: followedDays(returned, censored) };
}

/** Days with anybody on them, up to the horizon. */
function followedDays(returned: Lengths, censored: Lengths): readonly FollowedDay[] {
  const days = Array.from({ length: BEYOND }, (_, length) => ({
    days: length,
    returned: returned[length] ?? 0,
    censored: censored[length] ?? 0,
  }));
  return days.filter((day) => day.returned + day.censored > 0);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

/**
 * Which groups are the largest is known at the end, and a shop may have as many products as customers: so the first
 * orders are kept until then, in some sixty bytes each, and only the groups shown are added up.
 */
class FirstOrders {
  readonly #cohorts: Month[] = [];
  readonly #days: Day[] = [];
  readonly #nextDays: (Day | null)[] = [];
  readonly #groups = new Map<RetentionDimension, Groups>();

  add(cohort: Month, days: readonly Day[], groups: OrderingCustomer['groups']): void {
    this.#cohorts.push(cohort);
    this.#days.push(days[0] ?? 0);
    this.#nextDays.push(days[1] ?? null);
    for (const dimension of RETENTION_DIMENSIONS)
      entry(this.#groups, dimension, () => new Groups()).add(groups[dimension]);
  }

  intervals(dimension: RetentionDimension, asOfDay: Day): readonly RetentionInterval[] {
    const intervals = new Intervals(asOfDay);
    const values = this.#groups.get(dimension)?.largestOfEach() ?? [];
    for (const [i, value] of values.entries()) {
      if (value === null) continue;
      const nextDay = this.#nextDays[i] ?? null;
      intervals.add(value, this.#cohorts[i] ?? 0, 1, this.#days[i] ?? 0, nextDay);
    }
    return intervals.of(dimension);
  }
}

/** What customers belong to, one after the other; each value is kept once. */
class Groups {
  readonly #numbers = new Map<string, number>();
  readonly #sizes: number[] = [];
  readonly #chosen: number[] = [];

  add(value: string): void {
    const number = entry(this.#numbers, value, () => this.#numbers.size);
    this.#sizes[number] = (this.#sizes[number] ?? 0) + 1;
    this.#chosen.push(number);
  }

  /** Of each customer the value, or null where it is none of the largest. */
  largestOfEach(): readonly (string | null)[] {
    const sizeOf = (number: number) => this.#sizes[number] ?? 0;
    const largest = [...this.#numbers]
      .sort(([one, at], [other, there]) => sizeOf(there) - sizeOf(at) || (one < other ? -1 : 1))
      .slice(0, MOST_GROUPS);
    const shown = new Map(largest.map(([value, number]) => [number, value]));
    return this.#chosen.map((number) => shown.get(number) ?? null);
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const created = create();
  map.set(key, created);
  return created;
}
