import { describe, expect, it } from 'vitest';
import { forecastValue, type TierOrder } from '../../../admin-app/core/tier/forecast.ts';
import { levelsOf, sharesOf } from '../../../admin-app/core/tier/levels.ts';
import { nextTier } from '../../../admin-app/core/tier/next-tier.ts';
import { standingOf, tierOf } from '../../../admin-app/core/tier/standing.ts';
import type { TierBasis, TierHold, TierWindow } from '../../../admin-app/core/tier/types.ts';
import { formatDay, parseDay } from '../../../admin-app/core/time.ts';

/** Bronze from 1, Silver from 100, Gold from 300. */
const LEVELS = [1, 100, 300].map((from) => ({ enter: from, stay: from }));
const NAMES = ['none', 'Bronze', 'Silver', 'Gold'];

function ordersOf(text: string): TierOrder[] {
  return text === ''
    ? []
    : text.split(', ').map((order) => {
        const [day = '', amount = '', refunded] = order.split(' ');
        const isRefunded = refunded === 'refunded';
        return { day: parseDay(day), amountMinor: Number(amount), isRefunded };
      });
}

interface Case {
  readonly what: string;
  readonly window?: TierWindow;
  readonly basis?: TierBasis;
  readonly orders: string;
  readonly today: string;
  readonly tier: string;
  /** Day, tier after it, what keeps it. */
  readonly loses: string | null;
}

const CASES: readonly Case[] = [
  { what: 'nobody without an order', orders: '', today: '2026-06-15', tier: 'none', loses: null },
  {
    what: 'Gold on the last day that its older half counts',
    orders: '2025-06-16 200, 2026-01-10 100',
    today: '2026-06-15',
    tier: 'Gold',
    loses: '2026-06-16 Silver 200',
  },
  {
    what: 'Silver on the day after',
    orders: '2025-06-16 200, 2026-01-10 100',
    today: '2026-06-16',
    tier: 'Silver',
    loses: '2027-01-10 none 100',
  },
  {
    what: 'two tiers down at once where one large order leaves',
    orders: '2025-07-01 300, 2026-02-01 5',
    today: '2026-06-15',
    tier: 'Gold',
    loses: '2026-07-01 Bronze 295',
  },
  {
    what: 'an order of 29 February to the end of 28 February',
    orders: '2028-02-29 100, 2028-03-01 40',
    today: '2029-02-28',
    tier: 'Silver',
    loses: '2029-03-01 none 100',
  },
  {
    what: 'a small order that leaves first and changes nothing',
    orders: '2025-06-20 5, 2025-09-01 300',
    today: '2026-06-15',
    tier: 'Gold',
    loses: '2026-09-01 none 300',
  },
  {
    what: 'Bronze after a partial refund of what was Silver',
    orders: '2026-05-01 99',
    today: '2026-06-15',
    tier: 'Bronze',
    loses: '2027-05-01 none 1',
  },
  {
    what: 'nothing for orders that were paid back',
    basis: 'orders',
    orders: '2026-05-01 0 refunded, 2026-05-02 0 refunded',
    today: '2026-06-15',
    tier: 'none',
    loses: null,
  },
  {
    what: 'what was ever spent, for good',
    window: 'always',
    orders: '2001-05-01 120, 2020-05-02 200',
    today: '2026-06-15',
    tier: 'Gold',
    loses: null,
  },
  {
    what: 'last calendar year’s tier through this one',
    window: 'calendar year',
    orders: '2025-01-01 300, 2026-03-01 120',
    today: '2026-12-31',
    tier: 'Gold',
    loses: '2027-01-01 Silver 180',
  },
  {
    what: 'this calendar year’s tier through the next',
    window: 'calendar year',
    orders: '2026-02-01 300',
    today: '2026-12-31',
    tier: 'Gold',
    loses: '2028-01-01 none 300',
  },
  {
    what: 'never the sum of two calendar years',
    window: 'calendar year',
    orders: '2025-12-31 90, 2026-01-01 90',
    today: '2026-01-01',
    tier: 'Bronze',
    loses: '2028-01-01 none 1',
  },
];

describe('a customer’s tier', () => {
  it.each(CASES)(
    'is $tier: $what',
    ({ window = '12 months', basis = 'spend', orders, today, tier, loses }) => {
      const forecast = forecastValue(ordersOf(orders), { basis, window }, parseDay(today));
      const none = { earned: 0, hold: null };
      const { rank, loss } = standingOf(LEVELS, forecast, none, parseDay(today));
      expect(NAMES[rank]).toBe(tier);
      expect(loss && `${formatDay(loss.on)} ${NAMES[loss.to]} ${loss.keeps}`).toBe(loses);
    },
  );
});

describe('a tier that was given', () => {
  const today = parseDay('2026-06-15');
  const value = (amount: number) => ({ value: amount, steps: [] });
  const gold: TierHold = { rank: 3, earnedThen: 1, until: today + 10 };
  const bronze: TierHold = { rank: 1, earnedThen: 2, until: null };
  it.each<[string, TierHold, number, number, string, number | null]>([
    ['holds above what is earned', gold, 150, today, 'Gold', today + 10],
    ['ends on its day', gold, 150, today + 10, 'Silver', null],
    [
      'gives way to nothing lower than itself',
      { ...gold, rank: 2, until: null },
      50,
      today,
      'Silver',
      null,
    ],
    ['gives way to a higher one', { ...gold, rank: 2 }, 300, today, 'Gold', null],
    ['holds below what had been earned by then', bronze, 150, today, 'Bronze', null],
    ['gives way to more than had been earned by then', bronze, 300, today, 'Gold', null],
  ])('%s', (_, hold, amount, day, tier, loseOn) => {
    const standing = standingOf(LEVELS, value(amount), { earned: 0, hold }, day);
    expect(NAMES[standing.rank]).toBe(tier);
    expect(standing.loss?.on ?? null).toBe(loseOn);
  });

  it('says what would earn it before it ends', () => {
    const { loss } = standingOf(LEVELS, value(150), { earned: 2, hold: gold }, today);
    expect(loss).toEqual({ on: today + 10, to: 2, keeps: 150 });
  });
});

describe('shares', () => {
  const definition = {
    basis: 'spend',
    limits: 'shares',
    tiers: [1, 0.2].map((from, i) => ({
      id: String(i),
      name: String(i),
      benefits: {},
      from,
      tag: '',
    })),
  } as const;

  it('let in by one value and keep by a lower one', () => {
    const shares = sharesOf(definition);
    const least = new Map(
      shares.map((share) => [share, share === 1 ? 5 : Math.round(100 * (1 - share))]),
    );
    const levels = levelsOf(definition, least);
    expect(levels).toEqual([
      { enter: 5, stay: 5 },
      { enter: 80, stay: 78 },
    ]);
    const tiers = [77, 78, 79, 80].map((value) => [
      tierOf(levels, value, 0),
      tierOf(levels, value, 2),
    ]);
    expect(tiers).toEqual([
      [1, 1],
      [1, 2],
      [1, 2],
      [2, 2],
    ]);
  });

  it('let nobody in where a tier has no level', () => {
    expect(tierOf([{ enter: null, stay: null }], 1_000, 1)).toBe(0);
  });
});

describe('the next tier', () => {
  it.each([
    [0, 0, { rank: 1, needs: 1 }],
    [40, 1, { rank: 2, needs: 60 }],
    [100, 2, { rank: 3, needs: 200 }],
    [300, 3, null],
  ])('with a value of %s in tier %s is %o', (value, rank, next) => {
    expect(nextTier(LEVELS, value, rank)).toEqual(next);
  });
});
