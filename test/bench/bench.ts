/**
 * `npm run bench`: what the README claims about speed and size, measured as ratios against a named reference in the same
 * run. Machines differ and are noisy; read the ratio, not the value. `-- --json FILE` writes the table, `-- --only WORD`
 * runs the measurements whose name has the word in it.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Measurement } from './measurement.ts';
import { MEASURES } from './measures.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
});

const measurements: Measurement[] = [];
for (const [name, load] of Object.entries(MEASURES)) {
  if (values.only && !name.includes(values.only)) continue;
  process.stderr.write(`${name} …\n`);
  const measure = await load();
  measurements.push(...(await measure()));
}
console.log(asTable(measurements));
if (values.json) writeFileSync(values.json, `${JSON.stringify(measurements, null, 2)}\n`);

function asTable(rows: readonly Measurement[]): string {
  const cells = [
    ['name', 'value', 'unit', 'reference', 'ratio'],
    ...rows.map((row) => [
      row.name,
      row.value.toLocaleString('en', { maximumFractionDigits: 2 }),
      row.unit,
      row.reference,
      row.ratio === null ? '' : row.ratio.toFixed(2),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
