/** Where the blocks of a scenario and the lines between them are drawn, in pixels. */
import type { ExitPath } from '../../core/scenario/blocks/exit-path.ts';
import { exitsOf } from '../../core/scenario/blocks/shape.ts';
import type { Block, BlockId, ScenarioDefinition } from '../../core/scenario/types.ts';
import { columnsOf } from './graph-columns.ts';
import { type Span, tracksOf } from './graph-lines.ts';
import { type Cell, type Rows, rowsOf } from './graph-rows.ts';

export const NODE = { width: 212, height: 74 } as const;
/** Room for a way's label and its "+". */
const LABEL = { width: 190, height: 28 } as const;
const PLUS_WIDTH = 44;
const PASSING_WIDTH = 26;
const GAP = 20;
/** Above and below the level pieces of lines. */
const STEM = 15;
/** Room for an arrow where nothing runs level. */
const STRAIGHT = 16;
const TRACK = 9;
const LANE = 22;

export interface Point {
  readonly x: number;
  readonly y: number;
}

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
  readonly field: string;
  readonly via: ExitPath['via'];
  readonly points: readonly Point[];
  /** Centre of where its label and its "+" go. */
  readonly label: Point;
  /** Leads back up. */
  readonly back: boolean;
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** What the picture depends on, in short: the same for definitions that differ only inside their blocks. */
export function shapeOf({ blocks }: ScenarioDefinition): string {
  const ways = (block: Block) => exitsOf(block).map(({ field, next }) => `${field}:${next}`);
  return blocks.map((block) => `${block.id} ${block.kind} ${ways(block).join(' ')}`).join('\n');
}

export function layOut(definition: ScenarioDefinition): GraphLayout {
  const picture = rowsOf(definition);
  const xs = columnsOf(picture, widthOf);
  const right = Math.max(0, ...[...xs].map(([cell, x]) => x + widthOf(cell) / 2));
  const channels = channelsOf(picture, xs, right + LANE / 2);
  const tops = topsOf(picture, channels);
  const nodes = picture.rows
    .flat()
    .flatMap((cell) =>
      cell.kind === 'block'
        ? [{ id: cell.id, layer: cell.row / 2, x: xs.get(cell) ?? 0, y: tops[cell.row] ?? 0 }]
        : [],
    );
  const edges = picture.lines.map((line) => draw(line, { xs, tops, channels, picture }));
  return measure(nodes, edges);
}

function widthOf(cell: Cell): number {
  if (cell.kind === 'block') return NODE.width + GAP;
  if (!cell.first) return PASSING_WIDTH;
  return cell.edge.via.kind === 'next' ? PLUS_WIDTH : LABEL.width + GAP / 2;
}

function heightOf(row: readonly Cell[]): number {
  if (row.some(({ kind }) => kind === 'block')) return NODE.height;
  return row.some((cell) => cell.kind === 'way' && cell.first) ? LABEL.height : 0;
}

/** What runs level between a row and the next: the height of each piece, by what it belongs to. */
interface Channel {
  readonly tracks: ReadonlyMap<string, number>;
  readonly height: number;
}

interface Drawing {
  readonly picture: Rows;
  readonly xs: ReadonlyMap<Cell, number>;
  readonly tops: readonly number[];
  readonly channels: readonly Channel[];
}

/** Lines from one block share a level piece, and so do lines to one block; others have their own. */
function pieceOf(cell: Cell, next: Cell): string {
  if (cell.kind === 'block') return `from ${cell.id}`;
  return next.kind === 'block' ? `to ${next.id}` : `${cell.edge.from} ${cell.edge.field}`;
}

function channelsOf(
  { rows, lines }: Rows,
  xs: ReadonlyMap<Cell, number>,
  lane: number,
): readonly Channel[] {
  const spans = rows.map(() => new Map<string, { tops: number[]; bottoms: number[] }>());
  const add = (row: number, piece: string, top: number, bottom: number) => {
    const known = spans[row]?.get(piece) ?? { tops: [], bottoms: [] };
    known.tops.push(top);
    known.bottoms.push(bottom);
    spans[row]?.set(piece, known);
  };
  const rowOf = new Map(
    rows.flat().flatMap((cell) => (cell.kind === 'block' ? [[cell.id, cell.row] as const] : [])),
  );
  for (const { edge, cells } of lines) {
    for (const [at, cell] of cells.entries()) {
      const next = cells[at + 1];
      if (next) add(cell.row, pieceOf(cell, next), xs.get(cell) ?? 0, xs.get(next) ?? 0);
    }
    const last = cells.at(-1);
    if (!edge.back || !last) continue;
    add(last.row, `up ${edge.from} ${edge.field}`, xs.get(last) ?? 0, lane);
    add((rowOf.get(edge.to) ?? 0) - 1, `to ${edge.to}`, lane, xOf(edge.to, xs));
  }
  return spans.map((pieces) => {
    const own: readonly Span[] = [...pieces.values()];
    const tracks = tracksOf(own);
    const isStraight = own.every(({ tops, bottoms }) => tops.every((x, at) => x === bottoms[at]));
    return {
      tracks: new Map([...pieces.keys()].map((piece, at) => [piece, tracks[at] ?? 0])),
      height: isStraight ? STRAIGHT : 2 * STEM + TRACK * Math.max(0, ...tracks),
    };
  });
}

function xOf(id: BlockId, xs: ReadonlyMap<Cell, number>): number {
  for (const [cell, x] of xs) if (cell.kind === 'block' && cell.id === id) return x;
  return 0;
}

function topsOf({ rows }: Rows, channels: readonly Channel[]): readonly number[] {
  let top = 0;
  return rows.map((row, at) => {
    const own = top;
    top += heightOf(row) + (channels[at]?.height ?? 0);
    return own;
  });
}

type Line = Rows['lines'][number];

function draw({ edge, cells }: Line, drawing: Drawing): PlacedEdge {
  const { xs, tops, channels, picture } = drawing;
  const bottomOf = (row: number) => (tops[row] ?? 0) + heightOf(picture.rows[row] ?? []);
  const level = (row: number, piece: string) =>
    bottomOf(row) + STEM + TRACK * (channels[row]?.tracks.get(piece) ?? 0);
  const points: Point[] = [];
  for (const [at, cell] of cells.entries()) {
    const x = xs.get(cell) ?? 0;
    const next = cells[at + 1];
    points.push({ x, y: tops[cell.row] ?? 0 }, { x, y: bottomOf(cell.row) });
    if (!next) continue;
    const y = level(cell.row, pieceOf(cell, next));
    points.push({ x, y }, { x: xs.get(next) ?? 0, y });
  }
  const last = cells.at(-1);
  if (edge.back && last) points.push(...wayUp(edge, last, drawing, level));
  const labelCell = cells[1] ?? last;
  const label = {
    x: labelCell ? (xs.get(labelCell) ?? 0) : 0,
    y: labelCell ? ((tops[labelCell.row] ?? 0) + bottomOf(labelCell.row)) / 2 : 0,
  };
  const { from, to, field, via, back } = edge;
  // The first point is the top of the block the line leaves, the last the bottom of the one it leads to.
  const drawn = back ? points.slice(1) : points.slice(1, -1);
  return { from, to, field, via, back, label, points: withoutDetours(drawn) };
}

/** From below its block to the right of everything, up, and down into the block it leads back to. */
function wayUp(
  edge: Line['edge'],
  last: Cell,
  { xs, tops, picture }: Drawing,
  level: (row: number, piece: string) => number,
): readonly Point[] {
  const target = picture.rows.flat().find((cell) => cell.kind === 'block' && cell.id === edge.to);
  if (!target) return [];
  const ways = picture.lines.filter((line) => line.edge.back);
  const lane = LANE * (1 + ways.findIndex((line) => line.edge === edge));
  const right = Math.max(0, ...[...xs].map(([cell, x]) => x + widthOf(cell) / 2)) + lane;
  const low = level(last.row, `up ${edge.from} ${edge.field}`);
  const high = target.row === 0 ? -STEM : level(target.row - 1, `to ${edge.to}`);
  const x = xs.get(target) ?? 0;
  return [
    { x: xs.get(last) ?? 0, y: low },
    { x: right, y: low },
    { x: right, y: high },
    { x, y: high },
    { x, y: tops[target.row] ?? 0 },
  ];
}

/** Leaves out points that lie on a straight line between their neighbours, and points that are there twice. */
function withoutDetours(points: readonly Point[]): readonly Point[] {
  const apart = points.filter(
    (point, at) => at === 0 || point.x !== points[at - 1]?.x || point.y !== points[at - 1]?.y,
  );
  return apart.filter((point, at) => {
    const before = apart[at - 1];
    const after = apart[at + 1];
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
    ...edges.flatMap(({ points, label, via }) => [
      ...points.map(({ x }) => x),
      ...(via.kind === 'next' ? [] : [label.x - LABEL.width / 2, label.x + LABEL.width / 2]),
    ]),
  ];
  const ys = [
    ...nodes.map(({ y }) => y + NODE.height),
    ...edges.flatMap(({ points }) => points.map(({ y }) => y)),
  ];
  const left = Math.min(...xs, ...(xs.length === 0 ? [0] : []));
  const top = Math.min(0, ...ys);
  const shift = <Place extends Point>(place: Place): Place => ({
    ...place,
    x: Math.round(place.x - left),
    y: Math.round(place.y - top),
  });
  return {
    nodes: nodes.map(shift),
    edges: edges.map((edge) => ({
      ...edge,
      points: edge.points.map(shift),
      label: shift(edge.label),
    })),
    width: Math.ceil(Math.max(NODE.width, ...xs.map((x) => x - left))),
    height: Math.ceil(Math.max(0, ...ys) - top),
  };
}
