import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AttributionRules,
  creditOrders,
  TOUCHES,
  type TouchPoint,
  USUAL_RULES,
} from '../../../admin-app/core/results/attribution.ts';
import { CHANNELS } from '../../../admin-app/core/scenario/types.ts';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';

const rules: AttributionRules = {
  email: { from: 'opened', days: 7 },
  sms: { from: 'delivered', days: 3 },
  push: { from: 'clicked', days: 3 },
  'on-site': { from: null, days: 1 },
};

const touch = (
  sendId: number,
  channel: TouchPoint['channel'],
  kind: TouchPoint['touch'],
  days: number,
): TouchPoint => ({ sendId, channel, touch: kind, at: days * DAY_MS });

interface Case {
  readonly name: string;
  readonly touches: readonly TouchPoint[];
  readonly orderedAfterDays: number;
  readonly sendId: number | null;
}

const CASES: readonly Case[] = [
  { name: 'nothing without a touch', touches: [], orderedAfterDays: 1, sendId: null },
  {
    name: 'nothing to a mail that only arrived, where opens count',
    touches: [touch(1, 'email', 'delivered', 0)],
    orderedAfterDays: 1,
    sendId: null,
  },
  {
    name: 'to a mail that was opened, and to one that was clicked, where opens count',
    touches: [touch(1, 'email', 'opened', 0), touch(2, 'email', 'clicked', 1)],
    orderedAfterDays: 2,
    sendId: 2,
  },
  {
    name: 'to the last touch, whatever the channel',
    touches: [touch(1, 'email', 'clicked', 0), touch(2, 'sms', 'delivered', 1)],
    orderedAfterDays: 2,
    sendId: 2,
  },
  {
    name: 'to an earlier touch where the last one is over',
    touches: [touch(1, 'email', 'opened', 0), touch(2, 'sms', 'delivered', 1)],
    orderedAfterDays: 5,
    sendId: 1,
  },
  {
    name: 'nothing at the end of the window',
    touches: [touch(1, 'email', 'opened', 0)],
    orderedAfterDays: 7,
    sendId: null,
  },
  {
    name: 'at the instant of the touch',
    touches: [touch(1, 'email', 'opened', 3)],
    orderedAfterDays: 3,
    sendId: 1,
  },
  {
    name: 'to a touch within the second that the order is said to be of',
    touches: [touch(1, 'email', 'opened', 3 + 999 / DAY_MS)],
    orderedAfterDays: 3,
    sendId: 1,
  },
  {
    name: 'nothing to a touch of the second after the order',
    touches: [touch(1, 'email', 'opened', 3 + 1_000 / DAY_MS)],
    orderedAfterDays: 3,
    sendId: null,
  },
  {
    name: 'nothing to a touch after the order',
    touches: [touch(1, 'email', 'opened', 3)],
    orderedAfterDays: 2,
    sendId: null,
  },
  {
    name: 'nothing to a channel that is to get nothing',
    touches: [touch(1, 'on-site', 'clicked', 0)],
    orderedAfterDays: 0.5,
    sendId: null,
  },
  {
    name: 'to the stronger of two touches at one instant',
    touches: [touch(1, 'email', 'clicked', 1), touch(2, 'email', 'opened', 1)],
    orderedAfterDays: 2,
    sendId: 1,
  },
];

describe('an order is credited', () => {
  it.each(CASES)('$name', ({ touches, orderedAfterDays, sendId }) => {
    const orders = [{ orderId: 9, at: orderedAfterDays * DAY_MS }];
    const [credit] = creditOrders(orders, touches, rules);
    expect(credit?.credited.sendId ?? null).toBe(sendId);
  });

  const touchPoint = fc
    .record({
      sendId: fc.integer({ min: 1, max: 5 }),
      touch: fc.constantFrom(...TOUCHES),
      at: fc.integer({ min: 0, max: 20 }).map((days) => days * 12 * HOUR_MS),
    })
    // A message goes over one channel.
    .map((each) => ({ ...each, channel: CHANNELS[each.sendId % CHANNELS.length] ?? 'email' }));
  const placed = fc.uniqueArray(
    fc.record({
      orderId: fc.integer({ min: 1, max: 9 }),
      at: fc.integer({ min: 0, max: 20 }).map((days) => days * 12 * HOUR_MS),
    }),
    { selector: ({ orderId }) => orderId },
  );

  it('at most once, to a touch that counts, and to none when a later one counts', () => {
    fc.assert(
      fc.property(fc.array(touchPoint), placed, (touches, orders) => {
        const credits = creditOrders(orders, touches, USUAL_RULES);
        expect(new Set(credits.map(({ orderId }) => orderId)).size).toBe(credits.length);
        for (const order of orders) {
          const counting = touches.filter(({ channel, touch: kind, at }) => {
            const { from, days } = USUAL_RULES[channel];
            const isStrong = from !== null && TOUCHES.indexOf(kind) >= TOUCHES.indexOf(from);
            return isStrong && at <= order.at && order.at - at < days * DAY_MS;
          });
          const credited = credits.find(({ orderId }) => orderId === order.orderId)?.credited;
          expect(credited?.at).toBe(
            counting.length === 0 ? undefined : Math.max(...counting.map(({ at }) => at)),
          );
        }
      }),
    );
  });

  it('the same however touches and orders are ordered', () => {
    fc.assert(
      fc.property(fc.array(touchPoint), placed, (touches, orders) => {
        const byOrder = (one: { orderId: number }, other: { orderId: number }) =>
          one.orderId - other.orderId;
        expect(
          creditOrders(orders.toReversed(), touches.toReversed(), USUAL_RULES).toSorted(byOrder),
        ).toEqual(creditOrders(orders, touches, USUAL_RULES).toSorted(byOrder));
      }),
    );
  });
});
