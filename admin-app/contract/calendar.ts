/**
 * The coming days: GET /api/calendar → CalendarView.
 * GET /api/calendar/customers?day=&which=planned|held|leaving&scenario=&block=&certain=yes|no&heldBy=&leaves=&after= →
 * CalendarCustomersPage, 50 a page. `heldBy` is the number of a scenario, or none where messages sent before hold; `leaves` a
 * day, or never.
 * GET /api/calendar/customers/:customerId → CustomerPlanView, computed as it is asked for; 404 for an unknown one.
 */
import type { Cap } from '../core/priority/caps.ts';
import type { Criterion } from '../core/priority/rank.ts';
import type { PriorityClass } from '../core/priority/types.ts';
import type { Channel } from '../core/scenario/types.ts';
import type { DayText, Instant } from '../core/time.ts';

export interface CalendarView {
  /** Null until it has been computed for the first time. */
  readonly computedAt: Instant | null;
  /** Why the newest attempt failed; null when it did not. */
  readonly error: string | null;
  readonly now: Instant;
  readonly today: DayText;
  /** Customers for whom something is coming, and how many of them were looked at one by one. */
  readonly customers: number;
  readonly lookedAt: number;
  readonly days: readonly CalendarDay[];
  readonly onSite: readonly CalendarWindow[];
}

export interface CalendarCount {
  readonly customers: number;
  /** False where those looked at stand for others. */
  readonly exact: boolean;
}

export interface CalendarDay {
  readonly day: DayText;
  /** Messages that leave on the day, planned for it or for an earlier one. */
  readonly leaving: CalendarCount;
  /** Messages planned for the day that something holds back. */
  readonly held: CalendarCount;
  readonly messages: readonly CalendarMessageView[];
}

export interface ScenarioRef {
  readonly scenarioId: number;
  readonly name: string;
  readonly campaign: boolean;
}

export interface CalendarMessageView {
  readonly scenario: ScenarioRef;
  readonly blockId: string;
  readonly blockName: string;
  readonly channel: Channel;
  /** The one it competes in, wherever the owner moved it. */
  readonly priorityClass: PriorityClass;
  /** What it is about; tells its sign. */
  readonly occasion: 'campaign' | 'yearly' | 'scenario';
  /** False for those who come only if they do not order before and still fit. */
  readonly certain: boolean;
  readonly planned: CalendarCount;
  /** When the first and the last of them are planned for. */
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly holds: readonly CalendarHoldView[];
  /** Held on an earlier day, and leaving on this one. */
  readonly heldOver: CalendarCount;
}

export interface CalendarHoldView {
  readonly count: CalendarCount;
  /** Whose message goes first, and when; null where messages sent before fill a cap. */
  readonly by: (ScenarioRef & { readonly at: Instant }) | null;
  /** When the first of them leave instead; null for those that are no use any more by then. */
  readonly leavesAt: Instant | null;
  readonly leavesDay: DayText | null;
}

/** A message on the shop's pages that has a first or a last moment in these days. */
export interface CalendarWindow {
  readonly messageId: number;
  readonly kind: string;
  readonly title: string;
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export const CALENDAR_LISTS = ['planned', 'held', 'leaving'] as const;
export type CalendarList = (typeof CALENDAR_LISTS)[number];

export interface CalendarCustomerView {
  readonly customerId: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly scenarioName: string;
  readonly plannedAt: Instant;
  readonly turnAt: Instant | null;
  readonly held: boolean;
  readonly heldByName: string | null;
}

export interface CalendarCustomersPage {
  readonly customers: readonly CalendarCustomerView[];
  readonly after: string | null;
}

/** What one customer gets in the coming week, the next one first. */
export interface CustomerPlanView {
  readonly customerId: number;
  readonly name: string | null;
  readonly days: number;
  readonly messages: readonly CustomerPlanMessage[];
}

export interface CustomerPlanMessage {
  readonly scenario: ScenarioRef;
  readonly blockName: string;
  readonly channel: Channel;
  readonly certain: boolean;
  readonly plannedAt: Instant;
  /** Null where it is no use any more by then. */
  readonly turnAt: Instant | null;
  readonly hold: {
    readonly caps: readonly Cap[];
    readonly by: (ScenarioRef & { readonly at: Instant; readonly criterion: Criterion }) | null;
  } | null;
}
