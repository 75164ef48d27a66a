import type { Day } from '../time.ts';
import { median, quantile } from './median.ts';
import type { ShopModel } from './shop-model.ts';
import { type Silence, silenceCurve } from './silence-curve.ts';
import type { OrderLog } from './types.ts';
import { usualGap } from './usual-gap.ts';

const ENOUGH_REPEAT_ORDERS = 30;
const ENOUGH_DAYS = 60;

/**
 * Learns a shop from the order logs of all its customers, as known at the end of `asOfDay`; later orders are
 * left out. Never throws for strange logs: an empty or tiny shop gives a model that predicts "not enough yet".
 * Linear in the number of orders.
 */
export function fitShop(logs: readonly OrderLog[], asOfDay: Day): ShopModel {
  const known = logs.map((log) => knownAt(log, asOfDay)).filter((log) => log.days.length > 0);
  const gaps = known.flatMap((log) => gapsOf(log.days));
  const firstOrderDay = known.reduce(
    (first, log) => Math.min(first, log.days[0] ?? first),
    Infinity,
  );
  const lastOrderDay = known.reduce(
    (last, log) => Math.max(last, log.days.at(-1) ?? last),
    -Infinity,
  );
  const medianGapDays = median(gaps);
  return {
    version: 1,
    fittedAsOfDay: asOfDay,
    firstOrderDay: known.length > 0 ? firstOrderDay : null,
    lastOrderDay: known.length > 0 ? lastOrderDay : null,
    customers: known.length,
    orders: gaps.length + known.length,
    repeatOrders: gaps.length,
    enough: gaps.length >= ENOUGH_REPEAT_ORDERS && asOfDay - firstOrderDay >= ENOUGH_DAYS,
    medianGapDays,
    gapRatios: gapRatiosOf(known, medianGapDays),
    silenceCurves: silenceCurvesOf(known, asOfDay),
    amounts: amountsOf(known),
  };
}

/** The part of a log that was known at the end of a day. */
function knownAt(log: OrderLog, day: Day): OrderLog {
  if ((log.days.at(-1) ?? day) <= day) return log;
  const count = log.days.filter((orderDay) => orderDay <= day).length;
  return {
    days: log.days.slice(0, count),
    amountsMinor: log.amountsMinor?.slice(0, count) ?? null,
  };
}

function gapsOf(days: readonly Day[]): number[] {
  return days.slice(1).map((day, i) => day - (days[i] ?? day));
}

function gapRatiosOf(
  logs: readonly OrderLog[],
  medianGapDays: number | null,
): readonly [number, number, number] {
  const ratios: number[] = [];
  for (const log of logs) {
    for (let i = 1; i < log.days.length; i++) {
      const usual = usualGap(log.days.slice(0, i), medianGapDays ?? 1);
      ratios.push(((log.days[i] ?? 0) - (log.days[i - 1] ?? 0)) / usual);
    }
  }
  return [quantile(ratios, 0.1) ?? 0.2, quantile(ratios, 0.5) ?? 1, quantile(ratios, 0.9) ?? 4];
}

function silenceCurvesOf(logs: readonly OrderLog[], asOfDay: Day): (readonly number[])[] {
  const byOrder: Silence[][] = [[], [], []];
  for (const { days } of logs) {
    for (let i = 0; i < days.length; i++) {
      const next = days[i + 1];
      const silence = { days: (next ?? asOfDay) - (days[i] ?? 0), ended: next !== undefined };
      byOrder[Math.min(i, 2)]?.push(silence);
    }
  }
  const all = silenceCurve(byOrder.flat());
  return byOrder.map((silences) => silenceCurve(silences, all));
}

function amountsOf(logs: readonly OrderLog[]): ShopModel['amounts'] {
  const perCustomer = logs
    .map((log) => (log.amountsMinor ?? []).filter((amount) => amount > 0).map(Math.log))
    .filter((amounts) => amounts.length > 0);
  if (perCustomer.length === 0) return null;
  const all = perCustomer.flat();
  const meanLog = mean(all);
  const repeated = perCustomer.filter((amounts) => amounts.length > 1);
  const within =
    repeated.length > 0
      ? mean(repeated.flatMap((amounts) => squaresAround(amounts, mean(amounts), 1)))
      : 0.25;
  const total = mean(squaresAround(all, meanLog, 0));
  return { meanLog, within, between: Math.max(total - within, 0.01) };
}

function squaresAround(values: readonly number[], centre: number, lost: number): number[] {
  const correction = values.length / Math.max(values.length - lost, 1);
  return values.map((value) => (value - centre) ** 2 * correction);
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : 0;
}
