/** What a scenario is made of: the definition that staff edit, as plain data. */
import type {
  EmailContent,
  Language,
  OnSiteContent,
  PushContent,
  SmsContent,
} from '../message/types.ts';
import type { OnSiteForm } from '../priority/on-site.ts';
import type { PriorityClass } from '../priority/types.ts';
import type { Day, Instant } from '../time.ts';

export type {
  CouponMemory,
  CustomerMoment,
  Effect,
  EnrolmentMemory,
  EnrolmentState,
  MessageMemory,
  ScenarioInput,
  SendResult,
  StepContext,
  StepOutcome,
  StepRecord,
} from './enrolment-types.ts';

export type BlockId = string;

/** A graph of blocks that a customer passes through. */
export interface ScenarioDefinition {
  readonly blocks: readonly Block[];
  /** What ends an enrolment whatever block the customer is at. */
  readonly goal: Goal;
  readonly quiet: QuietTimes | null;
}

export type Goal =
  | { readonly kind: 'order' }
  | { readonly kind: 'order of category'; readonly category: string }
  | { readonly kind: 'joins segment'; readonly segmentId: number }
  /** Only the blocks themselves end it. */
  | { readonly kind: 'none' };

/**
 * When no message leaves, on the customer's own clock: from the whole hour `from` until `until` (22–8 spans midnight),
 * and all day on these weekdays, 1 (Monday) to 7.
 */
export interface QuietTimes {
  readonly hours: { readonly from: number; readonly until: number } | null;
  readonly weekdays: readonly number[];
}

/** Who enters. Adding by hand, by a list and by another scenario's block is possible whatever the trigger. */
export interface StartBlock {
  readonly kind: 'start';
  readonly id: BlockId;
  readonly trigger: StartTrigger;
  /** Only those who match this segment query as well; null is everybody. */
  readonly condition: string | null;
  readonly reentry: Reentry;
  /** Share of the entering customers who get nothing, 0–0.5; chosen by a stable hash. */
  readonly holdoutShare: number;
  readonly next: BlockId;
}

/** Whether who has left may enter again, always once per cause. */
export type Reentry =
  | { readonly kind: 'never' }
  | { readonly kind: 'after'; readonly days: number }
  | { readonly kind: 'each time' };

export type StartTrigger =
  | { readonly kind: 'inactive'; readonly by: InactiveDefinition }
  /** Days after the predicted due date; −7 is a week before, 0 on it. */
  | { readonly kind: 'due'; readonly days: number }
  | {
      readonly kind: 'joins segment';
      readonly segmentId: number;
      /** Only who was in this one before; null is everybody. */
      readonly fromSegmentId: number | null;
    }
  | {
      readonly kind: 'tier changes';
      readonly direction: 'up' | 'down';
      /** Ids of value tiers; null is any. */
      readonly from: readonly string[] | null;
      readonly to: readonly string[] | null;
    }
  /** The tier would be lost within so many days. */
  | { readonly kind: 'about to lose tier'; readonly days: number }
  /** `number` counts the customer's orders, 1 is the first; null is any. */
  | {
      readonly kind: 'order placed';
      readonly number: number | null;
      readonly category: string | null;
    }
  | { readonly kind: 'item returned' }
  | {
      readonly kind: 'back after absence';
      readonly days: number;
      readonly seen: 'visit' | 'login';
    }
  | { readonly kind: 'link clicked'; readonly urlContains: string }
  | {
      readonly kind: 'yearly date';
      readonly date: 'birthday' | 'first order';
      readonly daysBefore: number;
    }
  | { readonly kind: 'by hand' }
  | { readonly kind: 'another scenario' }
  | CampaignTrigger;

/** Everybody whom a campaign is for comes in when it begins, once. Only campaigns start so. */
export interface CampaignTrigger {
  readonly kind: 'campaign';
  /** When the audience is taken; null while it is not scheduled. */
  readonly at: Instant | null;
  /** Null is every customer. */
  readonly segmentId: number | null;
  /** Without these; null leaves nobody out. */
  readonly exceptSegmentId: number | null;
}

/** Who counts as inactive. */
export type InactiveDefinition =
  /** So many days past the predicted date of the next order. */
  | { readonly kind: 'overdue'; readonly days: number }
  /** Silent for so many times the average days between the customer's own orders. */
  | { readonly kind: 'own rhythm'; readonly times: number }
  /** Plain days without an order. */
  | { readonly kind: 'no order'; readonly days: number };

/** When a message leaves once the customer has come to its block, on the customer's own clock. */
export type SendTime =
  | { readonly kind: 'at once' }
  | { readonly kind: 'at hour'; readonly hour: number }
  /** The hour of the next 24, or of so many, in which the customer is most likely to notice. */
  | { readonly kind: 'best hour'; readonly withinHours?: number }
  /** On that day at that hour; whose hour is over gets it at the same hour of the next day that is not. */
  | { readonly kind: 'local time'; readonly day: Day; readonly hour: number };

/** From when on a message makes no sense any more. */
export type MessageExpiry =
  | { readonly kind: 'at'; readonly at: Instant }
  /** After it was due. */
  | { readonly kind: 'after'; readonly hours: number };

export type ByLanguage<Content> = Partial<Readonly<Record<Language, Content>>>;

interface MessageBase {
  readonly kind: 'message';
  readonly id: BlockId;
  readonly name: string;
  readonly priorityClass: PriorityClass;
  /** What a customer gets whose own language `content` does not have. */
  readonly fallbackLanguage: Language;
  readonly sendTime: SendTime;
  /** Absent: 72 hours after it was due, or its `days` on the page. */
  readonly expires?: MessageExpiry;
  /** Lets customers go on while the send is on its way; absent, they stay until it is settled. */
  readonly goOn?: 'at once';
  readonly next: BlockId;
  /** For whom this channel cannot reach: no consent, no address, refused for good. Null: they leave. */
  readonly unreachable: BlockId | null;
  /** For whom something more important took the place until the message expired. Null: they leave. */
  readonly outranked: BlockId | null;
}

export interface EmailMessageBlock extends MessageBase {
  readonly channel: 'email';
  readonly content: ByLanguage<EmailContent>;
}
export interface SmsMessageBlock extends MessageBase {
  readonly channel: 'sms';
  readonly content: ByLanguage<SmsContent>;
}
export interface PushMessageBlock extends MessageBase {
  readonly channel: 'push';
  readonly content: ByLanguage<PushContent>;
}
/** Waits on the shop's pages until the customer sees it, at most `days`. */
export interface OnSiteMessageBlock extends MessageBase {
  readonly channel: 'on-site';
  readonly content: ByLanguage<OnSiteContent>;
  readonly form: OnSiteForm;
  readonly days: number;
}

/** Plans one send and stays until it is settled (sent, or given up). */
export type MessageBlock =
  | EmailMessageBlock
  | SmsMessageBlock
  | PushMessageBlock
  | OnSiteMessageBlock;
export const CHANNELS = ['email', 'sms', 'push', 'on-site'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface WaitBlock {
  readonly kind: 'wait';
  readonly id: BlockId;
  readonly until: WaitUntil;
  readonly next: BlockId;
}

/** Hours of the clock are the customer's own, 0–23. */
export type WaitUntil =
  | { readonly kind: 'time'; readonly hours: number }
  /** The next time that hour begins. */
  | { readonly kind: 'hour'; readonly hour: number }
  /** 1 is Monday, 7 Sunday. */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly hour: number }
  /** Who has no such date, or none to come, goes on at once. */
  | {
      readonly kind: 'date';
      readonly date: 'birthday' | 'predicted_next_order_date';
      readonly daysBefore: number;
      readonly hour: number;
    }
  /** Until every message that the customer was to get so far is sent or given up; leaves who got none. */
  | { readonly kind: 'messages settled' };

/** What a customer can do after a message. Only people's reactions count; machines' are recorded apart. */
export const REACTIONS = [
  'opened',
  'clicked',
  'ordered',
  'answered',
  'coupon used',
  'visited',
] as const;
export type Reaction = (typeof REACTIONS)[number];
/** Those that are reported for one message; the others are reported for the customer. */
export type MessageReaction = 'opened' | 'clicked' | 'answered';

/** Waits for a reaction to an earlier message, at most `limitHours` after it was sent. */
export interface WaitForReactionBlock {
  readonly kind: 'wait for reaction';
  readonly id: BlockId;
  readonly messageBlock: BlockId;
  readonly limitHours: number;
  /** The first one that applies is taken. */
  readonly exits: readonly ReactionExit[];
  /** No reaction within the limit. */
  readonly otherwise: BlockId;
}

export interface ReactionExit {
  readonly reaction: Reaction;
  /** The id of the one answer that counts; null is any, and for every other reaction. */
  readonly answer: string | null;
  /**
   * `at once`: leaves the moment the reaction comes; `at the limit`: decided when the time is over (an opened mail may
   * still lead to an order).
   */
  readonly when: 'at once' | 'at the limit';
  readonly next: BlockId;
}

/** Segment queries, of which the first that the customer matches is taken. */
export interface BranchBlock {
  readonly kind: 'branch';
  readonly id: BlockId;
  readonly name: string;
  readonly arms: readonly BranchArm[];
  readonly otherwise: BlockId;
}
export interface BranchArm {
  readonly name: string;
  readonly query: string;
  readonly next: BlockId;
}

/** At random by weight; a customer's arm is the same each time they come, also in later versions. */
export interface SplitBlock {
  readonly kind: 'split';
  readonly id: BlockId;
  readonly name: string;
  readonly arms: readonly SplitArm[];
  /** The arm that everybody takes who has none yet; null while it is being tested. */
  readonly winner: string | null;
}
export interface SplitArm {
  readonly id: string;
  readonly name: string;
  /** Compared with the other arms' weights; 0 is never taken. */
  readonly weight: number;
  readonly next: BlockId;
}

/** Asks for a personal code and stays until it is there. */
export interface CouponBlock {
  readonly kind: 'coupon';
  readonly id: BlockId;
  readonly name: string;
  readonly discount: Discount;
  /** The least an order must come to, in minor units of the shop's currency; null for none. */
  readonly minimumMinor: number | null;
  /** Codes look like PREFIX-7K2M-9QXA. */
  readonly prefix: string;
  /** From issuing; null never expires, which cannot be activated. */
  readonly validDays: number | null;
  readonly next: BlockId;
  /** For whom no code was to be had (Shopify refused, none left). Null: they leave. */
  readonly unavailable: BlockId | null;
}
export type Discount =
  /** More than 0, at most 100. */
  | { readonly kind: 'percentage'; readonly percent: number }
  | { readonly kind: 'amount'; readonly minor: number }
  | { readonly kind: 'free shipping' };

/** Adds to or removes from an audience of a social network. */
export interface AudienceBlock {
  readonly kind: 'audience';
  readonly id: BlockId;
  readonly action: 'add' | 'remove';
  readonly audienceId: number;
  readonly next: BlockId;
}

export interface UpdateCustomerBlock {
  readonly kind: 'update customer';
  readonly id: BlockId;
  /** Made in this order. */
  readonly changes: readonly CustomerChange[];
  readonly next: BlockId;
}
export type CustomerChange =
  | { readonly kind: 'add tag' | 'remove tag'; readonly tag: string }
  /** The farewell: no marketing on any channel any more. */
  | { readonly kind: 'suppress' }
  | { readonly kind: 'pause marketing'; readonly days: number }
  | { readonly kind: 'set tier'; readonly tier: string }
  | { readonly kind: 'alert staff'; readonly note: string };

/** Lets the customer enter another scenario, and goes on in this one. */
export interface StartScenarioBlock {
  readonly kind: 'start scenario';
  readonly id: BlockId;
  readonly scenarioId: number;
  readonly next: BlockId;
}

export interface ExitBlock {
  readonly kind: 'exit';
  readonly id: BlockId;
  readonly outcome: string;
}

export type Block =
  | StartBlock
  | MessageBlock
  | WaitBlock
  | WaitForReactionBlock
  | BranchBlock
  | SplitBlock
  | CouponBlock
  | AudienceBlock
  | UpdateCustomerBlock
  | StartScenarioBlock
  | ExitBlock;
export type BlockKind = Block['kind'];

/** What is wrong with a definition, at the block and field where it is mended. */
export interface Fault {
  /** A fault stands in the way of activating; a warning must be confirmed. */
  readonly severity: 'fault' | 'warning';
  readonly blockId: BlockId | null;
  /** Path inside the block, e.g. "content.en.subject"; inside the definition where there is no block. */
  readonly field: string | null;
  readonly message: string;
}
