import type { Instant } from '../../time.ts';
import type { BlockId, Effect, EnrolmentState, MessageMemory } from '../types.ts';

/** What a block decides when a customer comes to it, or when something happens while they are at it. */
export type Move =
  /** Remain until `dueAt`, or until an event when null. */
  | {
      readonly kind: 'stay';
      readonly dueAt: Instant | null;
      readonly effects?: readonly Effect[];
      readonly messages?: Readonly<Record<BlockId, MessageMemory>>;
    }
  | { readonly kind: 'go'; readonly next: BlockId }
  | { readonly kind: 'leave'; readonly outcome: string };

export interface Arrival {
  readonly state: EnrolmentState;
  /** The number of the step that led to the block. */
  readonly step: number;
  readonly now: Instant;
}
