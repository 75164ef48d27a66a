/** A rehearsal of a scenario's draft over the past: nothing is sent, nothing is written. */
import { z } from 'zod';
import type { BlockId, Channel } from '../core/scenario/types.ts';
import type { DayText } from '../core/time.ts';

/** POST /api/scenarios/:id/dry-run → lines: DryRunProgress in a large shop, at last DryRunView */
export const dryRun = z.strictObject({
  /** How far back it begins. */
  days: z.number().int().min(90).max(365),
});

/** Customers looked at, of all that are going to be. */
export interface DryRunProgress {
  readonly lookedAt: number;
  readonly of: number;
}

export type DryRunView =
  | {
      readonly kind: 'rehearsed';
      readonly from: DayText;
      readonly until: DayText;
      /** Passages; held-out ones included. */
      readonly entered: number;
      readonly heldOut: number;
      readonly customers: number;
      /** Still inside at the end. */
      readonly inside: number;
      /** Days on which anybody entered or got something, in order. */
      readonly days: readonly {
        readonly day: DayText;
        readonly entered: number;
        readonly sends: number;
      }[];
      /** How many passages came to each block. */
      readonly blocks: Readonly<Record<BlockId, number>>;
      readonly channels: Readonly<Record<Channel, number>>;
      readonly coupons: number;
      readonly outcomes: Readonly<Record<string, number>>;
      readonly mostPerCustomer: number;
      /** Of the customers, those who were in another scenario in the same time; the most first. */
      readonly overlaps: readonly {
        readonly scenarioId: number;
        readonly name: string;
        readonly customers: number;
      }[];
      /** Customers looked at, of all there are: in a large shop the numbers above are worked out from a part. */
      readonly lookedAt: number;
      readonly of: number;
      /** Shares of messages that are assumed to be reacted to. */
      readonly rates: {
        readonly opened: number;
        readonly clicked: number;
        readonly answered: number;
        readonly visited: number;
        readonly couponUsed: number;
      };
      /** What else was assumed, in sentences. */
      readonly assumptions: readonly string[];
    }
  | {
      /** Orders and dates of the past do not tell who would have entered. */
      readonly kind: 'not possible';
      readonly reason: string;
    };
