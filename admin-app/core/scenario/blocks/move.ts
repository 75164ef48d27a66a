import type { Instant } from '../../time.ts';
import type {
  CustomerMoment,
  Effect,
  EnrolmentMemory,
  EnrolmentState,
} from '../enrolment-types.ts';
import type { BlockId, QuietTimes } from '../types.ts';

/** What a block decides when a customer comes to it, or when something happens while they are at it. */
export type Move =
  /** Remain until `dueAt`, or until an event when null. `remark` says why in the history. */
  | {
      readonly kind: 'stay';
      readonly dueAt: Instant | null;
      readonly effects?: readonly Effect[];
      readonly memory?: Partial<EnrolmentMemory>;
      readonly remark?: string;
    }
  /** `remark` is added to the history's line of coming here. */
  | {
      readonly kind: 'go';
      readonly next: BlockId;
      readonly effects?: readonly Effect[];
      readonly memory?: Partial<EnrolmentMemory>;
      readonly remark?: string;
    }
  | { readonly kind: 'leave'; readonly outcome: string };

export interface Arrival {
  readonly state: EnrolmentState;
  /** The number of the step that led to the block; while the customer is there, of the step being made. */
  readonly step: number;
  readonly now: Instant;
  readonly customer: CustomerMoment;
  readonly quiet: QuietTimes | null;
}

/** To the block, or out where there is none. */
export function goOrLeave(next: BlockId | null, outcome: string): Move {
  return next === null ? { kind: 'leave', outcome } : { kind: 'go', next };
}
