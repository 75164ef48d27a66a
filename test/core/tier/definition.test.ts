import { describe, expect, it } from 'vitest';
import { tierFaults } from '../../../admin-app/core/tier/faults.ts';
import { suggestShares, suggestTiers } from '../../../admin-app/core/tier/suggest.ts';
import type { TierDefinition } from '../../../admin-app/core/tier/types.ts';

function defined(given: Partial<TierDefinition>, ...from: number[]): TierDefinition {
  const tiers = from.map((least, i) => ({
    id: `t${i}`,
    name: `Tier ${i}`,
    benefits: {},
    from: least,
    tag: '',
  }));
  const rest = { basis: 'spend', window: '12 months', limits: 'thresholds' } as const;
  return { ...rest, tagPrefix: null, metafield: null, tiers, ...given };
}

const [one] = defined({}, 1).tiers;
if (!one) throw new Error('there is one');

describe('the faults of a definition', () => {
  it.each<[string, TierDefinition, string[]]>([
    ['rising thresholds', defined({}, 0, 100, 300), []],
    ['equal thresholds', defined({}, 100, 100), ['t1 not above the one below']],
    ['a threshold below nothing', defined({}, -1), ['t0 not a threshold']],
    ['a threshold between two cents', defined({}, 0.5), ['t0 not a threshold']],
    ['falling shares', defined({ limits: 'shares' }, 1, 0.2, 0.05), []],
    ['rising shares', defined({ limits: 'shares' }, 0.05, 0.2), ['t1 not below the one below']],
    ['a share of more than all', defined({ limits: 'shares' }, 1.5), ['t0 not a share']],
    ['no tiers', defined({}), [' no tiers']],
    [
      'two of one name',
      defined({ tiers: [one, { ...one, id: 'x', name: 'TIER 0 ', from: 2 }] }),
      ['x name twice'],
    ],
    ['points without a prefix', defined({ basis: 'loyalty points' }, 1), [' no prefix']],
    [
      'points in a metafield',
      defined({ basis: 'loyalty points', metafield: { namespace: 'loyalty', key: 'points' } }, 0),
      [],
    ],
    [
      'a metafield without names',
      defined({ basis: 'loyalty points', metafield: { namespace: 'lo', key: 'my points' } }, 1),
      [' no namespace', ' no key'],
    ],
    ['a tag is missing', defined({ basis: 'loyalty tier', tagPrefix: 'tier:' }, 0), ['t0 no tag']],
  ])('with %s', (_, definition, faults) => {
    expect(tierFaults(definition).map(({ code, tierId }) => `${tierId ?? ''} ${code}`)).toEqual(
      faults,
    );
  });
});

describe('the suggested tiers', () => {
  it('are round numbers near what the best quarter and the best twentieth spend', () => {
    const least = new Map([
      [0.25, 18_734],
      [0.05, 61_290],
    ]);
    const tiers = suggestTiers('spend', { customers: 900, least }, 100);
    expect(tiers.map(({ from }) => from)).toEqual([100, 20_000, 60_000]);
  });

  it('rise even where all customers are alike, and where there are few', () => {
    const alike = new Map([
      [0.25, null],
      [0.05, 1],
    ]);
    expect(
      suggestTiers('orders', { customers: 900, least: alike }, 1).map(({ from }) => from),
    ).toEqual([1, 2, 3]);
    const few = suggestTiers('spend', { customers: 3, least: alike }, 1);
    expect(few.map(({ from }) => from)).toEqual([1, 200, 500]);
    expect(tierFaults(defined({ limits: 'shares', tiers: suggestShares(few) }))).toEqual([]);
  });
});
