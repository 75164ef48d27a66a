import { type Finding, found } from '../../finding.ts';
import type { ExitBlock } from '../../types.ts';

export function faultsOf({ id, outcome }: ExitBlock): readonly Finding[] {
  if (outcome.trim() !== '') return [];
  return [found(id, 'outcome', (words) => words.outcomeMissing)];
}
