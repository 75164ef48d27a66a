/** Lets arrow keys go from figure to figure of a table, so that the Tab key has one stop in it. */

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Only the first figure is a stop of the Tab key until another has had the focus. */
export function keepOneStop(table: HTMLTableElement | null): void {
  if (!table) return;
  const links = [...table.querySelectorAll('a')];
  const kept = links.find((link) => link.dataset.stop !== undefined) ?? links[0];
  for (const link of links) link.tabIndex = link === kept ? 0 : -1;
}

export function moveByArrow(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const from = event.target instanceof Element ? event.target.closest('a') : null;
  const table = from?.closest('table');
  if (!step || !from || !table) return;
  event.preventDefault();
  const next = linkBeside(table, from, step);
  if (!next) return;
  delete from.dataset.stop;
  next.dataset.stop = '';
  keepOneStop(table);
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function linkBeside(
  table: HTMLTableElement,
  from: HTMLAnchorElement,
  [down, right]: readonly [number, number],
): HTMLAnchorElement | null {
  const cell = from.closest('td');
  const row = from.closest('tr');
  if (!cell || !row) return null;
  const rows = [...table.rows];
  let rowAt = rows.indexOf(row) + down;
  let column = cell.cellIndex + right;
  while (rows[rowAt] && column >= 0 && column < (rows[rowAt]?.cells.length ?? 0)) {
    const link = rows[rowAt]?.cells[column]?.querySelector('a');
    if (link) return link;
    rowAt += down;
    column += right;
  }
  return null;
}
