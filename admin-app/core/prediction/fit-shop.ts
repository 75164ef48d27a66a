import type { Day } from '../time.ts';
import type { BtydFit } from './btyd/btyd-model.ts';
import { MBG_NBD } from './btyd/btyd-model.ts';
import { fitBtyd } from './btyd/fit-btyd.ts';
import { recencyFrequencyOf } from './btyd/histories.ts';
import { MAX_REGULARITY } from './btyd/order-chances.ts';
import type { RecencyFrequency } from './btyd/recency-frequency.ts';
import { firstInCanonicalOrder } from './canonical-order.ts';
import { NEEDED_DAYS, NEEDED_REPEAT_ORDERS } from './enough.ts';
import { fitHazard } from './hazard/hazard-model.ts';
import { periodEdges } from './hazard/periods.ts';
import { knownAt } from './known-at.ts';
import { median, medianOfCounts } from './median.ts';
import { MODEL_VERSION, type ShopModel } from './shop-model.ts';
import type { OrderLog } from './types.ts';
import { fitOrderValue } from './value/order-value.ts';

/** More customers than this teach the model nothing new; all are counted, these are learned from. */
const MOST_LEARNED_FROM = 60_000;
const ENOUGH_ORDERS_OF_A_CATEGORY = 50;
const MOST_CATEGORIES = 8;
/** What stores tend to be like, where this one has no repeat order yet. */
const TYPICAL_GAP_DAYS = 30;

/**
 * Learns a shop from the order logs of all its customers, as known at the end of `asOfDay`; later orders are
 * left out. The same logs in any order give the same model. Never throws for strange logs: an empty or tiny shop gives a
 * model that leans on what stores tend to be like and says so (`enough`). Linear in the number of orders.
 */
export function fitShop(
  logs: readonly OrderLog[],
  asOfDay: Day,
  onProgress: (share: number) => void = () => {},
): ShopModel {
  const known = logs.map((log) => knownAt(log, asOfDay)).filter((log) => log.days.length > 0);
  const learned = firstInCanonicalOrder(known, asOfDay, MOST_LEARNED_FROM);
  onProgress(0.1);
  const range = orderRange(known);
  const firstDay = range?.first ?? asOfDay;
  const medianGapDays = medianGap(known, asOfDay - firstDay);
  const fits = fitBoth(recencyFrequencyOf(learned, asOfDay));
  onProgress(0.3);
  const scale = {
    edges: periodEdges(medianGapDays ?? TYPICAL_GAP_DAYS, fits.regular.regularity),
    medianGapDays: medianGapDays ?? TYPICAL_GAP_DAYS,
    medianAmountMinor: medianAmount(learned),
    categories: commonCategories(learned),
    ...fits,
  };
  const repeatOrders = range ? range.orders - known.length : 0;
  const historyDays = asOfDay - firstDay + 1;
  const share = learnedShare(repeatOrders, historyDays);
  const hazard =
    share > 0
      ? fitHazard(scale, learned, asOfDay, firstDay, (done) => onProgress(0.3 + 0.7 * done))
      : null;
  return {
    version: MODEL_VERSION,
    fittedAsOfDay: asOfDay,
    firstOrderDay: range?.first ?? null,
    lastOrderDay: range?.last ?? null,
    customers: known.length,
    orders: range?.orders ?? 0,
    repeatOrders,
    enough: repeatOrders >= NEEDED_REPEAT_ORDERS && historyDays > NEEDED_DAYS,
    medianGapDays,
    historyDays,
    scale,
    hazard,
    learnedShare: share,
    orderValue: fitOrderValue(learned),
  };
}

/** The more repeat orders, the more the learned hazard leads; BTYD keeps a tenth as ballast, and a young shop. */
function learnedShare(repeatOrders: number, historyDays: number): number {
  const bySize = repeatOrders / (repeatOrders + 150);
  const byHistory = Math.max(0, Math.min(1, (historyDays - 60) / 120));
  return 0.9 * bySize * byHistory;
}

function orderRange(
  logs: readonly OrderLog[],
): { readonly first: Day; readonly last: Day; readonly orders: number } | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let orders = 0;
  for (const { days } of logs) {
    first = Math.min(first, days[0] ?? first);
    last = Math.max(last, days.at(-1) ?? last);
    orders += days.length;
  }
  return orders > 0 ? { first, last, orders } : null;
}

/** Gaps are counted by their days, `longest` at most: there are millions of gaps, but few lengths. */
function medianGap(logs: readonly OrderLog[], longest: number): number | null {
  const counts = new Uint32Array(longest + 1);
  for (const { days } of logs) {
    for (let i = 1; i < days.length; i++) {
      const gap = (days[i] ?? 0) - (days[i - 1] ?? 0);
      counts[gap] = (counts[gap] ?? 0) + 1;
    }
  }
  return medianOfCounts(counts);
}

function medianAmount(logs: readonly OrderLog[]): number | null {
  const amounts: number[] = [];
  for (const log of logs) for (const amount of log.amountsMinor ?? []) amounts.push(amount);
  return amounts.some((amount) => amount > 0) ? Math.max(1, median(amounts) ?? 1) : null;
}

/** The categories with enough orders to tell them from each other, most frequent first; none where all buy one. */
function commonCategories(logs: readonly OrderLog[]): readonly number[] {
  const orders = new Map<number, number>();
  for (const log of logs) {
    for (const category of log.categories ?? []) {
      if (category !== null) orders.set(category, (orders.get(category) ?? 0) + 1);
    }
  }
  const common = [...orders]
    .filter(([, count]) => count >= ENOUGH_ORDERS_OF_A_CATEGORY)
    .sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return common.length > 1 ? common.slice(0, MOST_CATEGORIES).map(([category]) => category) : [];
}

/** The fit for purely random timing, and that of the regularity that suits best: raised until it no longer helps. */
function fitBoth(histories: RecencyFrequency): { poisson: BtydFit; regular: BtydFit } {
  const poisson = fitBtyd(histories, MBG_NBD);
  let regular = poisson;
  for (let regularity = 2; regularity <= MAX_REGULARITY; regularity++) {
    const next = fitBtyd(histories, { ...MBG_NBD, regularity });
    if (!(next.comparableLogLikelihood > regular.comparableLogLikelihood)) break;
    regular = next;
  }
  return { poisson, regular };
}
