import type { Day } from '../time.ts';
import { forecast } from './forecast.ts';
import type { ShopModel } from './shop-model.ts';
import type { Confidence, OrderLog, Prediction } from './types.ts';
import { usualGap } from './usual-gap.ts';

/**
 * What is known of this customer's next order, seen from the end of `asOfDay`; orders after it are left out. A
 * customer without orders, or a shop too young to say, gives "not enough yet" with nulls.
 */
export function predict(model: ShopModel, log: OrderLog, asOfDay: Day): Prediction {
  const days = log.days.filter((day) => day <= asOfDay);
  const last = days.at(-1);
  const future = forecast(model, log, asOfDay);
  if (last === undefined || future === null || model.medianGapDays === null)
    return notEnough(asOfDay);
  const gap = usualGap(days, model.medianGapDays);
  const [early, middle, late] = model.gapRatios;
  const chance90d = future.chanceWithin(90);
  return {
    confidence: confidenceOf(days),
    dueDay: last + Math.max(1, Math.round(gap * middle)),
    dueEarliestDay: last + Math.max(1, Math.round(gap * early)),
    dueLatestDay: last + Math.max(1, Math.round(gap * late)),
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
    valueTotalMinor: wholeMinor(future.expectedRevenueMinor(1095)),
    reason: {
      usualGapDays: gap,
      lastOrderDay: last,
      repeatOrders: days.length - 1,
      returnShare: chance90d,
    },
    asOfDay,
  };
}

function wholeMinor(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

function confidenceOf(days: readonly Day[]): Confidence {
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  if (gaps.length < 2) return 'similar customers';
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return Math.sqrt(variance) <= mean ? 'own rhythm' : 'similar customers';
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
