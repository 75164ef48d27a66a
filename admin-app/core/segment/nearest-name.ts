/** "Did you mean": the name that takes the fewest changes of a letter. */

/** Null when none is near: more than a third of the letters would change. */
export function nearestName(written: string, names: readonly string[]): string | null {
  const wanted = written.toLowerCase();
  let nearest: string | null = null;
  let fewest = Math.floor(wanted.length / 3) + 1;
  for (const name of names) {
    const changes = editDistance(wanted, name.toLowerCase(), fewest);
    if (changes >= fewest) continue;
    fewest = changes;
    nearest = name;
  }
  return nearest ?? longerName(wanted, names);
}

/** Whoever wrote the beginning or a part of a single name, like `tags`, meant it. */
function longerName(wanted: string, names: readonly string[]): string | null {
  if (wanted.length < 3) return null;
  const longer = names.filter((name) => name.toLowerCase().includes(wanted));
  return longer.length === 1 ? (longer[0] ?? null) : null;
}

/** Letters to add, drop, replace or swap with the next (optimal string alignment); `limit` when not fewer. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let changes = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) changes = Math.min(changes, at(before, column - 2) + 1);
      current.push(changes);
    }
    [before, above] = [above, current];
  }
  return Math.min(at(above, to.length), limit);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
