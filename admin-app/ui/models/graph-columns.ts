/**
 * Where in its row each cell stands: as near as can be to its neighbours above and below, in the row's order, without
 * touching the next cell. Rows take turns until the picture settles.
 */
import { type Cell, isAside, type Rows } from './graph-rows.ts';

const ROUNDS = 12;
/** How much more a line insists on running straight than a block on standing in the middle. */
const STRAIGHT = 12;
const FAINT = 0.05;

/** Centre of each cell, in pixels from the left. `widthOf` includes the room to the next cell. */
export function columnsOf(
  picture: Rows,
  widthOf: (cell: Cell) => number,
): ReadonlyMap<Cell, number> {
  const { above, below } = pullsOf(picture);
  const xs = new Map<Cell, number>();
  for (const row of picture.rows) {
    let left = 0;
    for (const cell of row) {
      xs.set(cell, left + widthOf(cell) / 2);
      left += widthOf(cell);
    }
  }
  const settle = (row: readonly Cell[], neighbours: Pulls) => {
    const wishes = row.map((cell) => {
      const own = (neighbours.get(cell) ?? []).map((each) => xs.get(each) ?? 0);
      const here = xs.get(cell) ?? 0;
      if (own.length === 0) return { x: here, weight: FAINT };
      // A way aside makes room; it never pushes.
      if (cell.kind === 'way' && isAside(cell.edge)) return { x: middle(own), weight: FAINT };
      return { x: middle(own), weight: isStraight(cell, neighbours) ? STRAIGHT : own.length };
    });
    for (const [at, x] of inOrder(wishes, row.map(widthOf)).entries()) {
      const cell = row[at];
      if (cell) xs.set(cell, x);
    }
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const row of picture.rows) settle(row, above);
    for (const row of [...picture.rows].reverse()) settle(row, below);
  }
  for (const { cells } of picture.lines) straighten(cells, roomIn(picture, xs, widthOf), xs);
  return xs;
}

/** How far left and right a cell could stand where the others of its row are now. */
function roomIn(
  { rows }: Rows,
  xs: ReadonlyMap<Cell, number>,
  widthOf: (cell: Cell) => number,
): (cell: Cell) => readonly [left: number, right: number] {
  return (cell) => {
    const row = rows[cell.row] ?? [];
    const at = row.indexOf(cell);
    const side = (other: Cell | undefined, sign: 1 | -1) =>
      other === undefined
        ? sign * Number.POSITIVE_INFINITY
        : (xs.get(other) ?? 0) - (sign * (widthOf(other) + widthOf(cell))) / 2;
    return [side(row[at - 1], -1), side(row[at + 1], 1)];
  };
}

/** Bends smaller than this look like a mistake. */
const BEND = 18;

/** Takes small bends out of where a line passes rows, if there is room for it to run straight. */
function straighten(
  cells: readonly Cell[],
  roomOf: (cell: Cell) => readonly [left: number, right: number],
  xs: Map<Cell, number>,
): void {
  const passing = cells.filter(({ kind }) => kind === 'way');
  const rooms = passing.map(roomOf);
  const left = Math.max(...rooms.map(([least]) => least));
  const right = Math.min(...rooms.map(([, most]) => most));
  if (passing.length === 0 || left > right) return;
  const best = Math.min(right, Math.max(left, middle(passing.map((cell) => xs.get(cell) ?? 0))));
  // Below its block if that is near, else above the one it leads to.
  const ends = [cells[0], cells.at(-1)].flatMap((cell) =>
    cell?.kind === 'block' ? [xs.get(cell) ?? 0] : [],
  );
  const x = ends.find((end) => Math.abs(end - best) < BEND && end >= left && end <= right);
  for (const cell of passing) xs.set(cell, x ?? best);
}

/** Passing on from one row to the next, a line should not bend. */
function isStraight(cell: Cell, neighbours: Pulls): boolean {
  const [next, ...others] = neighbours.get(cell) ?? [];
  return cell.kind === 'way' && next?.kind === 'way' && others.length === 0;
}

type Pulls = ReadonlyMap<Cell, readonly Cell[]>;

/** What each cell would like to stand below and above. A way aside follows its blocks, but they do not follow it. */
function pullsOf({ lines }: Rows): { readonly above: Pulls; readonly below: Pulls } {
  const above = new Map<Cell, Cell[]>();
  const below = new Map<Cell, Cell[]>();
  const add = (to: Map<Cell, Cell[]>, cell: Cell, other: Cell) =>
    to.set(cell, [...(to.get(cell) ?? []), other]);
  for (const { edge, cells } of lines) {
    for (const [at, cell] of cells.entries()) {
      const next = cells[at + 1];
      if (!next) continue;
      if (!isAside(edge) || cell.kind === 'way') add(below, cell, next);
      if (!isAside(edge) || next.kind === 'way') add(above, next, cell);
    }
  }
  return { above, below };
}

/** The median; between the two middle ones where there is none. */
function middle(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  const upper = ordered[Math.floor(ordered.length / 2)] ?? 0;
  const lower = ordered[Math.ceil(ordered.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}

interface Wish {
  readonly x: number;
  readonly weight: number;
}

/**
 * The places nearest to the wishes (least squares) that keep order and distance. Neighbours that would touch become one
 * group, which stands where its members' wishes pull it (pool adjacent violators).
 */
function inOrder(wishes: readonly Wish[], widths: readonly number[]): readonly number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const width of widths) {
    offsets.push(offset + width / 2);
    offset += width;
  }
  const groups: { x: number; weight: number; count: number }[] = [];
  for (const [at, { x, weight }] of wishes.entries()) {
    groups.push({ x: x - (offsets[at] ?? 0), weight, count: 1 });
    for (
      let last = groups.at(-1), before = groups.at(-2);
      last && before && before.x > last.x;
      last = groups.at(-1), before = groups.at(-2)
    ) {
      const total = before.weight + last.weight;
      groups.splice(-2, 2, {
        x: (before.x * before.weight + last.x * last.weight) / total,
        weight: total,
        count: before.count + last.count,
      });
    }
  }
  const starts = groups.flatMap(({ x, count }) => Array.from({ length: count }, () => x));
  return starts.map((x, at) => x + (offsets[at] ?? 0));
}
