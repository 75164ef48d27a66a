import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachableFrom } from '../../../admin-app/core/scenario/reach.ts';
import { winBack } from '../../../admin-app/core/scenario/templates/win-back.ts';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import {
  type GraphLayout,
  layOut,
  NODE,
  outlineOf,
  type PlacedNode,
  type Point,
} from '../../../admin-app/ui/models/graph-layout.ts';

function overlap(a: PlacedNode, b: PlacedNode): boolean {
  return Math.abs(a.x - b.x) < NODE.width && Math.abs(a.y - b.y) < NODE.height;
}

function overlapsIn({ nodes }: GraphLayout): string[] {
  return nodes.flatMap((a, at) =>
    nodes
      .slice(at + 1)
      .filter((b) => overlap(a, b))
      .map((b) => `${a.id} and ${b.id}`),
  );
}

/** Lines that run through a block which they neither leave nor lead to. */
function crossingsIn({ nodes, edges }: GraphLayout): string[] {
  return edges.flatMap(({ from, to, points }) =>
    nodes
      .filter(({ id }) => id !== from && id !== to)
      .filter((node) => points.some((end, at) => at > 0 && crosses(points[at - 1], end, node)))
      .map(({ id }) => `${from} to ${to} through ${id}`),
  );
}

/** A straight piece of a line, level or upright, against the inside of a block. */
function crosses(start: Point | undefined, end: Point, node: PlacedNode): boolean {
  if (!start) return false;
  const left = node.x - NODE.width / 2;
  return (
    Math.max(start.x, end.x) > left &&
    Math.min(start.x, end.x) < left + NODE.width &&
    Math.max(start.y, end.y) > node.y &&
    Math.min(start.y, end.y) < node.y + NODE.height
  );
}

/** Any scenario whose exits lead on, or back where the last argument says so. */
function anyDefinition(backwards: boolean): fc.Arbitrary<ScenarioDefinition> {
  const target = fc.nat({ max: 1000 });
  const shape = fc.record({
    kind: fc.constantFrom('wait', 'branch'),
    targets: fc.array(target, { minLength: 3, maxLength: 3 }),
  });
  return fc.array(shape, { minLength: 1, maxLength: 12 }).map((shapes) => {
    const end = `b${shapes.length}`;
    const idOf = (from: number, chosen: number) => {
      const least = backwards ? 0 : from + 1;
      return `b${least + (chosen % (shapes.length + 1 - least))}`;
    };
    const blocks = shapes.map(({ kind, targets: [a = 0, b = 0, c = 0] }, at): Block => {
      const id = `b${at}`;
      if (kind === 'wait') return { kind: 'wait', id, hours: 1, next: idOf(at, a) };
      return {
        kind: 'wait for reaction',
        id,
        messageBlock: 'b0',
        limitHours: 48,
        exits: [
          { reaction: 'opened', when: 'at the limit', next: idOf(at, a) },
          { reaction: 'clicked', when: 'at once', next: idOf(at, b) },
        ],
        otherwise: idOf(at, c),
      };
    });
    const start: Block = {
      kind: 'start',
      id: 'start',
      inactive: { kind: 'overdue', days: 7 },
      holdoutShare: 0.1,
      next: 'b0',
    };
    return { blocks: [start, ...blocks, { kind: 'exit', id: end, outcome: 'end' }] };
  });
}

describe('the picture of a scenario', () => {
  it('draws the win-back without any block on another', () => {
    const layout = layOut(winBack);
    expect(layout.nodes).toHaveLength(winBack.blocks.length);
    expect(overlapsIn(layout)).toEqual([]);
  });

  it('names the ways of a branch and only these', () => {
    const layout = layOut(winBack);
    const labelled = layout.edges.filter((edge) => edge.label !== null);
    expect(new Set(labelled.map((edge) => edge.from))).toEqual(
      new Set(['reaction-1', 'reaction-2', 'answer']),
    );
  });

  it('leads around a block that stands in between', () => {
    const { nodes, edges } = layOut(winBack);
    const around = edges.find(({ from, to }) => from === 'reaction-1' && to === 'question');
    const between = nodes.find(({ id }) => id === 'email-2');
    const lane = around?.points[2]?.x ?? 0;
    expect(Math.abs(lane - (between?.x ?? 0))).toBeGreaterThan(NODE.width / 2);
  });

  it('keeps blocks apart, inside the picture, and lines downwards, for any scenario', () => {
    fc.assert(
      fc.property(anyDefinition(false), (definition) => {
        const layout = layOut(definition);
        expect(overlapsIn(layout)).toEqual([]);
        expect(crossingsIn(layout)).toEqual([]);
        expect(layout.nodes.map(({ id }) => id).sort()).toEqual(
          definition.blocks.map(({ id }) => id).sort(),
        );
        for (const { x } of layout.nodes) {
          expect(x - NODE.width / 2).toBeGreaterThanOrEqual(0);
          expect(x + NODE.width / 2).toBeLessThanOrEqual(layout.width);
        }
        const reached = reachableFrom(definition, ['start']);
        for (const { from, points } of layout.edges.filter((edge) => reached.has(edge.from))) {
          const [first, last] = [points[0]?.y ?? 0, points.at(-1)?.y ?? 0];
          expect(last, `the line from ${from}`).toBeGreaterThan(first);
        }
      }),
    );
  });

  it('draws rings too', () => {
    fc.assert(
      fc.property(anyDefinition(true), (definition) => {
        const layout = layOut(definition);
        expect(overlapsIn(layout)).toEqual([]);
        expect(Number.isFinite(layout.width) && Number.isFinite(layout.height)).toBe(true);
      }),
    );
  });

  it('draws an empty scenario as nothing', () => {
    expect(layOut({ blocks: [] })).toMatchObject({ nodes: [], edges: [], height: 0 });
  });
});

describe('the scenario as a list', () => {
  it('lists the win-back with its branches set in, a joined block only once', () => {
    const lines = outlineOf(winBack).map(
      ({ id, depth, joins }) => `${'. '.repeat(depth)}${id}${joins ? ' (joins)' : ''}`,
    );
    expect(lines).toEqual([
      'start',
      'email-1',
      'reaction-1',
      '. question',
      '. answer',
      '. . answered',
      '. . no-answer',
      '. email-2',
      '. reaction-2',
      '. . question (joins)',
      '. . silent',
    ]);
  });

  it('lists every block exactly once, rings or not', () => {
    fc.assert(
      fc.property(anyDefinition(true), (definition) => {
        const listed = outlineOf(definition).filter((line) => !line.joins);
        expect(listed.map(({ id }) => id).sort()).toEqual(
          definition.blocks.map(({ id }) => id).sort(),
        );
      }),
    );
  });
});
