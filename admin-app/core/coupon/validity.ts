/**
 * How long coupons live. All codes of one discount at Shopify share its end, but each customer's days begin when they
 * get theirs. A discount per customer would fill the merchant's list of discounts; one without an end would leave codes
 * alive for ever should the app be removed. So there is one discount for the coupons issued in a month of the shop's
 * calendar. It ends after the last of them, and every code is taken away from Shopify when its own days are over.
 */
import { DAY_MS, type Day, dayOf, formatDay, type Instant, startOfDay } from '../time.ts';

export interface IssueMonth {
  /** The first day of the month, `YYYY-MM-DD`. */
  readonly month: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Codes of a month may be issued a few days into the next, should its own not be there yet. */
const GRACE_DAYS = 3;

/** The month that coupons issued now belong to. */
export function issueMonth(now: Instant, zone: string, validDays: number): IssueMonth {
  return monthOf(dayOf(now, zone), zone, validDays);
}

/** The months whose codes should be ready: this one and, in its last days, the next. */
export function monthsToPrepare(
  now: Instant,
  zone: string,
  validDays: number,
): readonly IssueMonth[] {
  const today = dayOf(now, zone);
  const current = monthOf(today, zone, validDays);
  const soon = monthOf(today + GRACE_DAYS, zone, validDays);
  return soon.month === current.month ? [current] : [current, soon];
}

/** The instant after the last moment of validity: midnight at the end of the last day. */
export function couponExpiry(now: Instant, zone: string, validDays: number): Instant {
  return startOfDay(dayOf(now, zone) + validDays + 1, zone);
}

function monthOf(day: Day, zone: string, validDays: number): IssueMonth {
  const first = firstOfMonth(day);
  const next = firstOfMonth(first + 31);
  return {
    month: formatDay(first),
    // A day early: Shopify's clock may be a little behind ours, and a code must work when it arrives.
    startsAt: startOfDay(first, zone) - DAY_MS,
    endsAt: startOfDay(next + GRACE_DAYS + validDays + 1, zone),
  };
}

function firstOfMonth(day: Day): Day {
  return day - new Date(day * DAY_MS).getUTCDate() + 1;
}
