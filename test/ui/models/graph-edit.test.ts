import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitsOf } from '../../../admin-app/core/scenario/blocks/shape.ts';
import { reachableFrom } from '../../../admin-app/core/scenario/reach.ts';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import * as graph from '../../../admin-app/ui/models/graph-edit.ts';

/** "a: next b · otherwise c", one line per block that has exits. */
function drawn(definition: ScenarioDefinition): readonly string[] {
  return definition.blocks.flatMap((block) => {
    const exits = exitsOf(block).map(({ field, next }) => `${field} ${next}`);
    return exits.length > 0 ? [`${block.id}: ${exits.join(' · ')}`] : [];
  });
}

function idsOf(blocks: readonly Block[]): readonly string[] {
  return blocks.map(({ id }) => id);
}

function wait(id: string, next = ''): Block {
  return { kind: 'wait', id, until: { kind: 'time', hours: 24 }, next };
}

function message(id: string, next: string): Block {
  return {
    kind: 'message',
    channel: 'sms',
    id,
    name: id,
    priorityClass: 'lifecycle',
    fallbackLanguage: 'en',
    sendTime: { kind: 'at once' },
    content: { en: { text: 'Hello' } },
    next,
    unreachable: null,
    outranked: null,
  };
}

function reaction(id: string, clicked: string, otherwise: string): Block {
  return {
    kind: 'wait for reaction',
    id,
    messageBlock: 'm1',
    limitHours: 48,
    exits: [{ reaction: 'clicked', answer: null, when: 'at once', next: clicked }],
    otherwise,
  };
}

const chain: ScenarioDefinition = {
  blocks: [
    {
      kind: 'start',
      id: 'start',
      trigger: { kind: 'by hand' },
      condition: null,
      reentry: { kind: 'never' },
      holdoutShare: 0.1,
      next: 'm1',
    },
    message('m1', 'w1'),
    wait('w1', 'r1'),
    reaction('r1', 'm2', 'end'),
    message('m2', 'end-2'),
    { kind: 'exit', id: 'end', outcome: 'silent' },
    { kind: 'exit', id: 'end-2', outcome: 'done' },
  ],
  goal: { kind: 'order' },
  quiet: null,
};

describe('putting a block on a way', () => {
  it('leads from before it to it, and on to what came before', () => {
    const { definition, lost } = graph.insertBlock(chain, { from: 'm1', field: 'next' }, wait('n'));
    expect(drawn(definition)).toContain('m1: next n');
    expect(drawn(definition)).toContain('n: next w1');
    expect(lost).toEqual([]);
  });

  it('leads every exit of a branching block on, so that nothing is lost', () => {
    const branching = reaction('n', '', '');
    const { definition } = graph.insertBlock(chain, { from: 'm1', field: 'next' }, branching);
    expect(drawn(definition)).toContain('n: exits.0.next w1 · otherwise w1');
  });

  it('says what an end cuts off', () => {
    const end: Block = { kind: 'exit', id: 'n', outcome: 'enough' };
    const { definition, lost } = graph.insertBlock(chain, { from: 'w1', field: 'next' }, end);
    expect(idsOf(lost)).toEqual(['r1', 'm2', 'end', 'end-2']);
    expect(idsOf(definition.blocks)).toEqual(['start', 'm1', 'w1', 'n']);
  });
});

describe('taking a block out', () => {
  it('closes the chain', () => {
    const { definition, lost } = graph.removeBlock(chain, 'w1');
    expect(drawn(definition)).toContain('m1: next r1');
    expect(lost).toEqual([]);
  });

  it.each([
    ['exits.0.next', 'w1: next m2', ['end']],
    ['otherwise', 'w1: next end', ['m2', 'end-2']],
  ])('keeps the way “%s” of a branching one and names what goes', (keep, line, lost) => {
    const result = graph.removeBlock(chain, 'r1', keep);
    expect(drawn(result.definition)).toContain(line);
    expect(idsOf(result.lost)).toEqual(lost);
  });

  it('never takes the start, nor an end that somebody comes to', () => {
    for (const id of ['start', 'end']) {
      expect(graph.removeBlock(chain, id).definition).toBe(chain);
    }
  });
});

describe('leading a way elsewhere', () => {
  it('drops an end that nobody comes to any more', () => {
    const next = graph.lead(chain, { from: 'r1', field: 'otherwise' }, 'm2');
    expect(drawn(next)).toContain('r1: exits.0.next m2 · otherwise m2');
    expect(idsOf(next.blocks)).not.toContain('end');
  });

  it('keeps a message that nobody comes to any more, to be led to anew', () => {
    const next = graph.lead(chain, { from: 'r1', field: 'exits.0.next' }, 'end');
    expect(idsOf(next.blocks)).toContain('m2');
  });
});

describe('moving and copying', () => {
  it('moves a block to another way and closes the gap', () => {
    const next = graph.moveBlock(chain, 'w1', { from: 'm2', field: 'next' });
    expect(drawn(next)).toEqual([
      'start: next m1',
      'm1: next r1',
      'w1: next end-2',
      'r1: exits.0.next m2 · otherwise end',
      'm2: next w1',
    ]);
  });

  it('moves nothing behind its own other exits, which would make a ring', () => {
    const ways = graph.movableTo(chain, 'r1').map(({ from }) => from);
    expect(ways).not.toContain('m2');
    expect(ways).toContain('start');
  });

  it('puts a copy behind the first', () => {
    const next = graph.duplicateBlock(chain, 'm1', (block) => ({ ...block, id: 'm1-copy' }));
    expect(drawn(next)).toContain('m1: next m1-copy');
    expect(drawn(next)).toContain('m1-copy: next w1');
  });

  it('gives ids that were never used, not even in an earlier version', () => {
    const first = graph.freeId(chain, 'wait for reaction');
    expect(first).toBe('wait-for-reaction-1');
    expect(graph.freeId(chain, 'wait', new Set(['wait-1', 'wait-2']))).toBe('wait-3');
  });
});

describe('any edits in any order', () => {
  const edit = fc.record({
    kind: fc.constantFrom('insert', 'branch', 'end', 'remove', 'move', 'copy', 'reconnect'),
    block: fc.nat(),
    way: fc.nat(),
  });

  it('leave one start, ids of their own, and exits that lead to blocks', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const result = edits.reduce(perform, chain);
        const ids = idsOf(result.blocks);
        expect(new Set(ids).size).toBe(ids.length);
        expect(result.blocks.filter(({ kind }) => kind === 'start')).toHaveLength(1);
        for (const { next } of result.blocks.flatMap(exitsOf)) expect(ids).toContain(next);
        expect(reachableFrom(result, ['start']).size).toBeGreaterThan(1);
      }),
      { numRuns: 150 },
    );
  });

  function perform(
    definition: ScenarioDefinition,
    { kind, block, way }: { kind: string; block: number; way: number },
  ): ScenarioDefinition {
    const ways = definition.blocks.flatMap((each) =>
      exitsOf(each).map(({ field }) => ({ from: each.id, field })),
    );
    const chosenWay = ways[way % ways.length];
    const chosen = definition.blocks[block % definition.blocks.length];
    if (!chosenWay || !chosen) return definition;
    const id = graph.freeId(definition, 'wait');
    switch (kind) {
      case 'insert':
        return graph.insertBlock(definition, chosenWay, wait(id)).definition;
      case 'branch':
        return graph.insertBlock(definition, chosenWay, reaction(id, '', '')).definition;
      case 'end':
        return graph.insertBlock(definition, chosenWay, { kind: 'exit', id, outcome: 'x' })
          .definition;
      case 'remove':
        return graph.removeBlock(definition, chosen.id).definition;
      case 'move': {
        const targets = graph.movableTo(definition, chosen.id);
        const target = targets[way % Math.max(1, targets.length)];
        return target ? graph.moveBlock(definition, chosen.id, target) : definition;
      }
      case 'copy':
        return graph.duplicateBlock(definition, chosen.id, (each) => ({ ...each, id }));
      default:
        return chosen.kind === 'start' ? definition : graph.lead(definition, chosenWay, chosen.id);
    }
  }
});
