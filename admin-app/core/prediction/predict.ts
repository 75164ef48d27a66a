import type { Day } from '../time.ts';
import { expectedGap, type Forecast, forecast } from './forecast.ts';
import { FURTHEST_DAYS } from './hazard/periods.ts';
import { gapVariation, isRegular } from './hazard/rhythm.ts';
import { knownAt } from './known-at.ts';
import type { ShopModel } from './shop-model.ts';
import type { Confidence, OrderLog, Prediction } from './types.ts';
import { usualGap } from './usual-gap.ts';

const DUE_SHARES = [0.1, 0.5, 0.9] as const;

/**
 * What is known of this customer's next order, seen from the end of `asOfDay`; orders after it are left out. A
 * customer without orders, or a shop too young to say, gives "not enough yet" with nulls. Whoever has the customer's
 * forecast of that day already may pass it as `future`.
 */
export function predict(
  model: ShopModel,
  log: OrderLog,
  asOfDay: Day,
  future: Forecast | null = forecast(model, log, asOfDay),
): Prediction {
  const known = knownAt(log, asOfDay);
  const last = known.days.at(-1);
  if (last === undefined || future === null || !model.enough) return notEnough(asOfDay);
  const gaps = expectedGap(model, known, DUE_SHARES);
  const [earliest = 1, middle = 1, latest = 1] = gaps ?? [];
  const chance90d = future.chanceWithin(90);
  return {
    confidence: confidenceOf(known.days),
    dueDay: last + middle,
    dueEarliestDay: last + earliest,
    dueLatestDay: last + latest,
    chance30d: future.chanceWithin(30),
    chance90d,
    chance365d: future.chanceWithin(365),
    chanceActive: future.chanceActive,
    expectedOrders90d: future.expectedOrders(90),
    expectedOrders365d: future.expectedOrders(365),
    next10Day: asOfDay + future.daysUntil(0.1, 365),
    next50Day: asOfDay + future.daysUntil(0.5, 365),
    next90Day: asOfDay + future.daysUntil(0.9, 365),
    value365dMinor: wholeMinor(future.expectedRevenueMinor(365)),
    valueTotalMinor: wholeMinor(future.expectedRevenueMinor(FURTHEST_DAYS)),
    reason: {
      usualGapDays: usualGap(known.days, model.scale.medianGapDays),
      lastOrderDay: last,
      repeatOrders: known.days.length - 1,
      returnShare: chance90d,
    },
    asOfDay,
  };
}

function wholeMinor(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

function confidenceOf(days: readonly Day[]): Confidence {
  const rhythm = { orders: days.length, variation: gapVariation(days, days.length) };
  return isRegular(rhythm) ? 'own rhythm' : 'similar customers';
}

function notEnough(asOfDay: Day): Prediction {
  return {
    confidence: 'not enough yet',
    dueDay: null,
    dueEarliestDay: null,
    dueLatestDay: null,
    chance30d: null,
    chance90d: null,
    chance365d: null,
    chanceActive: null,
    expectedOrders90d: null,
    expectedOrders365d: null,
    next10Day: null,
    next50Day: null,
    next90Day: null,
    value365dMinor: null,
    valueTotalMinor: null,
    reason: null,
    asOfDay,
  };
}
