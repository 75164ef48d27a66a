import type { CustomerLog } from './types.ts';

/**
 * Which customers stand for a very large shop? All of them up to `most`; above it about `most`, picked by a hash of who
 * they are, so that the same customers are picked again tomorrow and in whatever order they come (FNV-1a, 32 bits,
 * with the final mix of MurmurHash3 because close numbers would otherwise be picked together).
 */
export function sampleCustomers<Log extends CustomerLog>(
  logs: readonly Log[],
  most: number,
): readonly Log[] {
  if (logs.length <= most) return logs;
  const limit = (most / logs.length) * 2 ** 32;
  return logs.filter((log) => hashOf(String(log.customerId)) < limit);
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
