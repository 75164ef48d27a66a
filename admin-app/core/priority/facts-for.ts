/**
 * The facts about one customer that the shop's pages may know: what the ranking needs and nothing else, no name, no
 * address, no birthday. Pure; the server writes them ahead, the preview asks the same.
 */
import {
  classAt,
  couponMessagesOf,
  isPersonal,
  type NumberedMessage,
  pageMessagesOf,
} from './authored-message.ts';
import type { DayRange } from './birthday.ts';
import { couponFor, type KnownCustomer, type OccasionMoment, occasionFor } from './occasions.ts';
import type { CustomerFacts, Occasion, OnSiteMessage } from './on-site.ts';
import type { PriorityClass } from './types.ts';

/** What happened on the pages, and what waits there. */
export interface KnownVisits {
  readonly lastVisitDay: number | null;
  /** By page id, the last day on which the customer closed or followed it. */
  readonly closed: Readonly<Record<string, number>>;
  /** Messages of scenarios for this customer alone. */
  readonly waiting: readonly OnSiteMessage[];
}

/** What waits for a customer ranks in the owner's order of classes too; see `inClassOrder`. */
export function visitsInClassOrder(
  visits: KnownVisits,
  classes: readonly PriorityClass[],
): KnownVisits {
  const waiting = visits.waiting.map((message) => ({
    ...message,
    priorityClass: classAt(message.priorityClass, classes),
  }));
  return { ...visits, waiting };
}

/** Beyond these nobody gets through them, and a metafield has its limit. */
const MOST_WAITING = 5;

/** Null when no message concerns the customer. */
export type FactsOf = (customer: KnownCustomer, visits: KnownVisits) => CustomerFacts | null;

/** The facts about customers as these messages need them. What is the same for everybody is worked out once. */
export function prepareFacts(
  messages: readonly NumberedMessage[],
  moment: OccasionMoment,
): FactsOf {
  const personal = messages
    .filter(({ message }) => isPersonal(message))
    .map((numbered) => ({ numbered, pageIds: pageMessagesOf(numbered).map(({ id }) => id) }));
  const onEveryPage = messages.flatMap(pageMessagesOf);
  const everyPageId = new Set(onEveryPage.map(({ id }) => id));
  const everybodyHasDays = onEveryPage.some(asksForDays);
  return (customer, visits) => {
    const occasions: Record<string, Occasion> = {};
    const own: OnSiteMessage[] = [];
    for (const { numbered, pageIds } of personal) {
      const { message } = numbered;
      const range = occasionFor(message, message.segment, customer, moment);
      if (typeof range === 'string') continue;
      const coupon = message.kind === 'coupon' ? couponFor(message, customer) : null;
      const forCoupon = coupon ? couponMessagesOf(numbered, coupon) : [];
      own.push(...forCoupon);
      for (const id of [...pageIds, ...forCoupon.map((each) => each.id)])
        occasions[id] = occasionOf(range);
    }
    for (const message of visits.waiting.slice(-MOST_WAITING)) {
      own.push({ ...message, personal: true });
      occasions[message.id] = [null, null];
    }
    const hasDays = everybodyHasDays || own.some(asksForDays);
    // Only of messages that there still are.
    const isThere = (id: string) => everyPageId.has(id) || own.some((each) => each.id === id);
    const facts: CustomerFacts = {
      lastVisitDay: hasDays ? visits.lastVisitDay : null,
      lastOrderDay: hasDays ? customer.lastOrderDay : null,
      occasions,
      closed: Object.fromEntries(Object.entries(visits.closed).filter(([id]) => isThere(id))),
      ...(own.length > 0 && { messages: own }),
    };
    return isEmpty(facts) ? null : facts;
  };
}

function asksForDays({ absentDays, visitors }: OnSiteMessage): boolean {
  return Boolean(absentDays) || visitors !== undefined;
}

function occasionOf({ first, last }: DayRange): Occasion {
  return [first === -Infinity ? null : first, last === Infinity ? null : last];
}

function isEmpty({
  lastVisitDay,
  lastOrderDay,
  occasions,
  closed,
  messages,
}: CustomerFacts): boolean {
  const days = lastVisitDay ?? lastOrderDay;
  return days === null && !messages && isBlank(occasions) && isBlank(closed);
}

function isBlank(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length === 0;
}

/**
 * Whether what was published still says the right thing from today until so many days on. Ranges are written ahead: one
 * that is over, or begins only later, need not be written, so that a day's job writes few.
 */
export function areStillRight(
  published: CustomerFacts | null,
  wanted: CustomerFacts | null,
  { today, margin }: { readonly today: number; readonly margin: number },
): boolean {
  if (wanted === null) return published === null;
  const { occasions: _were, ...before } = published ?? NOTHING;
  const { occasions: _are, ...now } = wanted;
  return (
    isSame(before, now) &&
    isSame(near(published ?? NOTHING, today, margin), near(wanted, today, margin))
  );
}

const NOTHING: CustomerFacts = {
  lastVisitDay: null,
  lastOrderDay: null,
  occasions: {},
  closed: {},
};

/** The occasions that touch today or one of so many days after it. */
function near(
  { occasions }: CustomerFacts,
  today: number,
  margin: number,
): Readonly<Record<string, Occasion>> {
  return Object.fromEntries(
    Object.entries(occasions).filter(
      ([, [first, last]]) => (first ?? -Infinity) <= today + margin && (last ?? Infinity) >= today,
    ),
  );
}

/** By value; the order in which a record's entries stand does not matter. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  const keys = Object.keys(one);
  const otherFields = other as Readonly<Record<string, unknown>>; // any object may be read by name
  return (
    keys.length === Object.keys(other).length &&
    Object.entries(one).every(([key, value]) => isSame(value, otherFields[key]))
  );
}
