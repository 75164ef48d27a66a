import { faultAt } from '../../fault.ts';
import type { ExitBlock, Fault } from '../../types.ts';

export function faultsOf({ id, outcome }: ExitBlock): readonly Fault[] {
  if (outcome.trim() !== '') return [];
  return [faultAt(id, 'outcome', 'Say with which outcome customers leave.')];
}
