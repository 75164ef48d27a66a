/** Whether a customer matches a query, over time. */
import type { Instant } from '../../time.ts';

/** A segment by its number, any other query by its text. */
export type QueryKey = number | string;

export interface Membership {
  readonly atFirst: boolean;
  /** When that turned into its opposite, and back; in the order of time. */
  readonly turns: readonly Instant[];
}

export const NEVER: Membership = { atFirst: false, turns: [] };

export function isMemberAt({ atFirst, turns }: Membership, at: Instant): boolean {
  const after = turns.findIndex((turn) => turn > at);
  const turned = after === -1 ? turns.length : after;
  return atFirst === (turned % 2 === 0);
}

export function joinsOf({ atFirst, turns }: Membership): readonly Instant[] {
  return turns.filter((_, index) => (index % 2 === 1) === atFirst);
}
