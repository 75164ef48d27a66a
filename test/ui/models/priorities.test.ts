import { describe, expect, it } from 'vitest';
import type { Cap } from '../../../admin-app/core/priority/caps.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import {
  capExample,
  movedTo,
  newException,
  reordered,
  scenariosIn,
} from '../../../admin-app/ui/models/priorities.ts';
import { PRIORITIES } from '../fixture/priorities.ts';

const { scenarios } = PRIORITIES;
const ids = (some: typeof scenarios) => some.map(({ scenarioId }) => scenarioId);

describe('what is moved', () => {
  it.each([
    [0, 1, ['b', 'a', 'c']],
    [2, 0, ['c', 'a', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 3, ['a', 'b', 'c']],
  ] as const)('from %i to %i', (from, to, list) => {
    expect(movedTo(['a', 'b', 'c'], from, to)).toEqual(list);
  });

  it('within a class leaves the other classes as they are', () => {
    const lifecycle = scenariosIn('lifecycle', scenarios, USUAL_PRIORITIES);
    expect(ids(lifecycle)).toEqual([1, 2, 4]);
    const scenarioOrder = reordered(scenarios, USUAL_PRIORITIES, lifecycle, { from: 1, to: 2 });
    expect(scenarioOrder).toEqual([1, 3, 4, 2, 5]);
    const after = scenariosIn('lifecycle', scenarios, { ...USUAL_PRIORITIES, scenarioOrder });
    expect(ids(after)).toEqual([1, 4, 2]);
  });

  it('to another class is listed there', () => {
    const overrides = [
      { scenarioId: 2, blockId: null, priorityClass: 'yearly', reason: 'x' },
    ] as const;
    const yearly = scenariosIn('yearly', scenarios, { ...USUAL_PRIORITIES, overrides });
    expect(ids(yearly)).toEqual([2, 3]);
  });
});

it('an exception begins with what has none yet', () => {
  expect(newException(scenarios, PRIORITIES.priorities)).toMatchObject({ scenarioId: 2 });
  expect(newException([], USUAL_PRIORITIES)).toBeNull();
});

describe('the example of a cap', () => {
  const cap = (max: number, window: Cap['window']): Cap => ({
    max,
    window,
    over: { kind: 'all' },
    letPast: ['ad hoc'],
  });
  const day = (of: number, hour = 10) => Date.UTC(2026, 5, of, hour);
  it.each([
    [cap(1, { kind: 'hours', hours: 24 }), { sent: [day(1)], next: day(2) }],
    [cap(3, { kind: 'local days', days: 7 }), { sent: [day(1), day(2), day(3)], next: day(8, 0) }],
    [
      cap(2, { kind: 'hours', hours: 1 }),
      { sent: [day(1), day(1) + 20 * 60_000], next: day(1, 11) },
    ],
    [cap(9, { kind: 'hours', hours: 24 }), null],
  ])('%j', (given, example) => {
    expect(capExample(given)).toEqual(example);
  });
});
