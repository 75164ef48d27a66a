import { faultInWords } from '../../segment/fault-in-words.ts';
import { parse } from '../../segment/parse.ts';
import { resolveText } from '../../segment/segment-book.ts';
import { type Finding, found } from '../finding.ts';
import type { Surroundings } from '../surroundings.ts';
import { tierCalled } from '../tier-ids.ts';
import type { BlockId } from '../types.ts';

/** A segment query that cannot be read, or that names what the shop does not have. */
export function queryFaults(
  blockId: BlockId,
  field: string,
  query: string,
  surroundings: Surroundings | null,
): readonly Finding[] {
  const result = surroundings ? resolveText(surroundings.segments, query, null) : parse(query);
  if (result.ok) return [];
  return [found(blockId, field, (words) => faultInWords(result.fault, words.language))];
}

export function segmentFaults(
  blockId: BlockId | null,
  field: string,
  segmentId: number,
  surroundings: Surroundings | null,
): readonly Finding[] {
  const known = surroundings?.segments.segments.some((it) => it.segmentId === segmentId) ?? true;
  return known ? [] : [found(blockId, field, (words) => words.segmentGone)];
}

export function tierFaults(
  blockId: BlockId,
  field: string,
  tier: string,
  surroundings: Surroundings | null,
): readonly Finding[] {
  if (surroundings === null || tierCalled(surroundings.tiers, tier)) return [];
  const name = tierCalled(surroundings.formerTiers, tier)?.name ?? tier;
  return [found(blockId, field, (words) => words.tierGone(name))];
}
