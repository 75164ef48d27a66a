/**
 * The scenario as a picture: blocks in layers from top to bottom, so that every exit leads downwards, except those
 * that close a ring. Positions are whole numbers; what they measure is up to whoever draws.
 */
import type { ExitPath } from './blocks/exit-path.ts';
import { exitsOf } from './blocks/shape.ts';
import type { BlockId, ScenarioDefinition } from './types.ts';

export interface GraphEdge {
  readonly from: BlockId;
  readonly to: BlockId;
  /** Where the exit is written in its block; tells the exits of one block apart. */
  readonly field: string;
  readonly via: ExitPath['via'];
  /** Leads back up to an earlier block. */
  readonly back: boolean;
}

export interface ScenarioGraph {
  /** From top to bottom; within a layer from left to right. Blocks nobody comes to are in the last layer. */
  readonly layers: readonly (readonly BlockId[])[];
  readonly edges: readonly GraphEdge[];
}

export function graphOf(definition: ScenarioDefinition): ScenarioGraph {
  const edges = edgesOf(definition);
  const depths = depthsOf(definition, edges);
  const layers: BlockId[][] = [];
  for (const [id, depth] of depths) {
    layers[depth] ??= [];
    layers[depth].push(id);
  }
  const unreached = definition.blocks.filter(({ id }) => !depths.has(id)).map(({ id }) => id);
  return { layers: unreached.length > 0 ? [...layers, unreached] : layers, edges };
}

/** Every exit whose target exists. An edge to a block that is still being visited closes a ring. */
function edgesOf(definition: ScenarioDefinition): readonly GraphEdge[] {
  const blocks = new Map(definition.blocks.map((block) => [block.id, block]));
  const edges: GraphEdge[] = [];
  const onTheWay = new Set<BlockId>();
  const done = new Set<BlockId>();
  const visit = (id: BlockId): void => {
    const block = blocks.get(id);
    if (!block || done.has(id) || onTheWay.has(id)) return;
    onTheWay.add(id);
    for (const { next, field, via } of exitsOf(block)) {
      if (!blocks.has(next)) continue;
      edges.push({ from: id, to: next, field, via, back: onTheWay.has(next) });
      visit(next);
    }
    onTheWay.delete(id);
    done.add(id);
  };
  const start = definition.blocks.find(({ kind }) => kind === 'start');
  if (start) visit(start.id);
  for (const { id } of definition.blocks) visit(id);
  return edges;
}

/** Layer of each block reached from the start: one below the lowest of those that lead to it. In drawing order. */
function depthsOf(
  { blocks }: ScenarioDefinition,
  edges: readonly GraphEdge[],
): ReadonlyMap<BlockId, number> {
  const start = blocks.find(({ kind }) => kind === 'start');
  const depths = new Map<BlockId, number>(start ? [[start.id, 0]] : []);
  const down = edges.filter(({ back }) => !back);
  // Without its back edges the graph has no ring, so the depths settle after at most one round per block.
  for (let round = 0; round < blocks.length; round += 1) {
    for (const { from, to } of down) {
      const depth = depths.get(from);
      if (depth === undefined || (depths.get(to) ?? -1) > depth) continue;
      // Set anew, so that the map's order stays the order of drawing within a layer.
      depths.delete(to);
      depths.set(to, depth + 1);
    }
  }
  return depths;
}
