import { type Estimate, standardErrors } from './sequential-interval.ts';
import type { ReturnCount } from './wilson-interval.ts';

/** Difference of the shares returning, one minus other; null while either group is empty. */
export function shareDifference(
  one: ReturnCount,
  other: ReturnCount,
  miss: number,
): Estimate | null {
  if (one.customers === 0 || other.customers === 0) return null;
  const value = one.returned / one.customers - other.returned / other.customers;
  const information = 1 / (1 / one.customers + 1 / other.customers);
  const noise = Math.sqrt(varianceOf(one) + varianceOf(other));
  const half = noise * standardErrors(information, miss);
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
}

/** Of a share, as if one more had returned and one more had not (Agresti and Caffo 2000). */
function varianceOf({ customers, returned }: ReturnCount): number {
  const share = (returned + 1) / (customers + 2);
  return (share * (1 - share)) / (customers + 2);
}
