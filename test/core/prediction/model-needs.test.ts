import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RhythmScores } from '../../../admin-app/core/prediction/backtest/types.ts';
import {
  type ModelFacts,
  modelNeeds,
  type Need,
} from '../../../admin-app/core/prediction/model-needs.ts';

const MODEL = { customers: 1_000, orders: 4_000, historyDays: 900, medianGapDays: 60 };

/** Lacks nothing. */
const SOUND: ModelFacts = {
  model: MODEL,
  seesAllOrders: true,
  unreadOrders: 0,
  guestOrders: 0,
  turnedDown: null,
  backtest: { improvements: [], rhythms: [], heavyBuyers: null },
};

const rhythm = (
  kind: RhythmScores['kind'],
  customers: number,
  errorShare: number | null,
): RhythmScores => ({
  kind,
  customers,
  errorShare,
  meanAbsoluteDays: errorShare === null ? null : 12,
});

const withRhythms = (...rhythms: readonly RhythmScores[]): Partial<ModelFacts> => ({
  backtest: { improvements: [], rhythms, heavyBuyers: null },
});

const SHORT_HISTORY = { code: 'short history', days: 300, neededDays: 600 } as const;

interface Case {
  readonly name: string;
  readonly facts: Partial<ModelFacts>;
  readonly needs: readonly Partial<Need>[];
}

const CASES: readonly Case[] = [
  { name: 'nothing where nothing is missing', facts: {}, needs: [] },
  {
    name: 'nothing of customers before there is a model',
    facts: { model: null, backtest: null },
    needs: [],
  },
  {
    name: 'nothing of rhythms where the back-test is older than that count',
    facts: { backtest: { improvements: [] } },
    needs: [],
  },
  {
    name: 'orders that Shopify hides, before the first fit already',
    facts: { model: null, backtest: null, seesAllOrders: false },
    needs: [{ code: 'orders older than 60 days hidden' }],
  },
  {
    name: 'a single order that could not be read, with its share',
    facts: { unreadOrders: 1, model: { ...MODEL, orders: 999 } },
    needs: [{ code: 'orders not read', orders: 1, share: 0.001 }],
  },
  {
    name: 'orders without customer from one in a hundred on',
    facts: { guestOrders: 1_000 },
    needs: [{ code: 'orders without customer', orders: 1_000, share: 0.2 }],
  },
  { name: 'no orders without customer below that', facts: { guestOrders: 39 }, needs: [] },
  {
    name: 'all orders without customer in a shop that has no others',
    facts: { model: null, backtest: null, guestOrders: 5 },
    needs: [{ code: 'orders without customer', orders: 5, share: 1 }],
  },
  {
    name: 'fits turned down, and why',
    facts: { turnedDown: { fits: 3, verdict: { code: 'not enough orders', repeatOrders: 4 } } },
    needs: [
      {
        code: 'turned down',
        fits: 3,
        verdict: { code: 'not enough orders', repeatOrders: 4 },
      },
    ],
  },
  {
    name: 'a history of less than two usual gaps',
    facts: { model: { ...MODEL, historyDays: 119 } },
    needs: [{ code: 'history under two gaps', days: 119, neededDays: 120 }],
  },
  {
    name: 'no longer history where two gaps fit in',
    facts: { model: { ...MODEL, historyDays: 120 } },
    needs: [],
  },
  {
    name: 'a short history once, by the stricter limit',
    facts: {
      model: { ...MODEL, historyDays: 300, medianGapDays: 151 },
      backtest: { improvements: [SHORT_HISTORY], rhythms: [] },
    },
    needs: [{ code: 'history under two gaps', days: 300, neededDays: 302 }],
  },
  {
    name: 'customers by their share of the error, not by their number',
    facts: withRhythms(
      rhythm('one order', 600, 0.1),
      rhythm('two orders', 200, 0.2),
      rhythm('irregular', 100, 0.5),
      rhythm('regular', 100, 0.2),
    ),
    needs: [
      { code: 'irregular', customers: 100, share: 0.1, errorShare: 0.5 },
      { code: 'two orders', customers: 200, share: 0.2, errorShare: 0.2 },
      { code: 'one order', customers: 600, share: 0.6, errorShare: 0.1 },
    ],
  },
  {
    name: 'customers by their number where nothing could be tested',
    facts: withRhythms(rhythm('two orders', 100, null), rhythm('one order', 900, null)),
    needs: [
      { code: 'one order', customers: 900, share: 0.9, errorShare: null },
      { code: 'two orders', customers: 100, share: 0.1, errorShare: null },
    ],
  },
  {
    name: 'no kind that fewer than one in a hundred are of',
    facts: withRhythms(rhythm('irregular', 9, 0.3), rhythm('regular', 991, 0.7)),
    needs: [],
  },
  {
    name: 'heavy buyers who hold a twentieth of the orders',
    facts: {
      backtest: {
        improvements: [],
        heavyBuyers: { customers: 2, orderShare: 0.05, fromOrders: 40 },
      },
    },
    needs: [{ code: 'heavy buyers', customers: 2, orderShare: 0.05, fromOrders: 40 }],
  },
  {
    name: 'no heavy buyers who hold less',
    facts: {
      backtest: {
        improvements: [],
        heavyBuyers: { customers: 2, orderShare: 0.049, fromOrders: 40 },
      },
    },
    needs: [],
  },
  {
    name: 'what can be done at once before what takes long, and before what only time brings',
    facts: {
      seesAllOrders: false,
      guestOrders: 1_000,
      unreadOrders: 40,
      backtest: {
        improvements: [SHORT_HISTORY, { code: 'amounts missing', share: 0.3 }],
        rhythms: [rhythm('one order', 500, 0.5), rhythm('regular', 500, 0.5)],
      },
    },
    needs: [
      { code: 'orders older than 60 days hidden' },
      { code: 'amounts missing', share: 0.3 },
      { code: 'one order' },
      { code: 'orders without customer' },
      SHORT_HISTORY,
      { code: 'orders not read' },
    ],
  },
];

describe('the model needs', () => {
  it.each(CASES)('$name', ({ facts, needs }) => {
    const found = modelNeeds({ ...SOUND, ...facts });
    expect(found).toHaveLength(needs.length);
    expect(found).toMatchObject(needs);
  });

  it('nothing twice, in an order of its own, and with shares that are shares', () => {
    const count = fc.nat(2_000_000);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const facts = fc.record<ModelFacts>({
      model: fc.option(
        fc.record({
          customers: count,
          orders: count,
          historyDays: fc.nat(4_000),
          medianGapDays: fc.option(fc.nat(2_000)),
        }),
      ),
      seesAllOrders: fc.boolean(),
      unreadOrders: count,
      guestOrders: count,
      turnedDown: fc.constant(null),
      backtest: fc.option(
        fc.record({
          improvements: fc.constant([SHORT_HISTORY]),
          rhythms: fc.tuple(
            ...(['one order', 'two orders', 'irregular', 'regular'] as const).map((kind) =>
              fc.tuple(count, fc.option(share)).map(([n, error]) => rhythm(kind, n, error)),
            ),
          ),
        }),
      ),
    });
    fc.assert(
      fc.property(facts, (each) => {
        const needs = modelNeeds(each);
        expect(new Set(needs.map(({ code }) => code)).size).toBe(needs.length);
        for (const need of needs) {
          if (!('share' in need)) continue;
          expect(need.share).toBeGreaterThan(0);
          expect(need.share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
