import { faultAt } from '../../fault.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { BranchBlock, Fault } from '../../types.ts';
import { nameFaults } from '../number-faults.ts';
import { queryFaults } from '../query-faults.ts';

export function faultsOf(
  { id, name, arms }: BranchBlock,
  surroundings: Surroundings | null,
): readonly Fault[] {
  return [
    ...nameFaults(id, 'name', 'the branch', name),
    ...(arms.length === 0 ? [faultAt(id, 'arms', 'Say at least one condition.')] : []),
    ...arms.flatMap((arm, index) => [
      ...nameFaults(id, `arms.${index}.name`, 'the way', arm.name),
      ...queryFaults(id, `arms.${index}.query`, arm.query, surroundings),
    ]),
  ];
}
