import { describe, expect, it } from 'vitest';
import { matcherFor, type SearchIndex } from './match.ts';

interface Thing {
  readonly name: string;
  readonly tags: readonly string[];
  readonly count: number;
  readonly changed: number;
  readonly test: boolean;
}

const INDEX: SearchIndex<Thing> = {
  words: (thing) => [thing.name],
  fields: {
    name: (thing) => ({ kind: 'text', value: thing.name }),
    tag: (thing) => ({ kind: 'list', values: thing.tags }),
    count: (thing) => ({ kind: 'number', value: thing.count }),
    changed: (thing) => ({ kind: 'instant', value: thing.changed }),
    test: (thing) => ({ kind: 'flag', value: thing.test }),
  },
};

const thing: Thing = {
  name: 'Anna Nowak',
  tags: ['tea lover', 'vip'],
  count: 3,
  changed: Date.UTC(2026, 10, 1, 12, 0, 0, 900),
  test: false,
};

describe('search', () => {
  it.each([
    ['', true],
    ['anna', true],
    ['bob', false],
    ['name:"Anna Nowak"', true],
    ['name:anna*', true],
    ['name:anna', false],
    ['tag:vip', true],
    ["tag:'tea lover'", true],
    ['tag:tea\\ lover', true],
    ['-tag:vip', false],
    ['NOT tag:wholesale', true],
    ['tag:wholesale OR tag:vip', true],
    ['tag:wholesale tag:vip', false],
    ['tag:vip AND count:3', true],
    ['(tag:wholesale OR tag:vip) count:>2', true],
    ['(tag:wholesale OR tag:vip) count:>3', false],
    ['count:>=3 count:<4', true],
    ['count:<3', false],
    ["changed:>='2026-11-01T12:00:00Z'", true],
    ["changed:>'2026-11-01T12:00:00Z'", false],
    ["changed:<='2026-11-01T12:00:00Z'", true],
    ["changed:>='2026-11-01T13:00:00+01:00'", true],
    ['changed:>=2026-11-02', false],
    ['changed:2026-11-01', true],
    ['changed:nonsense', false],
    ['test:false', true],
    ['test:true', false],
    [') tag:vip (', true],
    ['OR', true],
  ])('%s finds it: %s', (query, found) => {
    expect(matcherFor(query, INDEX).matches(thing)).toBe(found);
  });

  it('ignores a field that does not exist and reports it', () => {
    const matcher = matcherFor('colour:red tag:vip', INDEX);
    expect(matcher.unknownFields).toEqual(['colour']);
    expect(matcher.matches(thing)).toBe(true);
  });
});
