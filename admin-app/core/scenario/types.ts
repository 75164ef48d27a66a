import type { EmailContent, Language } from '../message/types.ts';
import type { PriorityClass } from '../priority/types.ts';
import type { Instant } from '../time.ts';

export type BlockId = string;

/** Who counts as inactive, and so enters: by the own predicted date, or by plain days without an order. */
export type InactiveDefinition =
  | { readonly kind: 'overdue'; readonly days: number }
  | { readonly kind: 'no order'; readonly days: number };

/** What a customer can do after a message. Only people's reactions count; machines' are recorded apart. */
export const REACTIONS = ['opened', 'clicked', 'answered'] as const;
export type Reaction = (typeof REACTIONS)[number];

export interface StartBlock {
  readonly kind: 'start';
  readonly id: BlockId;
  readonly inactive: InactiveDefinition;
  /** Share of the entering customers who get nothing, 0–0.5; chosen by a stable hash. */
  readonly holdoutShare: number;
  readonly next: BlockId;
}

/** Plans one send and stays until it is settled (sent, or given up). */
export interface MessageBlock {
  readonly kind: 'message';
  readonly id: BlockId;
  readonly name: string;
  readonly channel: 'email';
  readonly priorityClass: PriorityClass;
  /** By language; a customer whose language is missing gets `fallbackLanguage`. */
  readonly content: Partial<Readonly<Record<Language, EmailContent>>>;
  readonly fallbackLanguage: Language;
  readonly next: BlockId;
}

export interface WaitBlock {
  readonly kind: 'wait';
  readonly id: BlockId;
  readonly hours: number;
  readonly next: BlockId;
}

/** Waits for a reaction to an earlier message, at most `limitHours` after it was sent. */
export interface WaitForReactionBlock {
  readonly kind: 'wait for reaction';
  readonly id: BlockId;
  readonly messageBlock: BlockId;
  readonly limitHours: number;
  /**
   * The first one that applies is taken. `at once`: leaves the moment the reaction comes; `at the limit`: decided
   * when the time is over (an opened mail may still lead to an order).
   */
  readonly exits: readonly {
    readonly reaction: Reaction;
    readonly when: 'at once' | 'at the limit';
    readonly next: BlockId;
  }[];
  /** No reaction within the limit. */
  readonly otherwise: BlockId;
}

export interface ExitBlock {
  readonly kind: 'exit';
  readonly id: BlockId;
  readonly outcome: string;
}

export type Block = StartBlock | MessageBlock | WaitBlock | WaitForReactionBlock | ExitBlock;
export type BlockKind = Block['kind'];

/** A graph of blocks. An order ends every enrolment with outcome "returned", whatever block it is at. */
export interface ScenarioDefinition {
  readonly blocks: readonly Block[];
}

/** What became of one message block of an enrolment; the newest send only, where a loop sends it again. */
export interface MessageMemory {
  /** The step that planned the send; tells its news from that of an earlier round. */
  readonly step: number;
  readonly sentAt?: Instant;
  readonly openedAt?: Instant;
  readonly clickedAt?: Instant;
  readonly answeredAt?: Instant;
  readonly answer?: string;
}

/** The part of an enrolment that the pure step reads and writes. */
export interface EnrolmentState {
  readonly blockId: BlockId;
  readonly blockSince: Instant;
  readonly messages: Readonly<Record<BlockId, MessageMemory>>;
  readonly heldOut: boolean;
  /** When the timer should call again; null waits for events only. */
  readonly dueAt: Instant | null;
  /** Steps taken so far; numbers the next one. */
  readonly steps: number;
  readonly ended: { readonly at: Instant; readonly outcome: string } | null;
}

export type ScenarioInput =
  /** `cause` in words, for the history: "was due on 2026-11-03". */
  | { readonly kind: 'entered'; readonly cause: string }
  | { readonly kind: 'timer' }
  | { readonly kind: 'ordered'; readonly at: Instant }
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
      readonly reaction: Reaction;
      readonly at: Instant;
      readonly answer?: string;
    }
  /** Unsubscribed, deleted, redacted, or taken out by staff. */
  | { readonly kind: 'removed'; readonly outcome: string; readonly at: Instant };

/** How a planned send ended. `unknown`: the process died between handing over and hearing the answer. */
export type SendResult = 'sent' | 'unknown' | 'blocked' | 'outranked' | 'failed';

/** What the server must do after a step, in the same transaction as saving the state. Safe to repeat. */
export type Effect =
  | {
      readonly kind: 'plan send';
      readonly step: number;
      readonly block: MessageBlock;
      readonly dueAt: Instant;
      /** After this the message makes no sense any more. */
      readonly expiresAt: Instant;
    }
  | { readonly kind: 'cancel planned sends' };

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

/** A reason why a definition cannot be activated, at the block and field where it must be mended. */
export interface Fault {
  readonly blockId: BlockId | null;
  /** Path inside the block, e.g. "content.en.subject". */
  readonly field: string | null;
  readonly message: string;
}
