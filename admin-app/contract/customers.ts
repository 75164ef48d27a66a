import { z } from 'zod';
import type { Language } from '../core/message/types.ts';
import type { Prediction } from '../core/prediction/types.ts';
import type { Cap } from '../core/priority/caps.ts';
import type { Criterion } from '../core/priority/rank.ts';
import type { PriorityClass } from '../core/priority/types.ts';
import type { Touch } from '../core/results/attribution.ts';
import type { Channel } from '../core/scenario/types.ts';
import type { DayText, Instant } from '../core/time.ts';

export type CustomerListName = 'overdue' | 'due' | 'all';
export type CustomerListOrder = 'overdue' | 'likeliest' | 'value';

/**
 * GET /api/customers?list=overdue|due|all&order=overdue|likeliest|value&search=&tier=&confidence=&overdue=&reach=&after= :
 * 50 a page. `search` is the beginning of a name, an e-mail address, a phone number or an order's name; `tier` the number
 * of a value tier or `none`; `overdue` a least number of days; `reach` is email, sms or none.
 */
export interface CustomersPage {
  readonly customers: readonly ListedCustomerRow[];
  /**
   * Pass as `after` for the next page; null at the end. A page may be short, even empty, and not be the last: for one
   * page only so many customers are looked at.
   */
  readonly after: string | null;
  /** More are found by the search than are looked through; a longer text finds them. */
  readonly cut: boolean;
  /** The shop-local day the overdue days are counted on. */
  readonly today: DayText;
  /** False until the first predictions: who is overdue or due is not known yet. */
  readonly predicted: boolean;
  /** What `tier` can be, the lowest first; none while tiers are off. */
  readonly tiers: readonly { readonly tierId: string; readonly name: string }[];
}

export interface ListedCustomerRow extends CustomerRow {
  /** What they are expected to spend within a year; null where nobody can say. */
  readonly value365dMinor: number | null;
  /** The order that was searched for, e.g. "#1042". */
  readonly orderName: string | null;
}

export interface CustomerRow {
  readonly customerId: number;
  readonly name: string;
  readonly email: string | null;
  readonly orders: number;
  readonly spentMinor: number;
  readonly lastOrderDay: DayText | null;
  readonly dueDay: DayText | null;
  readonly daysOverdue: number | null;
  /** Chances to order within 30 and 90 days, 0–1. */
  readonly chance30d: number | null;
  readonly chance90d: number | null;
  readonly confidence: Prediction['confidence'];
  /** The value tier's name; null for none, and while tiers are off. */
  readonly tier: string | null;
  readonly mayEmail: boolean;
}

/** GET /api/customers/:customerId */
export interface CustomerView {
  readonly customerId: number;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly tags: readonly string[];
  readonly birthday: DayText | null;
  /** Shopify's word in small letters, e.g. `at_risk`, possibly one we have no name for; null for none. */
  readonly rfmGroup: string | null;
  readonly createdAt: Instant;
  /** Why the customer cannot be e-mailed ("unsubscribed", "no address", …); null when they can. */
  readonly emailRefusal: string | null;
  readonly orders: number;
  readonly spentMinor: number;
  readonly prediction: Prediction | null;
  readonly today: DayText;
  readonly recentOrders: readonly OrderView[];
  /** Of all their orders, what is credited to our messages. */
  readonly creditedMinor: number;
  readonly scenarios: readonly EnrolmentView[];
  readonly segments: readonly MembershipView[];
  readonly consent: readonly ConsentView[];
  /** No marketing before this, on any channel. */
  readonly pausedUntil: Instant | null;
}

export interface OrderView {
  readonly orderId: number;
  readonly name: string;
  readonly processedAt: Instant;
  readonly totalMinor: number;
  readonly counts: boolean;
  readonly products: readonly { readonly title: string; readonly quantity: number }[];
  /** The message that the order is credited to, and how much of it; null for none. */
  readonly credit: {
    readonly scenario: ScenarioName;
    readonly amountMinor: number;
    readonly touch: Touch;
    readonly touchedAt: Instant;
  } | null;
}

/** A segment that the customer is in now. */
export interface MembershipView {
  readonly segmentId: number;
  readonly name: string;
  /** Null: since before the segment was made. */
  readonly since: Instant | null;
}

/** What one channel may do. */
export interface ConsentView {
  readonly channel: 'email' | 'sms' | 'push';
  /** Where it reaches them; null for nowhere, and for push messages. */
  readonly address: string | null;
  /** Shopify's word, e.g. `not_subscribed`; of push messages whether a browser is subscribed. */
  readonly consent: string;
  readonly consentAt: Instant | null;
  /** Push services of the browsers that are subscribed, e.g. "fcm.googleapis.com". */
  readonly browsers: readonly string[];
  readonly suppression: { readonly reason: string; readonly at: Instant } | null;
  /** Why nothing may be sent, as in `emailRefusal`; null when it may. */
  readonly refusal: string | null;
}

/** What leads to a scenario: where its page is depends on the kind. */
export interface ScenarioName {
  readonly scenarioId: number;
  readonly name: string;
  readonly kind: string;
}

export interface EnrolmentView {
  readonly enrolmentId: number;
  readonly scenario: ScenarioName;
  readonly enteredAt: Instant;
  readonly heldOut: boolean;
  readonly blockName: string;
  readonly dueAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly outcome: string | null;
  readonly steps: readonly {
    readonly at: Instant;
    readonly blockName: string;
    readonly cause: string;
    readonly result: string;
  }[];
}

/** GET /api/customers/:customerId/activities?channel=&kind=&by=people|machines&scenario=&after= : newest first, 50 a page. */
export interface ActivitiesPage {
  readonly activities: readonly ActivityView[];
  readonly after: string | null;
  /** What there is to filter by, whatever is filtered; null on later pages. */
  readonly choices: ActivityChoices | null;
}

export interface ActivityChoices {
  readonly channels: readonly string[];
  readonly kinds: readonly { readonly channel: string; readonly kind: string }[];
  readonly scenarios: readonly ScenarioName[];
  /** There are some by machines. */
  readonly machines: boolean;
}

export interface ActivityView {
  readonly activityId: number;
  readonly at: Instant;
  readonly channel: string;
  readonly kind: string;
  readonly byMachine: boolean;
  /** One line for people, e.g. the subject of the mail or the name of the order. */
  readonly what: string;
  readonly scenario: ScenarioName | null;
  readonly orderId: number | null;
  /** What the order comes to; null for what is no order. */
  readonly orderMinor: number | null;
}

/**
 * GET /api/customers/:customerId/decisions?after= : what the ranking decided, newest first, 20 a page; and on the first
 * one what is to come.
 */
export interface DecisionsPage {
  readonly decisions: readonly DecisionView[];
  readonly after: string | null;
  readonly coming: readonly ComingView[] | null;
}

export interface DecisionView {
  readonly decisionId: number;
  readonly at: Instant;
  /** When the same was last decided again; null when it was not. */
  readonly confirmedAt: Instant | null;
  readonly surface: Channel;
  /** Null when nobody might go. */
  readonly winner: CompetitorView | null;
  readonly others: readonly DecidedOther[];
  /** Competitors that the owner has moved to another class than they were written for, and why. */
  readonly moved: readonly {
    readonly competitor: CompetitorView;
    readonly priorityClass: PriorityClass;
    readonly reason: string;
  }[];
  /** Why the owner has put the classes into another order; null where they are in the usual one. */
  readonly classesReason: string | null;
}

export interface DecidedOther {
  readonly competitor: CompetitorView;
  /** In English words. */
  readonly reason: string;
  /** Has its turn or its next chance then; null when it is gone for good. */
  readonly until: Instant | null;
  readonly standing: 'refused' | 'held' | 'next' | 'later';
  /** What holds it; null for all but `held`. */
  readonly hold: {
    readonly caps: readonly Cap[];
    /** What takes its place; null where that is what was sent before. */
    readonly by: { readonly competitor: CompetitorView; readonly criterion: Criterion } | null;
  } | null;
}

/** A message that competed; what is no longer there has neither scenario nor block. */
export interface CompetitorView {
  readonly scenario: ScenarioName | null;
  readonly blockName: string;
  readonly channel: Channel | null;
  /** Of the mail; null before it was written. */
  readonly subject: string | null;
}

/** A planned message, or a passage that waits for its time or for a reaction. */
export interface ComingView {
  readonly kind: 'message' | 'step';
  readonly scenario: ScenarioName;
  readonly blockName: string;
  readonly channel: Channel | null;
  /** Null: whenever the customer does something. */
  readonly at: Instant | null;
  /** Why a message did not go before. */
  readonly reason: string | null;
}

/** Channels that staff can write to one customer by. */
export const WRITTEN_CHANNELS = ['email', 'sms'] as const;
export type WrittenChannel = (typeof WRITTEN_CHANNELS)[number];

/** GET /api/customers/:customerId/message : what a message to this one customer would begin with. */
export interface CustomerMessageView {
  /** The customer's own where we write it. */
  readonly language: Language;
  readonly channels: readonly {
    readonly channel: WrittenChannel;
    /** Why nothing can be sent, in words for staff; null when it can. */
    readonly problem: string | null;
    /** `refusal`: what the customer wants or lacks; `channel`: what is missing here. */
    readonly problemOf: 'refusal' | 'channel' | null;
  }[];
  readonly subject: string;
  readonly text: string;
  readonly button: string;
  readonly sms: string;
  /** A message of before that has not gone yet. */
  readonly waiting: boolean;
}

const words = (most: number) => z.string().trim().min(1).max(most);

/** POST /api/customers/:customerId/message → CustomerMessageSent. The same key a second time sends nothing more. */
export const customerMessage = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('email'),
    key: z.uuid(),
    subject: words(200),
    text: words(5_000),
    /** Leads to the shop; empty for none. */
    button: z.string().trim().max(80),
  }),
  z.strictObject({ channel: z.literal('sms'), key: z.uuid(), text: words(1_000) }),
]);
export type CustomerMessage = z.infer<typeof customerMessage>;

export interface CustomerMessageSent {
  /** When it goes at the earliest: at once, or when the quiet hours end. */
  readonly dueAt: Instant;
}

/** POST /api/customers/:customerId/redact → 204. The name as it is shown says that this customer is meant. */
export const redactCustomer = z.strictObject({ name: z.string().max(300) });

/** GET /api/customers/:customerId/export → a JSON file with everything held about the customer. */
