import type { ExitBlock, Fault } from '../../types.ts';

export function faultsOf({ id, outcome }: ExitBlock): readonly Fault[] {
  if (outcome.trim() !== '') return [];
  return [{ blockId: id, field: 'outcome', message: 'Say with which outcome customers leave.' }];
}
