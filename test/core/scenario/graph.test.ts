import { describe, expect, it } from 'vitest';
import { viaInWords } from '../../../admin-app/core/scenario/blocks/via-in-words.ts';
import { graphOf } from '../../../admin-app/core/scenario/graph.ts';
import type { ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import * as build from './build.ts';
import { WIN_BACK } from './build.ts';

describe('the graph of a scenario', () => {
  it('puts every block of the win-back below those that lead to it', () => {
    expect(graphOf(WIN_BACK).layers).toEqual([
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

  it('labels every way out of every kind of block', () => {
    const definition = build.scenario([
      build.start('branch'),
      build.branch('branch', { Gold: 'split' }, 'code'),
      build.split('split', { short: 'mail', long: 'out' }),
      build.coupon('code', 'mail', { unavailable: 'out' }),
      build.email('mail', 'reaction', { unreachable: 'out', outranked: 'out' }),
      build.waitFor(
        'reaction',
        'mail',
        [
          { reaction: 'answered', answer: 'gift', next: 'out' },
          { reaction: 'coupon used', when: 'at the limit', next: 'out' },
        ],
        'out',
      ),
      build.exit('out'),
    ]);
    const labels = graphOf(definition).edges.map(
      ({ from, to, field, via }) => `${from} ${field} ${to}: ${viaInWords(via)}`,
    );

    expect(labels).toEqual([
      'start next branch: ',
      'branch arms.0.next split: Gold',
      'split arms.0.next mail: short',
      'mail next reaction: ',
      'reaction exits.0.next out: answered “gift”, at once',
      'reaction exits.1.next out: used the coupon',
      'reaction otherwise out: otherwise',
      'mail unreachable out: cannot be reached',
      'mail outranked out: gave way to something more important',
      'split arms.1.next out: long',
      'branch otherwise code: otherwise',
      'code next mail: ',
      'code unavailable out: no code to be had',
    ]);
  });
});
