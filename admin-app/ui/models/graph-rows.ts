/**
 * The order of a scenario's picture, before anything is measured: blocks in layers, and between two layers the ways
 * that pass there. Even rows hold blocks, odd ones ways; a row's order from left to right is chosen so that few lines
 * cross.
 */
import { type GraphEdge, graphOf } from '../../core/scenario/graph.ts';
import type { BlockId, ScenarioDefinition } from '../../core/scenario/types.ts';

export interface BlockCell {
  readonly kind: 'block';
  readonly id: BlockId;
  readonly row: number;
}
/** A way where it passes a row. `first`: right below its block, where its label and its "+" are. */
export interface WayCell {
  readonly kind: 'way';
  readonly edge: GraphEdge;
  readonly row: number;
  readonly first: boolean;
}
export type Cell = BlockCell | WayCell;

export interface Rows {
  readonly rows: readonly (readonly Cell[])[];
  /** The cells that a line joins, from the block it leaves to the one it leads to; a way back ends below its block. */
  readonly lines: readonly { readonly edge: GraphEdge; readonly cells: readonly Cell[] }[];
}

const SWEEPS = 8;

/** Ways for when something could not be done. */
export function isAside({ via }: Pick<GraphEdge, 'via'>): boolean {
  return via.kind === 'unreachable' || via.kind === 'outranked' || via.kind === 'unavailable';
}

export function rowsOf(definition: ScenarioDefinition): Rows {
  const { edges } = graphOf(definition);
  const depths = depthsOf(definition, edges);
  const first = inDrawingOrder(definition, edges, depths);
  return { ...first, rows: withFewCrossings(first) };
}

/** One below the lowest of those that lead to it, also for blocks that the start does not lead to. */
function depthsOf(
  { blocks }: ScenarioDefinition,
  edges: readonly GraphEdge[],
): ReadonlyMap<BlockId, number> {
  const depths = new Map(blocks.map(({ id }) => [id, 0]));
  const down = edges.filter(({ back }) => !back);
  // Without its ways back the graph has no ring, so the depths settle after at most one round per block.
  for (let round = 0, settled = false; round < blocks.length && !settled; round += 1) {
    settled = true;
    for (const { from, to } of down) {
      const least = (depths.get(from) ?? 0) + 1;
      if ((depths.get(to) ?? 0) >= least) continue;
      depths.set(to, least);
      settled = false;
    }
  }
  return depths;
}

function inDrawingOrder(
  { blocks }: ScenarioDefinition,
  edges: readonly GraphEdge[],
  depths: ReadonlyMap<BlockId, number>,
): Rows {
  const rows: Cell[][] = Array.from({ length: 2 * Math.max(0, ...depths.values()) + 2 }, () => []);
  const lines: { edge: GraphEdge; cells: Cell[] }[] = [];
  const placed = new Map<BlockId, BlockCell>();
  const put = <Placed extends Cell>(cell: Placed): Placed => {
    rows[cell.row]?.push(cell);
    return cell;
  };
  const place = (id: BlockId): BlockCell => {
    const known = placed.get(id);
    if (known) return known;
    const own = put({ kind: 'block', id, row: 2 * (depths.get(id) ?? 0) });
    placed.set(id, own);
    for (const edge of edges.filter(({ from }) => from === id)) {
      const last = edge.back ? own.row + 1 : 2 * (depths.get(edge.to) ?? 0) - 1;
      const cells: Cell[] = [own];
      for (let row = own.row + 1; row <= last; row += 1) {
        cells.push(put({ kind: 'way', edge, row, first: row === own.row + 1 }));
      }
      const target = place(edge.to);
      lines.push({ edge, cells: edge.back ? cells : [...cells, target] });
    }
    return own;
  };
  const starts = [...blocks].sort(
    (a, b) => Number(b.kind === 'start') - Number(a.kind === 'start'),
  );
  for (const { id } of starts) place(id);
  return { rows: rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1), lines };
}

type Neighbours = ReadonlyMap<Cell, readonly Cell[]>;

/** The cells that lines join to each cell, in the row above and in the row below. */
function neighboursOf({ lines }: Rows): {
  readonly above: Neighbours;
  readonly below: Neighbours;
} {
  const above = new Map<Cell, Cell[]>();
  const below = new Map<Cell, Cell[]>();
  for (const { cells } of lines) {
    for (const [at, cell] of cells.entries()) {
      const next = cells[at + 1];
      if (!next) continue;
      below.set(cell, [...(below.get(cell) ?? []), next]);
      above.set(next, [...(above.get(next) ?? []), cell]);
    }
  }
  return { above, below };
}

/** Sorts each row by where its neighbours stand, down and up in turn, and keeps the best order seen. */
function withFewCrossings(picture: Rows): Rows['rows'] {
  const { above, below } = neighboursOf(picture);
  let best = picture.rows;
  let fewest = crossings(best, below);
  let rows = best;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    rows = sweep % 2 === 0 ? sorted(rows, above) : sorted([...rows].reverse(), below).reverse();
    const count = crossings(rows, below);
    if (count < fewest) [best, fewest] = [rows, count];
  }
  return best;
}

/** Each row by the mean place of its neighbours in the row before it; who has none stays about where it is. */
function sorted(rows: Rows['rows'], neighbours: Neighbours): Cell[][] {
  const places = new Map<Cell, number>();
  return rows.map((row) => {
    const wish = new Map(
      row.map((cell, at) => {
        const own = (neighbours.get(cell) ?? []).map((each) => places.get(each) ?? 0);
        return [
          cell,
          own.length === 0 ? at : own.reduce((sum, each) => sum + each, 0) / own.length,
        ];
      }),
    );
    const next = [...row].sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
    for (const [at, cell] of next.entries()) places.set(cell, at);
    return next;
  });
}

/** Pairs of lines between two rows whose ends stand in opposite order. */
function crossings(rows: Rows['rows'], below: Neighbours): number {
  const places = new Map(rows.flatMap((row) => row.map((cell, at) => [cell, at] as const)));
  let count = 0;
  for (const row of rows) {
    const ends: number[] = [];
    for (const cell of row) {
      const own = (below.get(cell) ?? []).map((each) => places.get(each) ?? 0);
      for (const end of own) count += ends.filter((before) => before > end).length;
      ends.push(...own);
    }
  }
  return count;
}
