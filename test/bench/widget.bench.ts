import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Measurement } from './measurement.ts';

const BUDGET_BYTES = 4_000;

/** Bytes of the built widget as a browser receives them. */
export async function measureWidget(): Promise<readonly Measurement[]> {
  const asset = join(import.meta.dirname, '../../extension/theme/assets/rondo.js');
  const bytes = gzipSync(readFileSync(asset), { level: 9 }).length;
  return [
    {
      name: 'widget, all kinds',
      value: bytes,
      unit: 'bytes gzip',
      reference: `budget of ${BUDGET_BYTES} bytes`,
      ratio: bytes / BUDGET_BYTES,
    },
  ];
}
