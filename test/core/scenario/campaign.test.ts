import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Campaign,
  campaignDefinition,
  newCampaign,
  startOf,
} from '../../../admin-app/core/scenario/campaign.ts';
import {
  type CountryReach,
  campaignReach,
} from '../../../admin-app/core/scenario/campaign-reach.ts';
import { localHourOf } from '../../../admin-app/core/scenario/local-clock.ts';
import { sendAt } from '../../../admin-app/core/scenario/send-time.ts';
import { newEnrolment, step } from '../../../admin-app/core/scenario/step.ts';
import {
  CHANNELS,
  type Channel,
  type Effect,
  type EnrolmentState,
  type ScenarioInput,
  type SendResult,
} from '../../../admin-app/core/scenario/types.ts';
import { DAY_MS, dayOf, formatDay, HOUR_MS } from '../../../admin-app/core/time.ts';

/** A Monday, 10:00 in Greenwich. */
const NOW = Date.UTC(2026, 5, 15, 10);
const TODAY = dayOf(NOW, 'UTC');
const ZONES = ['Pacific/Kiritimati', 'Asia/Tokyo', 'Asia/Kolkata', 'Europe/Paris', 'UTC'] as const;
const FAR_ZONES = [...ZONES, 'America/New_York', 'Pacific/Pago_Pago'] as const;

function campaign(changes: Partial<Campaign> = {}): Campaign {
  return { ...newCampaign('en'), quiet: null, timing: { kind: 'at once' }, ...changes };
}

const anyChannels = fc
  .shuffledSubarray([...CHANNELS], { minLength: 1 })
  .map((channels): readonly Channel[] => channels);
const anyResult = fc.constantFrom<SendResult>('sent', 'unknown', 'blocked', 'outranked', 'failed');

/** One customer on the way through a campaign: every send that is planned, and what became of each. */
class Passage {
  readonly planned: Extract<Effect, { kind: 'plan send' }>[] = [];
  state: EnrolmentState;
  readonly #definition;

  constructor(content: Campaign, { heldOut = false } = {}) {
    this.#definition = campaignDefinition(content, NOW);
    this.state = newEnrolment(this.#definition, { at: NOW, heldOut });
    this.happen({ kind: 'entered', cause: 'in the audience' });
  }

  happen(input: ScenarioInput): void {
    const customer = {
      shopId: 1,
      scenarioId: 1,
      customerId: 1,
      zone: 'Europe/Paris',
      birthday: null,
      dueDay: null,
      hours: null,
    };
    const outcome = step(this.#definition, this.state, input, { now: NOW, customer });
    this.state = outcome.state;
    for (const effect of outcome.effects)
      if (effect.kind === 'plan send') this.planned.push(effect);
  }

  settle(place: number, result: SendResult): void {
    const send = this.planned[place];
    if (!send) throw new Error(`no send ${place} is planned`);
    const { step: planned, block } = send;
    this.happen({ kind: 'send settled', blockId: block.id, step: planned, result, at: NOW });
  }

  get channels(): readonly Channel[] {
    return this.planned.map(({ block }) => block.channel);
  }
}

const got = (result: SendResult | undefined) => result === 'sent' || result === 'unknown';

describe('a campaign over every channel', () => {
  it('plans one send over each at once, and ends when the last is settled, whatever the order', () => {
    fc.assert(
      fc.property(
        anyChannels,
        fc.array(anyResult, { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (channels, results, order) => {
          const passage = new Passage(campaign({ channels }));
          expect(passage.channels).toEqual(channels);
          for (const place of order.filter((each) => each < channels.length)) {
            expect(passage.state.ended).toBeNull();
            passage.settle(place, results[place] ?? 'sent');
          }
          const some = results.slice(0, channels.length).some(got);
          expect(passage.state.ended).not.toBeNull();
          expect(passage.state.ended?.outcome === 'got the campaign').toBe(some);
          expect(passage.planned).toHaveLength(channels.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives who is held out nothing, and ends for them at once', () => {
    const passage = new Passage(campaign({ channels: ['email', 'sms'] }), { heldOut: true });
    expect(passage.planned).toEqual([]);
    expect(passage.state.ended?.outcome).toBe('held out');
  });
});

it('goes over one channel after another until one reaches the customer', () => {
  fc.assert(
    fc.property(anyChannels, fc.infiniteStream(anyResult), (channels, results) => {
      const passage = new Passage(campaign({ channels, mode: 'first that reaches' }));
      let last: SendResult | undefined;
      for (const result of results) {
        if (passage.state.ended) break;
        last = result;
        passage.settle(passage.planned.length - 1, result);
      }
      expect(passage.channels).toEqual(channels.slice(0, passage.planned.length));
      // Who lost to a more important message would lose over the next channel as well.
      const isThrough =
        got(last) || last === 'outranked' || passage.channels.length === channels.length;
      expect(isThrough).toBe(true);
      expect(passage.state.ended?.outcome === 'got the campaign').toBe(got(last));
    }),
    { numRuns: 200 },
  );
});

describe('an hour of each customer’s own clock', () => {
  it('is that hour, on the day or the first one after it on which it is to come', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FAR_ZONES),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: 0, max: 3 * DAY_MS }),
        (zone, hour, ahead, later) => {
          const now = NOW + later;
          const day = TODAY + ahead;
          const due = sendAt({ kind: 'local time', day, hour }, null, { zone, hours: null }, now);
          const local = localHourOf(due, zone);
          expect(due).toBeGreaterThanOrEqual(now);
          expect(local.hour).toBe(hour);
          expect(local.day).toBeGreaterThanOrEqual(day);
          const first = Math.max(day, localHourOf(now, zone).day);
          expect(local.day - first).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('is spread over the day’s whole way round the earth when it is scheduled in time', () => {
    const timing = { kind: 'local time', day: TODAY + 2, hour: 9 } as const;
    const start = startOf({ timing }, NOW) ?? 0;
    const days = FAR_ZONES.map((zone) => {
      const due = sendAt(timing, null, { zone, hours: null }, start);
      return `${formatDay(localHourOf(due, zone).day)} ${(due - start) / HOUR_MS}`;
    });
    expect(days).toEqual([
      '2026-06-17 0',
      '2026-06-17 5',
      '2026-06-17 8.5',
      '2026-06-17 12',
      '2026-06-17 14',
      '2026-06-17 18',
      '2026-06-17 25',
    ]);
  });
});

describe('whom a campaign reaches', () => {
  const from = (country: string | null, reached: number): CountryReach => ({
    country,
    customers: reached + 1,
    reached,
    email: reached,
    sms: 0,
    push: 0,
    'on-site': 0,
  });
  const AUDIENCE = [from('JP', 10), from('FR', 100), from(null, 1_000)];
  const place = { zone: 'America/New_York', now: NOW };

  it.each<[string, Partial<Campaign>, Partial<ReturnType<typeof campaignReach>>]>([
    ['at once', {}, { customers: 1_113, reached: 1_110, from: NOW, until: NOW, late: 0 }],
    // 19:00 in Japan, 12:00 in France, 6:00 in the shop.
    [
      'at an hour that is over in Japan alone',
      { timing: { kind: 'local time', day: TODAY, hour: 13 } },
      { late: 10, from: NOW + HOUR_MS, until: NOW + 18 * HOUR_MS },
    ],
    [
      'in the night of the shop',
      { quiet: { hours: { from: 21, until: 8 }, weekdays: [] } },
      { quiet: 1_000, from: NOW, until: NOW + 2 * HOUR_MS },
    ],
    [
      'with an end before some have their turn',
      {
        timing: { kind: 'local time', day: TODAY, hour: 13 },
        expiry: { kind: 'at', at: NOW + 3 * HOUR_MS },
      },
      { expired: 1_010 },
    ],
    [
      'at the best hour of a window',
      { timing: { kind: 'best hour', at: NOW + HOUR_MS, withinHours: 12 } },
      { from: NOW + HOUR_MS, until: NOW + 13 * HOUR_MS },
    ],
    [
      'without a time',
      { timing: { kind: 'at instant', at: null } },
      { from: null, reached: 1_110 },
    ],
  ])('is known beforehand: %s', (_name, changes, expected) => {
    expect(campaignReach(campaign(changes), AUDIENCE, place)).toMatchObject(expected);
  });
});
