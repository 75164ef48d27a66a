import { z } from 'zod';
import {
  type AttributionRules,
  type ChannelRule,
  MOST_DAYS,
  TOUCHES,
} from '../core/results/attribution.ts';
import { FIGURES, type Figure, RETURN_DAYS, type ReturnDays } from '../core/results/figures.ts';
import type { Lift } from '../core/results/lift.ts';
import type { CurvePoint } from '../core/results/survival.ts';
import type { Channel } from '../core/scenario/types.ts';
import type { DayText, Instant } from '../core/time.ts';

export { FIGURES, type Figure, RETURN_DAYS, type ReturnDays };

/** Besides: orders credited to the scenario, order by order. */
export const LISTED = [...FIGURES, 'ordered'] as const;
export type Listed = (typeof LISTED)[number];

/** What one scenario's figures can be split by. */
export const DIMENSIONS = ['variant', 'segment', 'language', 'step', 'channel', 'subject'] as const;

/** What the figures of all of them can be split by; messages, variants and subjects stay each scenario's own. */
export const OVERVIEW_DIMENSIONS = ['trade', ...DIMENSIONS] as const;
export type OverviewDimension = (typeof OVERVIEW_DIMENSIONS)[number];

/** What lists of customers can be narrowed to, besides. */
export const LIST_DIMENSIONS = [...OVERVIEW_DIMENSIONS, 'scenario', 'answer', 'reason'] as const;

/** Shop-local days, both included. */
export interface ResultsPeriod {
  readonly from: DayText;
  readonly to: DayText;
}

export interface Recounting {
  readonly counted: number;
  /** Null until it is known. */
  readonly total: number | null;
}

/** The shop's orders of a period: credited to a message or not; the two add up to all, to the cent. */
export interface ShopRevenue {
  readonly orders: number;
  readonly revenueMinor: number;
  readonly attributedOrders: number;
  readonly attributedMinor: number;
}

export interface DayOfRevenue extends ShopRevenue {
  readonly day: DayText;
}

/**
 * Treated against held out: those whose window after their first entry is over, and what may be said of them. Always from
 * the first entry on, whatever the period of the other figures: an interval that may be looked at every day holds for a
 * start that was fixed before, not for one chosen after a look at the results.
 */
export interface LiftView extends Lift {
  /** The day of the first entry; null while nobody's window is over. */
  readonly since: DayText | null;
  readonly treated: LiftCount;
  readonly heldOut: LiftCount;
}

export interface LiftCount {
  readonly customers: number;
  readonly returned: number;
}

export type ResultKind = 'scenario' | 'campaign' | 'one customer';

/** One scenario or campaign among all; messages that staff wrote to single customers are one, too. */
export interface ScenarioFigures {
  readonly scenarioId: number;
  readonly name: string;
  readonly kind: ResultKind;
  readonly template: string;
  /** The trade that it was made for; null where there is none. */
  readonly trade: string | null;
  readonly status: string;
  readonly figures: Readonly<Record<Figure, number>>;
  readonly orders: number;
  readonly revenueMinor: number;
  readonly couponMinor: number;
}

export interface ScenarioRow extends ScenarioFigures {
  readonly lift: LiftView;
}

/** GET /api/results?from=&to=&compare= */
export interface ResultsOverview {
  readonly period: ResultsPeriod;
  readonly today: DayText;
  readonly shop: ShopRevenue;
  /** The same number of days just before; null unless asked for. */
  readonly before: (ResultsPeriod & ShopRevenue) | null;
  readonly days: readonly DayOfRevenue[];
  /** Those that anything has happened in, those of the period first by what they brought. */
  readonly scenarios: readonly ScenarioRow[];
  readonly recounting: Recounting | null;
  /** The first day of any scenario; null before anybody entered one. */
  readonly since: DayText | null;
}

export interface ResultsGroup {
  /** Whose it is alone, where several scenarios are shown: a message, a subject, a way of a split. */
  readonly scenarioId: number | null;
  readonly value: string;
  /** In words, where we know them: a segment's name, a way of a split, a message with its subject. */
  readonly label: string | null;
  readonly entered: number;
  /** Of those. */
  readonly heldOut: number;
  readonly sent: number;
  readonly notSent: number;
  readonly delivered: number;
  readonly opened: number;
  readonly clicked: number;
  /** Treated, within 30 days; null for messages, which are not what comes back. */
  readonly returned: number | null;
  readonly orders: number;
  readonly revenueMinor: number;
}

/** GET /api/results/groups?by=&from=&to= : all scenarios by one of OVERVIEW_DIMENSIONS, those with most revenue first. */
export interface ResultsGroupsView {
  readonly by: OverviewDimension;
  readonly period: ResultsPeriod;
  readonly groups: readonly ResultsGroup[];
}

export interface BlockFigures extends ResultsGroup {
  readonly blockId: string;
  readonly name: string;
  readonly channel: Channel | null;
  /** As it is written, in the message's own language. */
  readonly subject: string | null;
}

export interface ReturnsView {
  /** Treated customers back within so many days, of all who entered so far. */
  readonly within: readonly { readonly days: ReturnDays; readonly customers: number }[];
  /** Half of those who came back within 90 days had by then; null where nobody has. */
  readonly medianDays: number | null;
  readonly secondOrders: number;
  /** Average of the orders that they came back with; null where nobody has. */
  readonly basketMinor: number | null;
  /** Average first order of the shop's new customers in the period. */
  readonly newBasketMinor: number | null;
  /** Share back by days since entering, of those followed for so long. */
  readonly treated: readonly CurvePoint[];
  readonly heldOut: readonly CurvePoint[];
}

/** What the period before is compared by. */
export interface ResultsBefore extends ResultsPeriod {
  readonly figures: Readonly<Record<Figure, number>>;
  readonly orders: number;
  readonly revenueMinor: number;
}

/** GET /api/scenarios/:id/results?from=&to=&compare= */
export interface ResultsView {
  readonly scenarioId: number;
  readonly name: string;
  readonly kind: ResultKind;
  readonly template: string;
  readonly trade: string | null;
  /** Entries are of these days; orders as well. */
  readonly period: ResultsPeriod;
  readonly today: DayText;
  /** Days after entering within which an order counts as a return. */
  readonly windowDays: number;
  /** Entries behind each figure; a customer who enters twice is behind it twice. */
  readonly figures: Readonly<Record<Figure, number>>;
  /** Of the entries, those of customers who had entered before. */
  readonly enteredAgain: number;
  readonly answers: readonly { readonly answer: string; readonly customers: number }[];
  readonly notSent: readonly { readonly reason: string; readonly customers: number }[];
  /** What redeemed coupons took off. */
  readonly couponMinor: number;
  readonly returns: ReturnsView;
  /** Orders of the period credited to this scenario, net of refunds. */
  readonly revenueMinor: number;
  readonly revenueOrders: number;
  /** The shop's whole revenue in the period; attributed revenue never exceeds it. */
  readonly shopRevenueMinor: number;
  readonly lift: LiftView;
  readonly byBlock: readonly BlockFigures[];
  readonly groups: Readonly<
    Record<'variant' | 'segment' | 'language' | 'channel' | 'subject', readonly ResultsGroup[]>
  >;
  readonly before: ResultsBefore | null;
  readonly recounting: Recounting | null;
  readonly since: Instant | null;
}

/**
 * GET /api/scenarios/:id/results/customers?figure=&days=&by=&value=&from=&to=&after= : 50 a page; may be short.
 * GET /api/results/customers and /api/results/orders : the same of all scenarios.
 */
export interface FigureCustomersPage {
  readonly figure: string;
  /** On the first page: what the figure counts, and how much of it is of customers who were forgotten since. */
  readonly counted: { readonly total: number; readonly forgotten: number } | null;
  readonly customers: readonly {
    /** Null for a customer who was forgotten. */
    readonly customerId: number | null;
    readonly name: string;
    readonly email: string | null;
    readonly at: Instant;
    readonly note: string;
    /** What the customer wrote beside the answers. */
    readonly comment: string | null;
    readonly amountMinor: number | null;
  }[];
  readonly after: string | null;
}

const channelRule: z.ZodType<ChannelRule> = z.object({
  from: z.enum(TOUCHES).nullable(),
  days: z
    .number()
    .int('Expected whole days')
    .min(1, 'At least one day')
    .max(MOST_DAYS, `At most ${MOST_DAYS} days`),
});

/**
 * PUT /api/results/settings → AttributionSettingsView. Refused with 409 where somebody else has changed the rules since
 * `version`; without one they are saved over whatever is there.
 */
export const attributionRulesInput = z.object({
  email: channelRule,
  sms: channelRule,
  push: channelRule,
  'on-site': channelRule,
  version: z.number().int().optional(),
});

/** GET /api/results/settings */
export interface AttributionSettingsView {
  readonly rules: AttributionRules;
  readonly usual: AttributionRules;
  readonly recounting: Recounting | null;
  readonly version: number;
}

/** Columns of the exports (CSV). */
export const SCENARIO_COLUMNS = [
  'scenario_id',
  'name',
  'kind',
  'template',
  'trade',
  'status',
  ...FIGURES,
  'coupon_cost',
  'attributed_orders',
  'attributed_revenue',
] as const;
export const ORDER_COLUMNS = [
  'order_id',
  'order',
  'ordered_at',
  'customer_id',
  'customer',
  'email',
  'scenario_id',
  'scenario',
  'message',
  'channel',
  'touch',
  'amount',
] as const;
export const CUSTOMER_COLUMNS = [
  'customer_id',
  'customer',
  'email',
  'at',
  'note',
  'comment',
] as const;
