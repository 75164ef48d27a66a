/** Whether what is kept of the past tells who would have entered by a start; where it does not, why. */
import { isLoyalty } from '../../tier/types.ts';
import type { StartTrigger } from '../types.ts';
import type { TierRules } from './replay-tiers.ts';

export type WhyNot =
  /** There is nothing to begin at, or it names a segment that cannot be asked (any more). */
  | 'no start'
  /** That something was paid back is kept, when it was is not. */
  | 'returns'
  | 'no tiers'
  /** The loyalty programme has not changed anybody's tier since it is read. */
  | 'no loyalty changes'
  /** What a loyalty programme gives has no last day that would be known before. */
  | 'loyalty has no end'
  /** The segment asks for a time of day; the past is gone through day by day. */
  | 'time of day'
  /** Only other scenarios let in, and none that is active does. */
  | 'no callers'
  | 'campaign';

export interface KnownPast {
  /** The shop's; null while it has no tiers. */
  readonly tiers: TierRules | null;
  /** Whether any change of a tier was noted. */
  readonly hasTierChanges: boolean;
}

/** Null where it can be told. */
export function whyNotReplayed(
  { kind }: StartTrigger,
  { tiers, hasTierChanges }: KnownPast,
): WhyNot | null {
  switch (kind) {
    case 'item returned':
      return 'returns';
    case 'campaign':
      return 'campaign';
    case 'tier changes':
      if (tiers === null) return 'no tiers';
      return isLoyalty(tiers.basis) && !hasTierChanges ? 'no loyalty changes' : null;
    case 'about to lose tier':
      if (tiers === null) return 'no tiers';
      return isLoyalty(tiers.basis) ? 'loyalty has no end' : null;
    default:
      return null;
  }
}
