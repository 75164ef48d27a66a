/** Customers of a generated store: a person, what they agreed to, and the days on which they order. */
import {
  DAY_MS,
  type Day,
  formatDay,
  HOUR_MS,
  type Instant,
} from '../../../admin-app/core/time.ts';
import {
  type Consent,
  type Customer,
  type EmailConsentState,
  gid,
  type Metafield,
  type SmsConsentState,
} from '../model.ts';
import { NOT_SUBSCRIBED, sortedTags } from '../store.ts';
import { createTaste, type Taste } from './baskets.ts';
import type { Numbering, PlannedOrder } from './orders.ts';
import { createPerson } from './people.ts';
import type { Random } from './random.ts';
import { createFirstDay, createHabit, orderDays } from './rhythm.ts';

export interface Visits {
  readonly customer: Customer;
  readonly orders: readonly Omit<PlannedOrder, 'customer'>[];
  readonly birthday: Day | null;
}

/** The n-th customer, still without a number, and when they order. */
export function createVisits(random: Random, n: number, start: Day, today: Day): Visits {
  const person = createPerson(random, n + 1);
  const habit = createHabit(random);
  const first = createFirstDay(random, start, today);
  const taste = createTaste(random, habit.rhythm === 'once');
  // A few only ever left their address for the newsletter.
  const days = random.chance(0.04) ? [] : orderDays(random, habit, first, today);
  const orders = days.map((day, index) => ({
    at: timeOfDay(random, day),
    isFirst: index === 0,
    taste,
  }));
  const createdAt = orders[0]?.at ?? timeOfDay(random, first);
  const lastAt = orders.at(-1)?.at ?? createdAt;
  const hasPhone = random.chance(0.35);
  const customer: Customer = {
    id: 0,
    ...person,
    phone: hasPhone ? person.phone : null,
    emailConsent: emailConsent(random, createdAt, lastAt),
    smsConsent: smsConsent(random, hasPhone, createdAt),
    tags: sortedTags(tagsFor(random, taste, orders.length)),
    note: null,
    state: random.chance(0.5) ? 'ENABLED' : 'DISABLED',
    createdAt,
    updatedAt: lastAt,
  };
  return { customer, orders, birthday: random.chance(0.6) ? createBirthday(random, today) : null };
}

function emailConsent(
  random: Random,
  createdAt: Instant,
  lastAt: Instant,
): Consent<EmailConsentState> {
  const state = random.weighted<EmailConsentState>([
    ['SUBSCRIBED', 70],
    ['NOT_SUBSCRIBED', 20],
    ['UNSUBSCRIBED', 8],
    ['PENDING', 1.5],
    ['INVALID', 0.5],
  ]);
  if (state === 'NOT_SUBSCRIBED') return NOT_SUBSCRIBED;
  const confirmed = state === 'SUBSCRIBED' && random.chance(0.3);
  return {
    state,
    optInLevel: confirmed ? 'CONFIRMED_OPT_IN' : 'SINGLE_OPT_IN',
    updatedAt: state === 'UNSUBSCRIBED' ? lastAt : createdAt,
  };
}

function smsConsent(
  random: Random,
  hasPhone: boolean,
  createdAt: Instant,
): Consent<SmsConsentState> {
  // Twenty of the thirty-five in a hundred who gave a number.
  if (!hasPhone || !random.chance(0.57)) return NOT_SUBSCRIBED;
  return { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: createdAt };
}

function tagsFor(random: Random, taste: Taste, orders: number): readonly string[] {
  const tags: string[] = [];
  if (orders >= 12) tags.push('vip');
  if (taste.likes === 'Tea' && random.chance(0.5)) tags.push('tea lover');
  if (taste.likes === 'Coffee' && orders >= 4 && random.chance(0.5)) tags.push('coffee club');
  if (random.chance(0.01)) tags.push('wholesale');
  return tags;
}

/** A birthday of somebody between 18 and 80; leap days come more often than in life, so that they are seen to work. */
export function createBirthday(random: Random, today: Day): Day {
  if (random.chance(0.006)) return Date.UTC(1948 + 4 * random.whole(0, 14), 1, 29) / DAY_MS;
  return today - Math.floor(random.between(18, 80) * 365.25);
}

/** The metafield that Shopify keeps a birthday in. */
export function birthdayOf(customer: Customer, birthday: Day, numbering: Numbering): Metafield {
  return {
    id: numbering.next++,
    owner: gid('Customer', customer.id),
    namespace: 'facts',
    key: 'birth_date',
    type: 'date',
    value: formatDay(birthday),
    createdAt: customer.createdAt,
    updatedAt: customer.createdAt,
  };
}

/** Whole seconds between seven in the morning and eleven at night, UTC. */
function timeOfDay(random: Random, day: Day): Instant {
  return day * DAY_MS + 7 * HOUR_MS + random.whole(0, 16 * 3600 - 1) * 1000;
}
