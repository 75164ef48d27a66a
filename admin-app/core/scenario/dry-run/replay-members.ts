/**
 * Who matched which queries in the past, from the facts of each day: the same evaluation as a browser makes of a snapshot,
 * once as each day begins, which moves what is counted from today, and once when all of its facts are there.
 */
import type { Moment } from '../../segment/checks.ts';
import { functionOf } from '../../segment/functions.ts';
import { readsOf } from '../../segment/reads.ts';
import type { ResolvedCondition, ResolvedQuery } from '../../segment/resolve.ts';
import { SegmentEvaluator } from '../../segment/to-members.ts';
import type { Day, Instant } from '../../time.ts';
import type { DayWindow } from './entry.ts';
import { type Membership, NEVER, type QueryKey } from './membership.ts';
import { type Cell, type PastFacts, type PastFactsPage, windBack } from './past-facts.ts';

export interface ReplayTerms {
  readonly window: DayWindow;
  readonly midnight: (day: Day) => Instant;
  readonly currency: string;
}

/** By query, for the customers in their order; null for a query that cannot be asked of the past. */
export type MembersOverTime = ReadonlyMap<QueryKey, readonly Membership[] | null>;

export function replayMembers(
  page: PastFactsPage,
  queries: ReadonlyMap<QueryKey, ResolvedQuery>,
  terms: ReplayTerms,
): MembersOverTime {
  const followed = [...queries].map(([key, query]) => new FollowedQuery(key, query, page));
  const asked = new Set(followed.flatMap(({ attributes }) => [...attributes]));
  // The days a customer is overdue are counted from the due day.
  if (asked.has('days_overdue')) asked.add('predicted_next_order_date');
  const past = new PlayedPast(page, asked);
  const { from, until } = terms.window;
  past.playTo(from - 1);
  for (const each of followed) each.begin(past, momentOf(from - 1, terms));
  for (let day = from; day <= until; day += 1) {
    const moment = momentOf(day, terms);
    for (const each of followed) each.dayBegins(past, moment, terms.midnight(day));
    if (!past.playTo(day)) continue;
    for (const each of followed) each.dayEnds(past, moment, terms.midnight(day));
  }
  return new Map(followed.map((each) => [each.key, each.memberships()]));
}

function momentOf(today: Day, { currency }: ReplayTerms): Moment {
  return { today, currency };
}

/** The facts at a day; they go forward only. */
class PlayedPast {
  readonly known: Uint8Array;
  readonly #columns;
  readonly #cells: readonly Cell[];
  /** Those on which anything happened. */
  readonly #days: ReadonlySet<Day>;
  readonly #customers: readonly PastFacts[];
  #next = 0;
  #evaluator: SegmentEvaluator;

  constructor(page: PastFactsPage, asked: ReadonlySet<string>) {
    const { columns, cells } = windBack(page, asked);
    this.known = new Uint8Array(page.customers.length);
    this.#columns = columns;
    this.#cells = cells;
    this.#customers = page.customers;
    this.#days = new Set([
      ...cells.map(({ day }) => day),
      ...page.customers.flatMap(({ knownOn, actedAt, orders }) => {
        return [knownOn, ...actedAt.keys(), ...orders.map(({ day }) => day)];
      }),
    ]);
    this.#evaluator = new SegmentEvaluator(columns);
  }

  /** False where nothing happened on that day. */
  playTo(day: Day): boolean {
    const first = this.#next;
    for (let cell = this.#cells[first]; cell && cell.day <= day; ) {
      cell.values[cell.index] = cell.value;
      this.#next += 1;
      cell = this.#cells[this.#next];
    }
    this.#customers.forEach(({ knownOn }, index) => {
      this.known[index] = knownOn <= day ? 1 : 0;
    });
    // It keeps answers, which are now those of other facts.
    if (this.#next > first) this.#evaluator = new SegmentEvaluator(this.#columns);
    return this.#days.has(day);
  }

  members(query: ResolvedQuery, moment: Moment): Uint8Array | null {
    const members = this.#evaluator.members(query, moment);
    return members.ok ? members.included.map((is, index) => is & (this.known[index] ?? 0)) : null;
  }
}

const OF_ORDERS = ['orders', 'order lines', 'prediction', 'value tier'] as const;

class FollowedQuery {
  readonly key: QueryKey;
  readonly attributes: ReadonlySet<string>;
  readonly #customers: readonly PastFacts[];
  readonly #beforeToday: ResolvedQuery;
  readonly #withToday: ResolvedQuery;
  readonly #dependsOnDay: boolean;
  readonly #readsOrders: boolean;
  readonly #turns: Instant[][];
  #atFirst: Uint8Array | null = null;
  #now: Uint8Array | null = null;

  constructor(key: QueryKey, query: ResolvedQuery, { customers }: PastFactsPage) {
    const { attributes, facts, dependsOnDay } = readsOf(query);
    this.key = key;
    this.attributes = attributes;
    this.#customers = customers;
    this.#beforeToday = upToToday(query, '<');
    this.#withToday = upToToday(query, '<=');
    this.#dependsOnDay = dependsOnDay;
    this.#readsOrders = OF_ORDERS.some((fact) => facts.has(fact));
    this.#turns = customers.map(() => []);
  }

  begin(past: PlayedPast, moment: Moment): void {
    this.#atFirst = past.members(this.#withToday, moment);
    this.#now = this.#atFirst;
  }

  dayBegins(past: PlayedPast, moment: Moment, midnight: Instant): void {
    if (!this.#dependsOnDay) return;
    this.#become(past.members(this.#beforeToday, moment), () => midnight);
  }

  dayEnds(past: PlayedPast, moment: Moment, midnight: Instant): void {
    this.#become(past.members(this.#withToday, moment), (customer) => {
      return this.#momentOn(moment.today, customer) ?? midnight;
    });
  }

  #become(members: Uint8Array | null, at: (customer: PastFacts) => Instant): void {
    const before = this.#now;
    this.#now = members;
    if (!members || !before) return;
    this.#customers.forEach((customer, index) => {
      if (members[index] !== before[index]) this.#turns[index]?.push(at(customer));
    });
  }

  /** The order that made the difference, where one did: it is not one of after it. */
  #momentOn(day: Day, { orders, actedAt }: PastFacts): Instant | undefined {
    const order = this.#readsOrders ? orders.findLast((each) => each.day === day)?.at : undefined;
    return order ?? actedAt.get(day);
  }

  memberships(): readonly Membership[] | null {
    const atFirst = this.#atFirst;
    if (atFirst === null || this.#now === null) return null;
    return this.#turns.map((turns, index) => {
      if (turns.length === 0 && atFirst[index] === 0) return NEVER;
      return { atFirst: atFirst[index] === 1, turns };
    });
  }
}

/** Asked of the past, what happened later is not there. Dates are asked once more, whatever the query asks of them. */
function upToToday(query: ResolvedQuery, operator: '<' | '<='): ResolvedQuery {
  switch (query.kind) {
    case 'and':
    case 'or':
      return { kind: query.kind, of: query.of.map((part) => upToToday(part, operator)) };
    case 'not':
      return { kind: 'not', of: upToToday(query.of, operator) };
    default:
      return conditionUpToToday(query, operator);
  }
}

function conditionUpToToday(condition: ResolvedCondition, operator: '<' | '<='): ResolvedCondition {
  if (condition.kind !== 'matches') return condition;
  const isDated = functionOf(condition.function).parameters.some(({ name }) => name === 'date');
  if (!isDated) return condition;
  const date = {
    name: 'date',
    test: { operator, value: { kind: 'named', name: 'today' } },
  } as const;
  return { ...condition, parameters: [...condition.parameters, date] };
}

/** What the queries ask of which only today's value is known, by the names that queries use. */
export function takenAsToday(queries: Iterable<ResolvedQuery>): readonly string[] {
  const asked = new Set<string>();
  for (const query of queries) {
    const { attributes, functions } = readsOf(query);
    for (const name of [...attributes, ...functions])
      if (WITHOUT_HISTORY.has(name)) asked.add(name);
  }
  return [...asked].sort();
}

const WITHOUT_HISTORY: ReadonlySet<string> = new Set([
  'customer_tags',
  'customer_countries',
  'customer_language',
  'customer_email_domain',
  'email_subscription_status',
  'sms_subscription_status',
  'push_subscription_status',
  'order_probability_30d',
  'order_probability_90d',
  'predicted_orders_365d',
  'predicted_lifetime_value',
  'loyalty_tier',
  'rfm_group',
  'predicted_spend_tier',
  'appended',
]);
