/**
 * Where the blocks of a scenario and the lines between them are drawn, in pixels. The layers come from the core; here
 * each block gets a column: children side by side under the block that leads to them, a parent above their middle.
 */
import type { ExitPath } from '../../core/scenario/blocks/exit-path.ts';
import { type GraphEdge, graphOf } from '../../core/scenario/graph.ts';
import type { BlockId, ScenarioDefinition } from '../../core/scenario/types.ts';

export const NODE = { width: 192, height: 78 } as const;
const COLUMN_GAP = 16;
const STEM = 20;
const LABEL_GAP = 92;
const PLAIN_GAP = 42;
const LANE = 22;

export interface PlacedNode {
  readonly id: BlockId;
  /** Centre of the top edge. */
  readonly x: number;
  readonly y: number;
  readonly layer: number;
}

export interface PlacedEdge {
  readonly from: BlockId;
  readonly to: BlockId;
  readonly via: ExitPath['via'];
  readonly points: readonly Point[];
  /** Where the label's centre goes; null for a plain "next". */
  readonly label: Point | null;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export function layOut(definition: ScenarioDefinition): GraphLayout {
  const { layers, edges: found } = graphOf(definition);
  const edges = found.map((edge) => ({ ...edge, back: !leadsDown(edge, layers) }));
  const columns = columnsOf(layers, edges);
  const tops = topsOf(layers, edges);
  const nodes = layers.flatMap((ids, layer) =>
    ids.map((id) => ({ id, layer, y: tops[layer] ?? 0, x: pixelsOf(columns.get(id) ?? 0) })),
  );
  const routed = edges.map((edge) => route(edge, nodes));
  return measure(nodes, routed);
}

/** Edges of rings do not; nor do those of blocks nobody comes to, which all lie in the last layer. */
function leadsDown({ from, to }: GraphEdge, layers: readonly (readonly BlockId[])[]): boolean {
  const layerOf = (id: BlockId) => layers.findIndex((ids) => ids.includes(id));
  return layerOf(to) > layerOf(from);
}

function pixelsOf(column: number): number {
  return column * (NODE.width + COLUMN_GAP) + NODE.width / 2;
}

/** Top of each layer; a gap is wider where its lines carry labels. */
function topsOf(
  layers: readonly (readonly BlockId[])[],
  edges: readonly GraphEdge[],
): readonly number[] {
  let top = 0;
  return layers.map((ids) => {
    const own = top;
    const labelled = edges.some(({ from, via }) => ids.includes(from) && via.kind !== 'next');
    top += NODE.height + (labelled ? LABEL_GAP : PLAIN_GAP);
    return own;
  });
}

/** Column of each block, in widths of a block; halves and quarters where a parent stands above the middle. */
function columnsOf(
  layers: readonly (readonly BlockId[])[],
  edges: readonly GraphEdge[],
): ReadonlyMap<BlockId, number> {
  const children = childrenOf(layers, edges);
  const columns = new Map<BlockId, number>();
  let free = 0;
  const place = (id: BlockId): number => {
    const own = (children.get(id) ?? []).map(place);
    const column = own.length === 0 ? free++ : ((own[0] ?? 0) + (own.at(-1) ?? 0)) / 2;
    columns.set(id, column);
    return column;
  };
  for (const id of layers.flat()) if (!columns.has(id)) place(id);
  return columns;
}

/** Every block hangs under exactly one of the blocks that lead to it: the lowest, which is the nearest. */
function childrenOf(
  layers: readonly (readonly BlockId[])[],
  edges: readonly GraphEdge[],
): ReadonlyMap<BlockId, readonly BlockId[]> {
  const layerOf = new Map(layers.flatMap((ids, layer) => ids.map((id) => [id, layer] as const)));
  const parents = new Map<BlockId, BlockId>();
  const down = edges.filter(({ back }) => !back);
  for (const { from, to } of down) {
    const known = parents.get(to);
    const isLower = known === undefined || (layerOf.get(from) ?? 0) > (layerOf.get(known) ?? 0);
    if (isLower && from !== to) parents.set(to, from);
  }
  const children = new Map<BlockId, BlockId[]>();
  for (const { from, to } of down) {
    const own = children.get(from) ?? [];
    if (parents.get(to) === from && !own.includes(to)) children.set(from, [...own, to]);
  }
  return children;
}

/** Down from the source, across, and down into the target, around the blocks in between. */
function route(edge: GraphEdge, nodes: readonly PlacedNode[]): PlacedEdge {
  const { from, to, via } = edge;
  const source = nodes.find((node) => node.id === from);
  const target = nodes.find((node) => node.id === to);
  if (!source || !target) return { from, to, via, points: [], label: null };
  const lane = edge.back ? rightOf(nodes) : laneOf(source, target, nodes);
  const bottom = source.y + NODE.height;
  const high = bottom + STEM;
  const low = target.y - STEM;
  const points = [
    { x: source.x, y: bottom },
    { x: source.x, y: high },
    { x: lane, y: high },
    { x: lane, y: low },
    { x: target.x, y: low },
    { x: target.x, y: target.y },
  ];
  const label = via.kind === 'next' ? null : { x: lane, y: high + (LABEL_GAP - 2 * STEM) / 2 };
  return { from, to, via, points: withoutDetours(points), label };
}

/** The column in which the line goes down: the target's if it is free, else the source's, else beside all. */
function laneOf(source: PlacedNode, target: PlacedNode, nodes: readonly PlacedNode[]): number {
  const between = nodes.filter(({ layer }) => layer > source.layer && layer < target.layer);
  const isFree = (x: number) =>
    between.every((node) => Math.abs(node.x - x) > NODE.width / 2 + LANE / 2);
  if (isFree(target.x)) return target.x;
  if (isFree(source.x)) return source.x;
  return Math.min(...between.map((node) => node.x)) - NODE.width / 2 - LANE;
}

function rightOf(nodes: readonly PlacedNode[]): number {
  return Math.max(...nodes.map((node) => node.x)) + NODE.width / 2 + LANE;
}

/** Leaves out points that lie on a straight line between their neighbours. */
function withoutDetours(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (!before || !after) return true;
    const straight =
      (before.x === point.x && point.x === after.x) ||
      (before.y === point.y && point.y === after.y);
    return !straight;
  });
}

/** Moves everything so that the picture starts at 0, and measures it. */
function measure(nodes: readonly PlacedNode[], edges: readonly PlacedEdge[]): GraphLayout {
  const xs = [
    ...nodes.flatMap(({ x }) => [x - NODE.width / 2, x + NODE.width / 2]),
    ...edges.flatMap(({ points }) => points.map(({ x }) => x)),
  ];
  const left = Math.min(0, ...xs);
  const shift = <Place extends Point>(place: Place): Place => ({ ...place, x: place.x - left });
  return {
    nodes: nodes.map(shift),
    edges: edges.map((edge) => ({
      ...edge,
      points: edge.points.map(shift),
      label: edge.label && shift(edge.label),
    })),
    width: Math.max(NODE.width, ...xs) - left,
    height: Math.max(0, ...nodes.map(({ y }) => y + NODE.height)),
  };
}

/** One line of the scenario read from top to bottom, as a list with branches set in. */
export interface OutlineLine {
  readonly id: BlockId;
  readonly depth: number;
  /** The exit that leads here, when its block has several. */
  readonly via: { readonly from: BlockId; readonly via: ExitPath['via'] } | null;
  /** The block was already listed: the branch joins it there. */
  readonly joins: boolean;
}

export function outlineOf(definition: ScenarioDefinition): readonly OutlineLine[] {
  const { edges, layers } = graphOf(definition);
  const lines: OutlineLine[] = [];
  const listed = new Set<BlockId>();
  const list = (id: BlockId, depth: number, via: OutlineLine['via']): void => {
    const joins = listed.has(id);
    lines.push({ id, depth, via, joins });
    if (joins) return;
    listed.add(id);
    const exits = edges.filter(({ from }) => from === id);
    for (const exit of exits) {
      if (exits.length === 1) list(exit.to, depth, null);
      else list(exit.to, depth + 1, { from: id, via: exit.via });
    }
  };
  for (const id of layers.flat()) if (!listed.has(id)) list(id, 0, null);
  return lines;
}
