import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { print } from '../../../admin-app/core/segment/print.ts';
import {
  isUnreadNaming,
  namesAny,
  type Rename,
  renameInQuery,
} from '../../../admin-app/core/segment/rename.ts';

const segment = (from: string, to: string): Rename => ({
  of: 'segment',
  names: new Map([[from, to]]),
});
const scenario = (from: string, to: string): Rename => ({ ...segment(from, to), of: 'scenario' });
const tiers = (...names: [string, string][]): Rename => ({
  of: 'value tier',
  names: new Map(names),
});
const gold = tiers(['Gold', 'Or']);

const CASES: readonly [what: string, rename: Rename, before: string, after: string][] = [
  ['a tier', gold, `value_tier = 'Gold'`, `value_tier = 'Or'`],
  ['capitals aside', gold, `VALUE_TIER != 'gOLD'`, `VALUE_TIER != 'Or'`],
  [
    'one of a list, and nothing around it',
    gold,
    `number_of_orders>2\n  AND value_tier NOT IN ('Silver',   "Gold") -- Gold, of course`,
    `number_of_orders>2\n  AND value_tier NOT IN ('Silver',   "Or") -- Gold, of course`,
  ],
  [
    'two that swap their names',
    tiers(['Gold', 'Silver'], ['Silver', 'Gold']),
    `value_tier = 'Gold' OR NOT (value_tier IN ('Silver', 'Gold'))`,
    `value_tier = 'Silver' OR NOT (value_tier IN ('Gold', 'Silver'))`,
  ],
  [
    'not the same word elsewhere',
    gold,
    `customer_tags CONTAINS 'Gold' AND in_segment('Gold') AND loyalty_tier = 'Gold'`,
    `customer_tags CONTAINS 'Gold' AND in_segment('Gold') AND loyalty_tier = 'Gold'`,
  ],
  ['not a part of a name', gold, `value_tier CONTAINS 'Gold'`, `value_tier CONTAINS 'Gold'`],
  ['not a longer name', gold, `value_tier = 'Gold Plus'`, `value_tier = 'Gold Plus'`],
  [
    'a name with quotes, into one with others',
    segment(`Anna's "best" \\`, `O'Neil "x" \\ y`),
    String.raw`in_segment('Anna\'s "best" \\') OR in_segment("anna's \"best\" \\")`,
    String.raw`in_segment('O\'Neil "x" \\ y') OR in_segment("O'Neil \"x\" \\ y")`,
  ],
  [
    'a segment, not the scenario of that name',
    segment('VIP', 'Best'),
    `in_segment( 'vip' ) AND in_scenario('VIP')`,
    `in_segment( 'Best' ) AND in_scenario('VIP')`,
  ],
  [
    'a scenario, not the segment of that name',
    scenario('VIP', 'Best'),
    `in_segment('VIP') AND NOT in_scenario('VIP')`,
    `in_segment('VIP') AND NOT in_scenario('Best')`,
  ],
  [
    'composed and decomposed accents alike',
    scenario('Été', 'Hiver'),
    `in_scenario('E\u0301te\u0301')`,
    `in_scenario('Hiver')`,
  ],
  ['nothing in what cannot be read', gold, `value_tier = 'Gold' AND`, `value_tier = 'Gold' AND`],
  ['nothing in the empty query', gold, '', ''],
];

describe('a new name', () => {
  it.each(CASES)('replaces %s', (_, rename, before, after) => {
    expect(renameInQuery(before, rename)).toBe(after);
    expect(namesAny(before, rename)).toBe(before !== after);
  });

  it('can be anything, and is read back as that; back again the query is as before', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\0/.test(text));
    fc.assert(
      fc.property(name, name, (from, to) => {
        const of = (called: string) =>
          print({
            kind: 'and',
            of: [
              { kind: 'in segment', segment: called },
              { kind: 'in segment', segment: `${from}${to}!` },
            ],
          });
        const renamed = renameInQuery(of(from), segment(from, to));
        expect(renamed).toBe(of(to));
        expect(parse(renamed).ok).toBe(true);
        expect(renameInQuery(renamed, segment(to, from))).toBe(of(from));
      }),
    );
  });

  it.each([
    [`value_tier = 'Gold' AND`, true],
    [`value_tier = 'Silver' AND`, false],
    [`value_tier = 'Gold'`, false],
  ])('is missed by a text that says the old one and cannot be read: %s', (text, missed) => {
    expect(isUnreadNaming(text, gold)).toBe(missed);
  });
});
