import type { Day } from '../time.ts';
import type { OrderLog } from './types.ts';

/**
 * The first `most` of the logs in an order that depends only on what is in them, as seen from `asOfDay`: whoever comes
 * first in the input, and on which date, a shop gives the same model. The order looks random, so these are a fair sample.
 */
export function firstInCanonicalOrder(
  logs: readonly OrderLog[],
  asOfDay: Day,
  most: number,
): readonly OrderLog[] {
  const keys = Uint32Array.from(logs, ({ days }) => mixedDays(days, asOfDay));
  // Putting a million logs in order to keep a few of them would cost more than all that is learned from these.
  const lastKey = keys.toSorted()[most - 1] ?? Number.POSITIVE_INFINITY;
  const candidates: { readonly log: OrderLog; readonly key: number }[] = [];
  for (const [i, log] of logs.entries()) {
    const key = keys[i] ?? 0;
    if (key <= lastKey) candidates.push({ log, key });
  }
  return candidates
    .sort((a, b) => a.key - b.key || compareContent(a.log, b.log))
    .slice(0, most)
    .map(({ log }) => log);
}

/** The days stirred into 32 bits (FNV-1a with a final mix). */
function mixedDays(days: readonly Day[], asOfDay: Day): number {
  let hash = 0x811c9dc5;
  for (const day of days) hash = Math.imul(hash ^ (asOfDay - day), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function compareContent(a: OrderLog, b: OrderLog): number {
  return (
    a.days.length - b.days.length ||
    firstDifference(a.days, b.days) ||
    firstDifference(a.amountsMinor ?? [], b.amountsMinor ?? []) ||
    firstDifference(a.categories ?? [], b.categories ?? [])
  );
}

function firstDifference(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
