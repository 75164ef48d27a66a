import { faultInWords } from '../../segment/fault-in-words.ts';
import { parse } from '../../segment/parse.ts';
import { resolveText } from '../../segment/segment-book.ts';
import { faultAt } from '../fault.ts';
import type { Surroundings } from '../surroundings.ts';
import type { BlockId, Fault } from '../types.ts';

/** A segment query that cannot be read, or that names what the shop does not have. */
export function queryFaults(
  blockId: BlockId,
  field: string,
  query: string,
  surroundings: Surroundings | null,
): readonly Fault[] {
  const result = surroundings ? resolveText(surroundings.segments, query, null) : parse(query);
  if (result.ok) return [];
  return [faultAt(blockId, field, faultInWords(result.fault, 'en'))];
}

export function segmentFaults(
  blockId: BlockId | null,
  field: string,
  segmentId: number,
  surroundings: Surroundings | null,
): readonly Fault[] {
  const known = surroundings?.segments.segments.some((it) => it.segmentId === segmentId) ?? true;
  return known
    ? []
    : [faultAt(blockId, field, 'The segment does not exist (any more); choose another.')];
}

export function tierFaults(
  blockId: BlockId,
  field: string,
  tier: string,
  surroundings: Surroundings | null,
): readonly Fault[] {
  if (surroundings?.tiers.includes(tier) ?? true) return [];
  return [faultAt(blockId, field, `There is no value tier “${tier}” (any more); choose another.`)];
}
