import { type Finding, found } from '../../finding.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { BranchBlock } from '../../types.ts';
import { nameFaults } from '../number-faults.ts';
import { queryFaults } from '../query-faults.ts';

export function faultsOf(
  { id, name, arms }: BranchBlock,
  surroundings: Surroundings | null,
): readonly Finding[] {
  return [
    ...nameFaults(id, 'name', 'branch', name),
    ...(arms.length === 0 ? [found(id, 'arms', (words) => words.noCondition)] : []),
    ...arms.flatMap((arm, index) => [
      ...nameFaults(id, `arms.${index}.name`, 'way', arm.name),
      ...queryFaults(id, `arms.${index}.query`, arm.query, surroundings),
    ]),
  ];
}
