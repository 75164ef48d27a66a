import { type BtydFit, DAYS_PER_WEEK } from '../btyd/btyd-model.ts';
import { orderChances } from '../btyd/order-chances.ts';
import type { CustomerHistory } from '../btyd/recency-frequency.ts';
import type { PeriodEdges } from './periods.ts';

/** What a BTYD fit says of a customer's periods. */
export interface PeriodHazards {
  /** Chance that the customer has not left for good. */
  readonly active: number;
  /** −log of the chance to get through each period without an order. */
  readonly hazards: Float64Array;
}

const SMALLEST_HAZARD = 1e-7;

/** Returns what asks the fit about a history; the hazards stand in the same column every time. */
export function periodHazards(
  fit: BtydFit,
  edges: PeriodEdges,
): (history: CustomerHistory) => PeriodHazards {
  const weeks = Float64Array.from(edges, (edge) => edge / DAYS_PER_WEEK);
  const chances = new Float64Array(edges.length);
  const hazards = new Float64Array(edges.length - 1);
  return (history) => {
    const active = orderChances(fit, history, weeks, chances);
    let before = 0;
    for (let i = 0; i < hazards.length; i++) {
      const until = -Math.log1p(-Math.min(chances[i + 1] ?? 0, 0.999999));
      hazards[i] = Math.max(SMALLEST_HAZARD, until - before);
      before = Math.max(before, until);
    }
    return { active, hazards };
  };
}
