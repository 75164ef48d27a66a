import { faultAt } from '../../fault.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { AudienceBlock, Fault } from '../../types.ts';

export function faultsOf(
  { id, audienceId }: AudienceBlock,
  surroundings: Surroundings | null,
): readonly Fault[] {
  if (surroundings?.audienceIds.includes(audienceId) ?? true) return [];
  const message = 'The audience does not exist (any more); choose another.';
  return [faultAt(id, 'audienceId', message)];
}
