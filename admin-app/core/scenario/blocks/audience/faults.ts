import { type Finding, found } from '../../finding.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { AudienceBlock } from '../../types.ts';

export function faultsOf(
  { id, audienceId }: AudienceBlock,
  surroundings: Surroundings | null,
): readonly Finding[] {
  if (surroundings?.audienceIds.includes(audienceId) ?? true) return [];
  return [found(id, 'audienceId', (words) => words.audienceGone)];
}
