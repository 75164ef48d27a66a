import type { Fault, WaitBlock } from '../../types.ts';

export function faultsOf({ id, hours }: WaitBlock): readonly Fault[] {
  if (Number.isFinite(hours) && hours >= 0) return [];
  return [
    { blockId: id, field: 'hours', message: `The wait is ${hours} hours; choose 0 or more.` },
  ];
}
