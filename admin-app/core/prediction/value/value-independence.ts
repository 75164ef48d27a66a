import { rankCorrelation } from '../numeric/rank-correlation.ts';
import type { OrderLog } from '../types.ts';

export interface ValueIndependence {
  /** Customers with two or more orders, on whom it rests. */
  readonly repeaters: number;
  /** Spearman's correlation of orders per customer with their mean value: −1 … 1, 0 where one does not go with the other. */
  readonly rankCorrelation: number;
  /** True while the correlation is weak enough for expected orders × order value to be an honest product. */
  readonly independent: boolean;
}

/** Cohen (1988, Statistical Power Analysis, section 3.2): from 0.3 on a correlation is more than small. */
const SMALL_CORRELATION = 0.3;
const FEWEST_REPEATERS = 10;

/**
 * Do those who order often spend otherwise per order? Expected revenue as expected orders × order value rests on "no".
 * Looks at repeaters alone, because a single order says nothing of frequency. Null with fewer than ten repeaters with
 * amounts, or where all order equally often or spend the same. (Fader, Hardie, Lee 2005, "RFM and CLV", section 3)
 */
export function valueIndependence(logs: readonly OrderLog[]): ValueIndependence | null {
  const orders: number[] = [];
  const means: number[] = [];
  for (const { amountsMinor } of logs) {
    if (amountsMinor === null || amountsMinor.length < 2) continue;
    orders.push(amountsMinor.length);
    means.push(amountsMinor.reduce((sum, amount) => sum + amount, 0) / amountsMinor.length);
  }
  const correlation = orders.length < FEWEST_REPEATERS ? null : rankCorrelation(orders, means);
  if (correlation === null) return null;
  return {
    repeaters: orders.length,
    rankCorrelation: correlation,
    independent: Math.abs(correlation) < SMALL_CORRELATION,
  };
}
