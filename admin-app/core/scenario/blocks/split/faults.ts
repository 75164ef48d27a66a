import { faultAt } from '../../fault.ts';
import type { Fault, SplitArm, SplitBlock } from '../../types.ts';
import { nameFaults } from '../number-faults.ts';

export function faultsOf({ id, name, arms, winner }: SplitBlock): readonly Fault[] {
  return [
    ...nameFaults(id, 'name', 'the split', name),
    ...(arms.length < 2 ? [faultAt(id, 'arms', 'A split needs two ways at least.')] : []),
    ...arms.flatMap((arm, index) => armFaults(id, arms, arm, index)),
    ...(arms.length > 0 && !arms.some(({ weight }) => weight > 0)
      ? [faultAt(id, 'arms.0.weight', 'All weights are 0; give one way more than that.')]
      : []),
    ...(winner === null || arms.some((arm) => arm.id === winner)
      ? []
      : [faultAt(id, 'winner', 'The winner is not one of the ways (any more); choose another.')]),
  ];
}

function armFaults(
  id: string,
  arms: readonly SplitArm[],
  arm: SplitArm,
  index: number,
): readonly Fault[] {
  const faults = [...nameFaults(id, `arms.${index}.name`, 'the way', arm.name)];
  if (!Number.isFinite(arm.weight) || arm.weight < 0) {
    const message = `The weight is ${arm.weight}; choose 0 or more.`;
    faults.push(faultAt(id, `arms.${index}.weight`, message));
  }
  if (arms.findIndex((other) => other.id === arm.id) < index) {
    faults.push(faultAt(id, `arms.${index}.id`, `Two ways are called “${arm.id}”.`));
  }
  return faults;
}
