/** What the pure step reads and writes: a customer's passage, what happens to it, and what must be done about it. */
import type { Day, Instant } from '../time.ts';
import type {
  AudienceBlock,
  BlockId,
  BranchBlock,
  CouponBlock,
  MessageBlock,
  MessageReaction,
  StartScenarioBlock,
  UpdateCustomerBlock,
} from './types.ts';

/** What became of one message block of an enrolment; the newest send only, where a loop sends it again. */
export interface MessageMemory {
  /** The step that planned the send; tells its news from that of an earlier round. */
  readonly step: number;
  readonly sentAt?: Instant;
  /** Why it was not sent, once that is certain. */
  readonly givenUp?: Exclude<SendResult, 'sent' | 'unknown'>;
  readonly openedAt?: Instant;
  readonly clickedAt?: Instant;
  readonly answeredAt?: Instant;
  readonly answer?: string;
}

/** What became of one coupon block; the newest code only. Without a code it is still being made. */
export interface CouponMemory {
  /** The step that asked for the code. */
  readonly step: number;
  readonly code?: string;
  readonly expiresAt?: Instant;
  readonly usedAt?: Instant;
}

/** All that an enrolment remembers beside where it is; plain JSON. */
export interface EnrolmentMemory {
  readonly messages: Readonly<Record<BlockId, MessageMemory>>;
  readonly coupons: Readonly<Record<BlockId, CouponMemory>>;
  /** The arm taken at each split. */
  readonly arms: Readonly<Record<BlockId, string>>;
  /** The newest order since entering; matters where an order is not the goal. */
  readonly orderedAt?: Instant;
  /** The newest visit to the shop since entering. */
  readonly visitedAt?: Instant;
  /** When staff last moved the customer; the same moving told again moves nobody. */
  readonly movedAt?: Instant;
}

/** The part of an enrolment that the pure step reads and writes. */
export interface EnrolmentState extends EnrolmentMemory {
  readonly blockId: BlockId;
  readonly blockSince: Instant;
  readonly heldOut: boolean;
  /** When the timer should call again; null waits for events only. */
  readonly dueAt: Instant | null;
  /** Steps taken so far; numbers the next one. */
  readonly steps: number;
  readonly ended: { readonly at: Instant; readonly outcome: string } | null;
}

/** What is known of the customer now, loaded as far as `needsOf(definition)` says. */
export interface CustomerMoment {
  readonly shopId: number;
  readonly scenarioId: number;
  readonly customerId: number;
  /** IANA name: the customer's own, else the shop's. */
  readonly zone: string;
  readonly birthday: { readonly month: number; readonly date: number } | null;
  /** The predicted date of the next order. */
  readonly dueDay: Day | null;
  /** 168 weights by hour of the week in the customer's zone, Monday 0:00 first; null where nothing is learned yet. */
  readonly hours: readonly number[] | null;
}

export interface StepContext {
  readonly now: Instant;
  readonly customer: CustomerMoment;
}

export type ScenarioInput =
  /** `cause` in words, for the history: "was due on 2026-11-03". */
  | { readonly kind: 'entered'; readonly cause: string }
  | { readonly kind: 'timer' }
  /** A counting order; ends the enrolment where an order is the goal. */
  | { readonly kind: 'ordered'; readonly at: Instant }
  /** Of another goal than any order. */
  | { readonly kind: 'goal reached'; readonly outcome: string; readonly at: Instant }
  | { readonly kind: 'visited'; readonly at: Instant }
  | {
      readonly kind: 'send settled';
      readonly blockId: BlockId;
      /** The step that planned the send. */
      readonly step: number;
      readonly result: SendResult;
      readonly at: Instant;
    }
  | {
      readonly kind: 'reacted';
      readonly blockId: BlockId;
      readonly step: number;
      readonly reaction: MessageReaction;
      readonly at: Instant;
      readonly answer?: string;
    }
  | {
      readonly kind: 'branch decided';
      readonly blockId: BlockId;
      /** That of the effect. */
      readonly step: number;
      /** The number of the first arm that matches, from 0; null when none does. */
      readonly arm: number | null;
    }
  | {
      readonly kind: 'coupon issued';
      readonly blockId: BlockId;
      readonly step: number;
      readonly code: string;
      readonly expiresAt: Instant;
    }
  | {
      readonly kind: 'coupon unavailable';
      readonly blockId: BlockId;
      readonly step: number;
      readonly reason: string;
    }
  | { readonly kind: 'coupon used'; readonly code: string; readonly at: Instant }
  /** By staff, who are named in `by`. */
  | { readonly kind: 'moved'; readonly to: BlockId; readonly at: Instant; readonly by: string }
  /** Unsubscribed, deleted, redacted, or taken out by staff. */
  | { readonly kind: 'removed'; readonly outcome: string; readonly at: Instant };

/** How a planned send ended. `unknown`: the process died between handing over and hearing the answer. */
export type SendResult = 'sent' | 'unknown' | 'blocked' | 'outranked' | 'failed';

/**
 * What the server must do after a step, in the same transaction as saving the state. No two effects of an enrolment
 * have the same step, so doing one twice can be told and is harmless.
 */
export type Effect =
  | {
      readonly kind: 'plan send';
      readonly step: number;
      readonly block: MessageBlock;
      readonly dueAt: Instant;
      /** After this the message makes no sense any more. */
      readonly expiresAt: Instant;
    }
  /** Those that steps before this one planned. */
  | { readonly kind: 'cancel planned sends'; readonly step: number }
  /** Ask the branch's queries and tell the step at once: `branch decided`. */
  | { readonly kind: 'decide branch'; readonly step: number; readonly block: BranchBlock }
  /** Have a code made, and tell the step when it is there: `coupon issued` or `coupon unavailable`. */
  | { readonly kind: 'issue coupon'; readonly step: number; readonly block: CouponBlock }
  | { readonly kind: 'change audience'; readonly step: number; readonly block: AudienceBlock }
  | { readonly kind: 'update customer'; readonly step: number; readonly block: UpdateCustomerBlock }
  | { readonly kind: 'start scenario'; readonly step: number; readonly block: StartScenarioBlock };

/** One line of the enrolment's history. */
export interface StepRecord {
  readonly step: number;
  readonly at: Instant;
  readonly blockId: BlockId;
  /** What happened, e.g. "time is over", "ordered", "opened". */
  readonly cause: string;
  /** What followed, e.g. "went to E-mail 2", "left: returned". */
  readonly result: string;
}

export interface StepOutcome {
  readonly state: EnrolmentState;
  readonly effects: readonly Effect[];
  readonly records: readonly StepRecord[];
}
