/**
 * When a message on the shop's pages concerns a customer: the rule of each kind, worked out on the server, so that the
 * pages learn a range of days and not what it comes from. Pure; days are whole days since 1970-01-01 in the shop's zone.
 */
import { type DayRange, monthDayOf, yearlyRange } from './birthday.ts';
import type { PriorityClass } from './types.ts';

export const ON_SITE_KINDS = [
  'launch',
  'birthday',
  'anniversary',
  'login return',
  'tier reached',
  'coupon',
  'last category',
] as const;
export type OnSiteKind = (typeof ON_SITE_KINDS)[number];

/** The class that each kind has unless its owner moves it. */
export const CLASS_OF_KIND: Readonly<Record<OnSiteKind, PriorityClass>> = {
  launch: 'ad hoc',
  birthday: 'yearly',
  anniversary: 'yearly',
  'login return': 'login return',
  'tier reached': 'lifecycle',
  coupon: 'lifecycle',
  'last category': 'frequent',
};

/** What makes a message's occasion. */
export type OccasionRule =
  /** Something new: for everybody, between the message's first and last instant. */
  | { readonly kind: 'launch'; readonly countdown: boolean }
  | { readonly kind: 'birthday'; readonly daysBefore: number; readonly daysAfter: number }
  /** Of the first order, from a year after it on. */
  | { readonly kind: 'anniversary'; readonly daysBefore: number; readonly daysAfter: number }
  /** Judged on the page, from the days of the last visit and order. */
  | { readonly kind: 'login return'; readonly absentDays: number }
  /** From the day on which the customer rose to the tier, or past it, so many days on. */
  | { readonly kind: 'tier reached'; readonly tierId: string; readonly withinDays: number }
  /** While the customer has a coupon that can still be used; of one scenario, or of any. */
  | { readonly kind: 'coupon'; readonly scenarioId: number | null; readonly countdown: boolean }
  /** From so many days after an order whose dearest product is of the category, until so many days after it. */
  | {
      readonly kind: 'last category';
      /** Of any category where it is empty. */
      readonly category: string;
      readonly afterDays: number;
      readonly untilDays: number;
    };

export interface SegmentTarget {
  readonly segmentId: number;
  /** Its members, or those who are not. */
  readonly member: boolean;
}

export interface OpenCoupon {
  readonly code: string;
  readonly scenarioId: number;
  readonly assignedDay: number;
  /** Epoch milliseconds from which it cannot be used. */
  readonly expiresAt: number;
}

/** All that the rules ask about a customer. */
export interface KnownCustomer {
  /** `MM-DD`. */
  readonly birthday: string | null;
  readonly firstOrderDay: number | null;
  readonly lastOrderDay: number | null;
  /** The product type of what cost most in the last order. */
  readonly lastCategory: string | null;
  /** The place of the value tier the customer is in, 1 the lowest; null for none. */
  readonly tierPlace: number | null;
  /** Every rise to a higher tier, newest first; `from` is null from no tier. */
  readonly rises: readonly {
    readonly from: number | null;
    readonly to: number;
    readonly day: number;
  }[];
  /** That can still be used, the newest first. */
  readonly coupons: readonly OpenCoupon[];
  /** Of the segments that messages name, those the customer belongs to. */
  readonly segments: readonly number[];
}

export interface OccasionMoment {
  readonly today: number;
  /** An occasion that begins within so many days is told beforehand. */
  readonly ahead: number;
  /** Place by tier id, 1 the lowest; without removed tiers. */
  readonly tierPlaces: Readonly<Record<string, number>>;
}

/** Why a message does not concern a customer these days. */
const NO_OCCASIONS = [
  'not in the segment',
  'in the segment',
  'birthday unknown',
  'not near the birthday',
  'no order yet',
  'not near the anniversary',
  'tier not reached',
  'tier reached long ago',
  'no open coupon',
  'category unknown',
  'another category',
  'too soon after the order',
  'too long after the order',
] as const;
export type NoOccasion = (typeof NO_OCCASIONS)[number];

const ALWAYS: DayRange = { first: -Infinity, last: Infinity };

/**
 * The range of days on which a message concerns a customer, the one around today or else the next, or why there is none;
 * without an end where only the message's own dates end it. The first day is the same as long as the occasion is: whoever has closed the message since then is done with it.
 */
export function occasionFor(
  rule: OccasionRule,
  segment: SegmentTarget | null,
  customer: KnownCustomer,
  moment: OccasionMoment,
): DayRange | NoOccasion {
  if (segment && customer.segments.includes(segment.segmentId) !== segment.member)
    return segment.member ? 'not in the segment' : 'in the segment';
  switch (rule.kind) {
    case 'launch':
    case 'login return':
      return ALWAYS;
    case 'birthday':
      if (customer.birthday === null) return 'birthday unknown';
      return yearlyRange(customer.birthday, rule, moment) ?? 'not near the birthday';
    case 'anniversary': {
      const since = customer.firstOrderDay;
      if (since === null) return 'no order yet';
      const range = yearlyRange(monthDayOf(since), rule, { ...moment, since });
      return range ?? 'not near the anniversary';
    }
    case 'tier reached':
      return sinceTier(rule, customer, moment);
    case 'coupon': {
      const coupon = couponFor(rule, customer);
      return coupon ? { first: coupon.assignedDay, last: Infinity } : 'no open coupon';
    }
    case 'last category':
      return afterCategory(rule, customer, moment);
  }
}

/** The coupon that a message of the kind shows: the newest of those that the rule means. */
export function couponFor(
  { scenarioId }: { readonly scenarioId: number | null },
  { coupons }: Pick<KnownCustomer, 'coupons'>,
): OpenCoupon | null {
  const meant = coupons.find((each) => scenarioId === null || each.scenarioId === scenarioId);
  return meant ?? null;
}

function sinceTier(
  { tierId, withinDays }: OccasionRule & { readonly kind: 'tier reached' },
  { tierPlace, rises }: KnownCustomer,
  { today, tierPlaces }: OccasionMoment,
): DayRange | NoOccasion {
  const place = tierPlaces[tierId];
  if (place === undefined || tierPlace === null || tierPlace < place) return 'tier not reached';
  const rise = rises.find(({ from, to }) => to >= place && (from ?? 0) < place);
  if (!rise || rise.day + withinDays < today) return 'tier reached long ago';
  return { first: rise.day, last: rise.day + withinDays };
}

function afterCategory(
  { category, afterDays, untilDays }: OccasionRule & { readonly kind: 'last category' },
  { lastOrderDay, lastCategory }: KnownCustomer,
  { today, ahead }: OccasionMoment,
): DayRange | NoOccasion {
  if (lastOrderDay === null) return 'no order yet';
  if (category !== '') {
    if (lastCategory === null) return 'category unknown';
    if (folded(lastCategory) !== folded(category)) return 'another category';
  }
  const range = { first: lastOrderDay + afterDays, last: lastOrderDay + untilDays };
  if (range.first > today + ahead) return 'too soon after the order';
  return range.last < today ? 'too long after the order' : range;
}

/** Product types are compared as people read them. */
function folded(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}
