import type { Day } from '../../time.ts';
import { type Forecast, forecast } from '../forecast.ts';
import { knownAt } from '../known-at.ts';
import { quantile } from '../median.ts';
import { predict } from '../predict.ts';
import type { ShopModel } from '../shop-model.ts';
import { naiveDay, type SameForAll } from './same-for-all.ts';
import type { BacktestCase, CustomerLog } from './types.ts';

/** A cut with what was known by its end, customer by customer. */
export interface KnownCut {
  readonly cutDay: Day;
  readonly horizonDays: number;
  /** Each customer's whole log beside the part that was known. */
  readonly customers: readonly { readonly whole: CustomerLog; readonly known: CustomerLog }[];
  /** Median of the known gaps; 30 days before the first repeat order. */
  readonly medianGapDays: number;
}

export function knownCut(logs: readonly CustomerLog[], cutDay: Day, horizonDays: number): KnownCut {
  const customers = logs.flatMap((whole) => {
    const known = knownAt(whole, cutDay);
    return known.days.length > 0 ? [{ whole, known }] : [];
  });
  const gaps: number[] = [];
  for (const { known } of customers) {
    for (let i = 1; i < known.days.length; i++)
      gaps.push((known.days[i] ?? 0) - (known.days[i - 1] ?? 0));
  }
  return { cutDay, horizonDays, customers, medianGapDays: quantile(gaps, 0.5) ?? 30 };
}

/**
 * What did the model say of everybody at this cut, and what happened? One case per known customer, none left out: one
 * of whom the model says nothing gets what is said of all alike.
 */
export function casesAtCut(model: ShopModel, cut: KnownCut, alike: SameForAll): BacktestCase[] {
  const { cutDay, horizonDays } = cut;
  return cut.customers.map(({ whole, known }) => {
    const future = forecast(model, known, cutDay);
    const { confidence, dueDay } = predict(model, known, cutDay, future);
    const after = whole.days.slice(known.days.length).filter((day) => day <= cutDay + horizonDays);
    return {
      customerId: whole.customerId,
      cutDay,
      orderDays: known.days.length,
      lastOrderDay: known.days.at(-1) ?? cutDay,
      confidence,
      dueDay,
      ...(future ? said(future, cut) : saidOfAll(alike, cut)),
      naiveDay: naiveDay(known.days, cut.medianGapDays, cut),
      orderedDay: after[0] ?? null,
      orders: after.length,
    };
  });
}

type Said = Pick<
  BacktestCase,
  'chance' | 'expectedOrders' | 'earliestDay' | 'expectedDay' | 'latestDay'
>;

function said(future: Forecast, { cutDay, horizonDays }: KnownCut): Said {
  const dayOf = (share: number) =>
    cutDay + Math.max(1, Math.round(future.daysUntil(share, horizonDays)));
  return {
    chance: future.chanceWithin(horizonDays),
    expectedOrders: future.expectedOrders(horizonDays),
    earliestDay: dayOf(0.1),
    expectedDay: dayOf(0.5),
    latestDay: dayOf(0.9),
  };
}

function saidOfAll({ chance, days }: SameForAll, { cutDay }: KnownCut): Said {
  return {
    chance,
    expectedOrders: chance,
    earliestDay: cutDay + days[0],
    expectedDay: cutDay + days[1],
    latestDay: cutDay + days[2],
  };
}
