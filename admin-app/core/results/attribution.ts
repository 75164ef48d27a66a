/**
 * Which message an order is credited to: the last one the customer was touched by, within the time that its channel has.
 * An order is credited once or not at all; what a touch is, is for the shop to say, channel by channel.
 */
import { CHANNELS, type Channel } from '../scenario/types.ts';
import { DAY_MS, type Instant } from '../time.ts';

/** From the weakest sign that a message was noticed to the strongest. */
export const TOUCHES = ['delivered', 'opened', 'clicked'] as const;
export type Touch = (typeof TOUCHES)[number];

export interface ChannelRule {
  /** The weakest touch that counts, with all stronger ones; null credits nothing to the channel. */
  readonly from: Touch | null;
  /** An order counts until so many times 24 hours after the touch. */
  readonly days: number;
}
export type AttributionRules = Readonly<Record<Channel, ChannelRule>>;

export const MOST_DAYS = 90;

/** What a shop has that has said nothing else. */
export const USUAL_RULES: AttributionRules = {
  email: { from: 'opened', days: 7 },
  sms: { from: 'delivered', days: 3 },
  push: { from: 'clicked', days: 3 },
  'on-site': { from: 'clicked', days: 1 },
};

/** Whether two sets of rules credit the same orders. */
export function isSameRules(one: AttributionRules, other: AttributionRules): boolean {
  return CHANNELS.every(
    (channel) =>
      one[channel].from === other[channel].from && one[channel].days === other[channel].days,
  );
}

/** A person's touch; what machines did is none. */
export interface TouchPoint {
  readonly sendId: number;
  readonly channel: Channel;
  readonly touch: Touch;
  readonly at: Instant;
}

export interface PlacedOrder {
  readonly orderId: number;
  readonly at: Instant;
}

export interface Credit {
  readonly orderId: number;
  readonly credited: TouchPoint;
}

/** The orders of one customer that are credited to a message, each with its touch; in no particular order given. */
export function creditOrders(
  orders: readonly PlacedOrder[],
  touches: readonly TouchPoint[],
  rules: AttributionRules,
): readonly Credit[] {
  const counting = touches.filter((each) => counts(each, rules)).sort(byTimeAndStrength);
  return orders.flatMap(({ orderId, at }) => {
    const credited = counting.findLast((touch) => reaches(touch, at, rules));
    return credited ? [{ orderId, credited }] : [];
  });
}

function counts({ channel, touch }: TouchPoint, rules: AttributionRules): boolean {
  const { from } = rules[channel];
  return from !== null && TOUCHES.indexOf(touch) >= TOUCHES.indexOf(from);
}

/** Shopify tells the time of an order in whole seconds: what happened within the same second came before it. */
const ORDER_TIME_STEP_MS = 1_000;

function reaches({ channel, at }: TouchPoint, orderedAt: Instant, rules: AttributionRules) {
  return at < orderedAt + ORDER_TIME_STEP_MS && orderedAt < at + rules[channel].days * DAY_MS;
}

/** Of touches at one instant the stronger is the later, then that of the newer message. */
function byTimeAndStrength(one: TouchPoint, other: TouchPoint): number {
  return (
    one.at - other.at ||
    TOUCHES.indexOf(one.touch) - TOUCHES.indexOf(other.touch) ||
    one.sendId - other.sendId
  );
}
