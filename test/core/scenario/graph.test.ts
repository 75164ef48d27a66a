import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../admin-app/core/scenario/graph.ts';
import { winBack } from '../../../admin-app/core/scenario/templates/win-back.ts';
import type { ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';

describe('the graph of a scenario', () => {
  it('puts every block of the win-back below those that lead to it', () => {
    expect(graphOf(winBack).layers).toEqual([
      ['start'],
      ['email-1'],
      ['reaction-1'],
      ['email-2'],
      ['reaction-2'],
      ['question', 'silent'],
      ['answer'],
      ['answered', 'no-answer'],
    ]);
  });

  it('marks the exit that closes a ring, and still ends', () => {
    const ring: ScenarioDefinition = {
      blocks: [
        {
          kind: 'start',
          id: 'start',
          trigger: { kind: 'by hand' },
          condition: null,
          reentry: { kind: 'never' },
          holdoutShare: 0,
          next: 'a',
        },
        { kind: 'wait', id: 'a', until: { kind: 'time', hours: 1 }, next: 'b' },
        { kind: 'wait', id: 'b', until: { kind: 'time', hours: 1 }, next: 'a' },
        { kind: 'exit', id: 'island', outcome: 'never' },
      ],
      goal: { kind: 'order' },
      quiet: null,
    };
    const { layers, edges } = graphOf(ring);

    expect(layers).toEqual([['start'], ['a'], ['b'], ['island']]);
    expect(edges.filter(({ back }) => back)).toMatchObject([{ from: 'b', to: 'a' }]);
  });

  it('draws a half-finished draft without the exits that lead nowhere', () => {
    const draft: ScenarioDefinition = {
      blocks: [{ kind: 'wait', id: 'a', until: { kind: 'time', hours: 1 }, next: 'missing' }],
      goal: { kind: 'order' },
      quiet: null,
    };

    expect(graphOf(draft)).toEqual({ layers: [['a']], edges: [] });
  });
});
