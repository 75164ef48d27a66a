/** Messages that were to go and did not, so that staff can see why. */
import { z } from 'zod';
import type { Channel } from '../core/scenario/types.ts';
import { CHANNELS } from '../core/scenario/types.ts';
import type { Instant } from '../core/time.ts';

export const NOT_SENT_STATES = ['blocked', 'failed', 'unknown'] as const;
export type NotSentState = (typeof NOT_SENT_STATES)[number];

/** GET /api/not-sent: of the last 7 days, the commonest reason first. */
export interface NotSentView {
  readonly since: Instant;
  readonly reasons: readonly NotSentReason[];
}

export interface NotSentReason {
  readonly channel: Channel;
  readonly state: NotSentState;
  /** As it was written down, in English. */
  readonly reason: string;
  readonly sends: number;
}

/** GET /api/not-sent/sends: those behind a reason, the newest first; 50 a page. */
export const notSentQuery = z.strictObject({
  channel: z.enum(CHANNELS),
  state: z.enum(NOT_SENT_STATES),
  /** Empty where nothing was said. */
  reason: z.string().max(500).default(''),
  after: z.string().max(80).optional(),
});

export interface NotSentPage {
  readonly sends: readonly {
    readonly sendId: number;
    /** Null for a customer who was forgotten. */
    readonly customerId: number | null;
    readonly customer: string;
    readonly scenarioId: number;
    readonly scenario: string;
    readonly kind: 'scenario' | 'campaign';
    readonly at: Instant;
  }[];
  readonly after: string | null;
}
