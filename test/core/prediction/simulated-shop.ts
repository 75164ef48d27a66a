import type { OrderLog } from '../../../admin-app/core/prediction/types.ts';
import type { Day } from '../../../admin-app/core/time.ts';
import { createRandom, type Random } from '../../dev-store/seed/random.ts';

/** How the customers of a simulated shop behave: the MBG/CNBD-k model, and log-normal order values. */
export interface Behaviour {
  /** Ordering rates vary as Gamma(r, alpha), alpha in weeks; a gap is the sum of `regularity` exponential phases. */
  readonly r: number;
  readonly alpha: number;
  readonly regularity: number;
  /** Chances to leave for good after an order, the first too, vary as Beta(a, b). */
  readonly a: number;
  readonly b: number;
  /** Log of order values in minor units: mean, variance within and between customers. */
  readonly meanLog: number;
  readonly within: number;
  readonly between: number;
}

export interface SimulatedCustomer {
  /** Orders until the shop's as-of day; the first lies there always. */
  readonly log: OrderLog;
  /** Days from the as-of day to the next order, at least 1; null where none comes within the horizon. */
  readonly daysUntilNext: number | null;
  /** Order days within the horizon. */
  readonly futureOrders: number;
  /** Whether they still order at all after the as-of day. */
  readonly active: boolean;
}

export interface SimulatedShop {
  readonly behaviour: Behaviour;
  readonly asOfDay: Day;
  readonly customers: readonly SimulatedCustomer[];
}

/** At the mean rate an order every seven weeks; one order in four is somebody's last. */
export const TYPICAL: Behaviour = {
  r: 1.4,
  alpha: 5,
  regularity: 2,
  a: 0.8,
  b: 2.4,
  meanLog: 8,
  within: 0.3,
  between: 0.2,
};

/**
 * A shop with known truth: customers join evenly over `historyDays` before `asOfDay` and go on for `horizonDays` after
 * it. The same seed gives the same shop.
 */
export function simulateShop(options: {
  readonly customers: number;
  readonly historyDays: number;
  readonly horizonDays: number;
  readonly seed: number;
  readonly asOfDay?: Day;
  readonly behaviour?: Behaviour;
}): SimulatedShop {
  const { historyDays, horizonDays, behaviour = TYPICAL } = options;
  const random = createRandom(options.seed);
  // 2025-03-31: no yearly peak just before or behind it.
  const asOfDay = options.asOfDay ?? 20_178;
  const customers = Array.from({ length: options.customers }, () => {
    const start = asOfDay + 1 - historyDays * random.next();
    const times = orderTimes(behaviour, random, start, asOfDay + 1 + horizonDays);
    return customerOf(behaviour, random, times, asOfDay);
  });
  return { behaviour, asOfDay, customers };
}

interface OrderTimes {
  readonly days: readonly Day[];
  /** True when the customer has not left for good by the end. */
  readonly stays: boolean;
}

function orderTimes(behaviour: Behaviour, random: Random, start: number, end: number): OrderTimes {
  const perWeek = gamma(random, behaviour.r) / behaviour.alpha;
  const toLeave = gamma(random, behaviour.a);
  const chanceToLeave = toLeave / (toLeave + gamma(random, behaviour.b));
  const days = new Set<Day>();
  for (let time = start; time < end; ) {
    days.add(Math.floor(time));
    if (random.chance(chanceToLeave)) return { days: [...days], stays: false };
    time += (7 * gamma(random, behaviour.regularity)) / perWeek;
  }
  return { days: [...days], stays: true };
}

function customerOf(
  behaviour: Behaviour,
  random: Random,
  { days, stays }: OrderTimes,
  asOfDay: Day,
): SimulatedCustomer {
  const past = days.filter((day) => day <= asOfDay);
  const next = days[past.length];
  const ownMeanLog = behaviour.meanLog + Math.sqrt(behaviour.between) * normal(random);
  const amount = () => Math.exp(ownMeanLog + Math.sqrt(behaviour.within) * normal(random));
  return {
    log: { days: past, amountsMinor: past.map(() => Math.max(1, Math.round(amount()))) },
    daysUntilNext: next === undefined ? null : next - asOfDay,
    futureOrders: days.length - past.length,
    active: stays || next !== undefined,
  };
}

/** Gamma of any shape above 0, rate 1; below 1 by Marsaglia and Tsang's boost of the next higher shape. */
function gamma(random: Random, shape: number): number {
  if (shape >= 1) return random.gamma(shape, shape);
  return random.gamma(shape + 1, shape + 1) * random.next() ** (1 / shape);
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
