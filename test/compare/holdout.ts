/** What happened after a cut, customer by customer: what predictions made at the cut are held against. */
import type { CustomerLog } from '../../admin-app/core/prediction/backtest/types.ts';
import { median } from '../../admin-app/core/prediction/median.ts';
import type { Day } from '../../admin-app/core/time.ts';

/** Customers with an order by the cut, sorted by id; one entry per customer in each column. Days count from the cut. */
export interface Holdout {
  readonly cutDay: Day;
  readonly horizonDays: number;
  readonly customerIds: readonly string[];
  /** Days with orders by the cut. */
  readonly orderDays: Int32Array;
  /** Days to the first order within the horizon; the horizon where there was none. */
  readonly daysToOrder: Float64Array;
  /** 1 for an order within the horizon. */
  readonly ordered: Uint8Array;
  /** Days with orders in the 90 days after the cut. */
  readonly orders90d: Int32Array;
  /** Last order plus own mean gap (the store's median gap without one), 1 where that has passed. */
  readonly naiveDays: Float64Array;
}

/** `horizonDays` reaches to the end of the log, where not given. Throws RangeError for a cut without anything after it. */
export function holdoutOf(
  logs: readonly CustomerLog[],
  cutDay: Day,
  horizonDays?: number,
): Holdout {
  const end = logs.reduce((last, log) => Math.max(last, log.days.at(-1) ?? last), -Infinity);
  const horizon = horizonDays ?? end - cutDay;
  if (horizon < 1 || horizon > end - cutDay)
    throw new RangeError(`The log ends ${end - cutDay} days after the cut; asked for ${horizon}`);
  const known = logs
    .map((log) => ({
      id: String(log.customerId),
      before: log.days.filter((day) => day <= cutDay),
      after: log.days.filter((day) => day > cutDay && day <= cutDay + horizon),
    }))
    .filter(({ before }) => before.length > 0)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const gaps = known.flatMap(({ before }) =>
    before.slice(1).map((day, i) => day - (before[i] ?? day)),
  );
  const storeGap = median(gaps) ?? 30;
  const first = ({ after }: (typeof known)[number]) => after[0];
  return {
    cutDay,
    horizonDays: horizon,
    customerIds: known.map(({ id }) => id),
    orderDays: Int32Array.from(known, ({ before }) => before.length),
    daysToOrder: Float64Array.from(known, (one) => (first(one) ?? cutDay + horizon) - cutDay),
    ordered: Uint8Array.from(known, (one) => (first(one) === undefined ? 0 : 1)),
    orders90d: Int32Array.from(
      known,
      ({ after }) => after.filter((day) => day <= cutDay + 90).length,
    ),
    naiveDays: Float64Array.from(known, ({ before }) =>
      Math.max(1, Math.ceil(naiveDay(before, storeGap) - cutDay)),
    ),
  };
}

function naiveDay(days: readonly Day[], storeGap: number): number {
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? first;
  return last + (days.length > 1 ? (last - first) / (days.length - 1) : storeGap);
}
