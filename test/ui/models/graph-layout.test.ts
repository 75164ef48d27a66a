import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachableFrom } from '../../../admin-app/core/scenario/reach.ts';
import { definitionFrom } from '../../../admin-app/core/scenario/templates/gallery.ts';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import {
  type GraphLayout,
  layOut,
  NODE,
  type PlacedNode,
  type Point,
} from '../../../admin-app/ui/models/graph-layout.ts';
import { outlineOf } from '../../../admin-app/ui/models/graph-outline.ts';
import { winBack } from '../../support/win-back.ts';

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

/** Labels that lie on one another or on a block. */
function coveredLabelsIn({ nodes, edges }: GraphLayout): string[] {
  const labels = edges.filter(({ via }) => via.kind !== 'next');
  return labels.flatMap(({ from, field, label }, at) => [
    ...labels
      .slice(at + 1)
      .filter((other) => other.label.y === label.y && Math.abs(other.label.x - label.x) < 180)
      .map((other) => `${from} ${field} and ${other.from} ${other.field}`),
    ...nodes
      .filter(({ x, y }) => Math.abs(x - label.x) < NODE.width / 2 && between(label.y, y))
      .map(({ id }) => `${from} ${field} on ${id}`),
  ]);
}

function between(y: number, top: number): boolean {
  return y > top && y < top + NODE.height;
}

/** Upright pieces of one line that level pieces of another, unrelated one run across. */
function lineCrossingsIn({ edges }: GraphLayout): string[] {
  return edges.flatMap((level) =>
    edges
      .filter(({ from, to }) => from !== level.from && to !== level.to)
      .filter((upright) => piecesOf(level).some((a) => piecesOf(upright).some((b) => cuts(a, b))))
      .map((upright) => `${level.from}–${level.to} and ${upright.from}–${upright.to}`),
  );
}

type Piece = readonly [Point, Point];

function piecesOf({ points }: GraphLayout['edges'][number]): readonly Piece[] {
  return points.slice(1).map((end, at) => [points[at] ?? end, end]);
}

function cuts([a, b]: Piece, [c, d]: Piece): boolean {
  if (a.y !== b.y || c.x !== d.x) return false;
  return (
    c.x > Math.min(a.x, b.x) &&
    c.x < Math.max(a.x, b.x) &&
    a.y > Math.min(c.y, d.y) &&
    a.y < Math.max(c.y, d.y)
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
      if (kind === 'wait') {
        return { kind: 'wait', id, until: { kind: 'time', hours: 1 }, next: idOf(at, a) };
      }
      return {
        kind: 'wait for reaction',
        id,
        messageBlock: 'b0',
        limitHours: 48,
        exits: [
          { reaction: 'opened', answer: null, when: 'at the limit', next: idOf(at, a) },
          { reaction: 'clicked', answer: null, when: 'at once', next: idOf(at, b) },
        ],
        otherwise: idOf(at, c),
      };
    });
    const start: Block = {
      kind: 'start',
      id: 'start',
      trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
      condition: null,
      reentry: { kind: 'never' },
      holdoutShare: 0.1,
      next: 'b0',
    };
    return {
      blocks: [start, ...blocks, { kind: 'exit', id: end, outcome: 'end' }],
      goal: { kind: 'order' },
      quiet: null,
    };
  });
}

describe('the picture of a scenario', () => {
  it('draws the win-back without any block on another', () => {
    const layout = layOut(winBack);
    expect(layout.nodes).toHaveLength(winBack.blocks.length);
    expect(overlapsIn(layout)).toEqual([]);
  });

  it('draws the win-back without lines that cross', () => {
    expect(lineCrossingsIn(layOut(winBack))).toEqual([]);
  });

  it('draws the full win-back readably: 29 blocks, few lines across another', () => {
    const shop = { sms: true, push: true, audiences: [{ audienceId: 1, name: 'Silent' }] };
    const definition = definitionFrom('win-back', {}, { language: 'en', shop });
    const layout = layOut(definition);
    expect(layout.nodes.length).toBeGreaterThan(25);
    expect(overlapsIn(layout)).toEqual([]);
    expect(crossingsIn(layout)).toEqual([]);
    expect(coveredLabelsIn(layout)).toEqual([]);
    // Both halves of its A/B test lead to the same two blocks, which no picture from top to bottom draws without one.
    expect(lineCrossingsIn(layout).length).toBeLessThanOrEqual(1);
  });

  it('leads two ways to the same block side by side', () => {
    const { edges } = layOut(winBack);
    const labels = edges.filter(({ to }) => to === 'question').map(({ label }) => label);
    expect(new Set(labels.map(({ x, y }) => `${x} ${y}`)).size).toBe(labels.length);
  });

  it('keeps blocks apart, inside the picture, and lines downwards, for any scenario', () => {
    fc.assert(
      fc.property(anyDefinition(false), (definition) => {
        const layout = layOut(definition);
        expect(overlapsIn(layout)).toEqual([]);
        expect(crossingsIn(layout)).toEqual([]);
        expect(coveredLabelsIn(layout)).toEqual([]);
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
    expect(layOut({ ...winBack, blocks: [] })).toMatchObject({ nodes: [], edges: [], height: 0 });
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
