import type { Day } from '../../time.ts';
import { NEEDED_REPEAT_ORDERS } from '../enough.ts';
import { SEASON_AFTER_DAYS } from '../hazard/calendar.ts';
import { valueIndependence } from '../value/value-independence.ts';
import { NEEDED_DAYS_TO_LOOK_BACK } from './cuts.ts';
import { mean } from './losses.ts';
import type { CustomerLog, Improvement } from './types.ts';

/** Measured: from here on what is learned of the shop itself carries the prediction. */
const REPEAT_ORDERS_TO_LEARN_FROM = 1_000;
/** The figures of the back-test are then good to about a tenth. */
const RETURNS_TO_JUDGE_BY = 100;

const PEAK_DAYS = 60;
const PEAK_TIMES_USUAL = 1.5;
const PEAK_TIMES_BEFORE = 1.3;
const MOST_AMOUNTS_MISSING = 0.1;

/** What of a shop the improvements are read from. */
export interface ShopPast {
  /** As known at the as-of day. */
  readonly logs: readonly CustomerLog[];
  readonly asOfDay: Day;
  readonly days: number;
  readonly repeatOrders: number;
  /** Cases of the back-test that ended with an order; null without a back-test. */
  readonly returned: number | null;
}

/** What would make this shop's predictions better? The most important first; empty when nothing is missing. */
export function improvementsOf(past: ShopPast): Improvement[] {
  return [
    notEnough(past),
    shortHistory(past),
    endsAtPeak(past),
    fewRepeatOrders(past),
    amountsMissing(past),
    valueGoesWithFrequency(past),
    fewReturns(past),
  ].filter((improvement) => improvement !== null);
}

function notEnough({ returned, days, repeatOrders }: ShopPast): Improvement | null {
  if (returned !== null) return null;
  return {
    code: 'not enough to look back',
    days,
    neededDays: NEEDED_DAYS_TO_LOOK_BACK,
    repeatOrders,
    neededRepeatOrders: NEEDED_REPEAT_ORDERS,
  };
}

function shortHistory({ days }: ShopPast): Improvement | null {
  if (days >= SEASON_AFTER_DAYS) return null;
  return { code: 'short history', days, neededDays: SEASON_AFTER_DAYS };
}

function fewRepeatOrders({ repeatOrders }: ShopPast): Improvement | null {
  if (repeatOrders >= REPEAT_ORDERS_TO_LEARN_FROM) return null;
  return {
    code: 'few repeat orders',
    repeatOrders,
    neededRepeatOrders: REPEAT_ORDERS_TO_LEARN_FROM,
  };
}

/** A jump over what came just before, not only growth; in a shop old enough the season is learned and no danger. */
function endsAtPeak({ logs, asOfDay, days }: ShopPast): Improvement | null {
  const windows = Math.floor(days / PEAK_DAYS);
  if (windows < 4 || days >= SEASON_AFTER_DAYS) return null;
  const orders = Array.from({ length: windows }, () => 0);
  for (const log of logs) {
    for (const day of log.days) {
      const window = Math.floor((asOfDay - day) / PEAK_DAYS);
      if (window < windows) orders[window] = (orders[window] ?? 0) + 1;
    }
  }
  const [last = 0, ...before] = orders;
  const timesUsual = last / Math.max(mean(before), 1);
  const timesBefore = last / Math.max(before[0] ?? 0, 1);
  if (timesUsual < PEAK_TIMES_USUAL || timesBefore < PEAK_TIMES_BEFORE) return null;
  return { code: 'ends at a peak', timesUsual };
}

function amountsMissing({ logs }: ShopPast): Improvement | null {
  let orders = 0;
  let missing = 0;
  for (const { days, amountsMinor } of logs) {
    orders += days.length;
    missing += amountsMinor ? amountsMinor.filter((amount) => amount <= 0).length : days.length;
  }
  const share = orders > 0 ? missing / orders : 0;
  return share > MOST_AMOUNTS_MISSING ? { code: 'amounts missing', share } : null;
}

function valueGoesWithFrequency({ logs }: ShopPast): Improvement | null {
  const found = valueIndependence(logs);
  if (found === null || found.independent) return null;
  return { code: 'value goes with frequency', rankCorrelation: found.rankCorrelation };
}

function fewReturns({ returned }: ShopPast): Improvement | null {
  if (returned === null || returned >= RETURNS_TO_JUDGE_BY) return null;
  return { code: 'few returns', returned, neededReturned: RETURNS_TO_JUDGE_BY };
}
