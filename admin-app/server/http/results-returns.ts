/** How many came back to a scenario, how soon, and with what. */
import type { ReturnsView } from '../../contract/results.ts';
import { RETURN_DAYS } from '../../core/results/figures.ts';
import { returnCurve } from '../../core/results/survival.ts';
import { formatDay, parseDay, startOfDay } from '../../core/time.ts';
import type { FollowedDays, ResultSums } from '../database/result-sums.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { Asked, ResultsStore } from './results-asked.ts';

export async function readReturns(
  store: Pick<ResultsStore, 'readReturnDays' | 'readFirstBasket'>,
  tx: ShopTransaction,
  scenarioId: number,
  { period, zone, today }: Asked,
  treated: ResultSums | undefined,
): Promise<ReturnsView> {
  const followed = await store.readReturnDays(tx, scenarioId, period, formatDay(today));
  const back = treated?.returned_90 ?? 0;
  return {
    within: RETURN_DAYS.map((days) => ({ days, customers: treated?.[`returned_${days}`] ?? 0 })),
    medianDays: medianOf(followed.filter((each) => !each.held_out)),
    secondOrders: treated?.second_orders ?? 0,
    basketMinor: back === 0 ? null : Math.round((treated?.return_minor ?? 0) / back),
    newBasketMinor: await store.readFirstBasket(tx, {
      from: startOfDay(parseDay(period.from), zone),
      before: startOfDay(parseDay(period.to) + 1, zone),
    }),
    treated: curveOf(followed.filter((each) => !each.held_out)),
    heldOut: curveOf(followed.filter((each) => each.held_out)),
  };
}

function curveOf(days: readonly FollowedDays[]) {
  const customers = days.reduce((sum, each) => sum + each.returned + each.censored, 0);
  return customers === 0 ? [] : returnCurve({ customers, days });
}

/** Of those who came back: the day by which half of them had. */
function medianOf(days: readonly FollowedDays[]): number | null {
  const half = days.reduce((sum, { returned }) => sum + returned, 0) / 2;
  let sum = 0;
  for (const { days: day, returned } of days) {
    sum += returned;
    if (returned > 0 && sum >= half) return day;
  }
  return null;
}
