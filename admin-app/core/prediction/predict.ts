import type { Day } from '../time.ts';
import type { ShopModel } from './shop-model.ts';
import { shareSilent } from './silence-curve.ts';
import type { Confidence, OrderLog, Prediction } from './types.ts';
import { usualGap } from './usual-gap.ts';

/**
 * What is known of this customer's next order, seen from the end of `asOfDay`; orders after it are left out. A
 * customer without orders, or a shop too young to say, gives "not enough yet" with nulls.
 */
export function predict(model: ShopModel, log: OrderLog, asOfDay: Day): Prediction {
  const days = log.days.filter((day) => day <= asOfDay);
  const last = days.at(-1);
  if (last === undefined || !model.enough || model.medianGapDays === null)
    return notEnough(asOfDay);
  const gap = usualGap(days, model.medianGapDays);
  const [early, middle, late] = model.gapRatios;
  const curve = model.silenceCurves[Math.min(days.length - 1, 2)] ?? [];
  const silence = asOfDay - last;
  const chanceWithin = (horizon: number) =>
    1 - shareSilent(curve, silence + horizon) / Math.max(shareSilent(curve, silence), 1e-9);
  const chance90d = chanceWithin(90);
  const chance365d = chanceWithin(365);
  const ordersIn = (horizon: number) => chanceWithin(horizon) * Math.max(1, horizon / 2 / gap);
  const value = expectedAmount(model, log, days.length);
  return {
    confidence: confidenceOf(days),
    dueDay: last + Math.max(1, Math.round(gap * middle)),
    dueEarliestDay: last + Math.max(1, Math.round(gap * early)),
    dueLatestDay: last + Math.max(1, Math.round(gap * late)),
    chance30d: chanceWithin(30),
    chance90d,
    chance365d,
    chanceActive: chanceWithin(1095),
    expectedOrders90d: ordersIn(90),
    expectedOrders365d: ordersIn(365),
    next10Day: asOfDay + dayOfShare(chanceWithin, 0.1 * chance365d),
    next50Day: asOfDay + dayOfShare(chanceWithin, 0.5 * chance365d),
    next90Day: asOfDay + dayOfShare(chanceWithin, 0.9 * chance365d),
    value365dMinor: value === null ? null : Math.round(value * ordersIn(365)),
    valueTotalMinor: value === null ? null : Math.round(value * ordersIn(1095)),
    reason: {
      usualGapDays: gap,
      lastOrderDay: last,
      repeatOrders: days.length - 1,
      returnShare: chance90d,
    },
    asOfDay,
  };
}

function confidenceOf(days: readonly Day[]): Confidence {
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  if (gaps.length < 2) return 'similar customers';
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return Math.sqrt(variance) <= mean ? 'own rhythm' : 'similar customers';
}

/** Mean order value of this customer, own amounts pooled with the shop's (log-normal shrinkage), minor units. */
function expectedAmount(model: ShopModel, log: OrderLog, orders: number): number | null {
  if (!model.amounts) return null;
  const { meanLog, within, between } = model.amounts;
  const logs = (log.amountsMinor ?? [])
    .slice(0, orders)
    .filter((amount) => amount > 0)
    .map(Math.log);
  const weight = between / (between + within / Math.max(logs.length, 1));
  const own = logs.length > 0 ? logs.reduce((sum, value) => sum + value, 0) / logs.length : meanLog;
  const spread = within + (logs.length > 0 ? weight * (within / logs.length) : between);
  return Math.exp(meanLog + (logs.length > 0 ? weight : 0) * (own - meanLog) + spread / 2);
}

function dayOfShare(chanceWithin: (horizon: number) => number, share: number): number {
  let low = 1;
  let high = 365;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (chanceWithin(middle) < share) low = middle + 1;
    else high = middle;
  }
  return low;
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
